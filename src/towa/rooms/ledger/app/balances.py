"""What every instalment owes as of the extract's day (残高), rebuilt after each take-in.

Only instalments with something open have a row: owed, overpaid, provisionally paid, or with 延滞金. Most 延滞金 is
computed vectorised; part payments and reliefs go through the explained function, so both always agree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl

from towa.kernel.money import Yen
from towa.law.late_charge import Payment, Relief, late_charge_many
from towa.platform.tenancy import current_municipality
from towa.rooms.ledger.app.posting import effective_receipts
from towa.rooms.ledger.core.balance import late_charge_of, rules_of
from towa.rooms.ledger.core.relief import Standing, reliefs_of


RELIEVING = ("collection_deferral", "realization_deferral", "enforcement_suspension")
COLUMNS = (
    "instalment_id", "addressee_id", "paid", "provisional", "outstanding", "overpaid", "late_charge",
    "late_charge_paid", "last_paid_on",
)  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """範囲: all instalments, or those of one person."""

    condition: str = "true"
    parameters: tuple[Any, ...] = ()


def open_instalments(cursor: Any, on: date, *, known_on: date | None = None, scope: Scope = Scope()) -> pl.DataFrame:
    """Instalments with something open on a day, with what was paid on them; 延滞金 not yet computed."""
    receipts, parameters = effective_receipts(known_on)
    return fetch(cursor, f"""
        SELECT i.id AS instalment_id, l.addressee_id, l.tax_item, l.fiscal_year, i.instalment_amount AS amount,
               i.due_date AS due, i.demand_issued_on, COALESCE(paid, 0) AS paid, COALESCE(provisional, 0) AS provisional,
               GREATEST(i.instalment_amount - COALESCE(paid, 0), 0) AS outstanding,
               GREATEST(COALESCE(paid, 0) - i.instalment_amount, 0) AS overpaid,
               COALESCE(late_charge_paid, 0) AS late_charge_paid, COALESCE(payments, 0) AS payments, last_paid_on,
               last_tax_on
        FROM ledger_instalment i JOIN ledger_levy l ON l.id = i.levy_id
        LEFT JOIN (
            SELECT r.instalment_id, sum(r.amount)::bigint AS paid, sum(r.late_charge_amount)::bigint AS late_charge_paid,
                   COALESCE(sum(r.amount) FILTER (WHERE r.state = 'provisional'), 0)::bigint AS provisional,
                   count(*) FILTER (WHERE r.amount > 0) AS payments, max(r.paid_date) AS last_paid_on,
                   max(r.paid_date) FILTER (WHERE r.amount > 0) AS last_tax_on
            FROM {receipts} WHERE r.paid_date <= %s GROUP BY r.instalment_id) r ON r.instalment_id = i.id
        WHERE (COALESCE(paid, 0) <> i.instalment_amount OR provisional > 0 OR late_charge_paid > 0
               OR last_tax_on > i.due_date) AND {scope.condition}""",
        [*parameters, on, *scope.parameters],
    )  # fmt: skip


def with_late_charge(cursor: Any, frame: pl.DataFrame, on: date, known_on: date | None = None) -> pl.DataFrame:
    """The same frame with `late_charge` as drawn until `on`, or until the day of full payment."""
    relieved = _standings(cursor)
    late = (pl.col("due") < on) & ((pl.col("outstanding") > 0) | (pl.col("last_tax_on") > pl.col("due")))
    several = (pl.col("payments") > 1) | ((pl.col("payments") == 1) & (pl.col("outstanding") > 0))
    explained = several | pl.col("addressee_id").is_in(list(relieved))
    marked = frame.with_columns(late.fill_null(False).alias("late"), explained.alias("explained"))
    simple = marked.filter(pl.col("late") & ~pl.col("explained"))
    hard = marked.filter(pl.col("late") & pl.col("explained"))
    charges = pl.concat([_many(simple, on), _one_by_one(cursor, hard, on, relieved, known_on)])
    return frame.join(charges, on="instalment_id", how="left").with_columns(pl.col("late_charge").fill_null(0))


def rebuild(cursor: Any, on: date, message: Callable[[str], object] = lambda text: None) -> int:
    """Brings the snapshot to the day `on`: differing rows are written, equal ones left alone; rows with something open."""
    frame = with_late_charge(cursor, open_instalments(cursor, on), on)
    something = (pl.col("outstanding") + pl.col("overpaid") + pl.col("provisional") + pl.col("late_charge")
                 + pl.col("late_charge_paid")) > 0  # fmt: skip
    rows = frame.filter(something).select(COLUMNS)
    _write(cursor, rows)
    return rows.height


def fetch(cursor: Any, query: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
    """A query's rows as a frame: through COPY, typed by the query's own columns."""
    cursor.execute(f"SELECT * FROM ({query}) q LIMIT 0", parameters)
    schema = {column.name: _POLARS[column.type_code] for column in cursor.description}
    out = BytesIO()
    with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)", parameters) as copy:
        for block in copy:
            out.write(block)
    if not out.tell():
        return pl.DataFrame(schema=schema)
    out.seek(0)
    return pl.read_csv(out, has_header=False, new_columns=list(schema), schema_overrides=_read_as(schema)).with_columns(
        (pl.col(name) == "t") for name, kind in schema.items() if kind == pl.Boolean
    )


def _read_as(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: pl.String if kind == pl.Boolean else kind for name, kind in schema.items()}


_POLARS: Mapping[int, Any] = {
    16: pl.Boolean, 20: pl.Int64, 21: pl.Int64, 23: pl.Int64, 25: pl.String, 1043: pl.String, 1082: pl.Date,
}  # fmt: skip
"""PostgreSQL's type numbers → Polars."""


def _many(frame: pl.DataFrame, on: date) -> pl.DataFrame:
    """No part payment, no relief: unpaid until `on`, or paid at once on one day."""
    parts = [
        part.select("instalment_id").with_columns(
            pl.Series(
                "late_charge",
                late_charge_many(
                    part["amount"].to_numpy(),
                    part["due"].to_numpy().astype("datetime64[D]"),
                    _end_days(part, on),
                    rules_of(str(item)),
                ),
                dtype=pl.Int64,
            )
        )
        for (item,), part in frame.partition_by("tax_item", as_dict=True).items()
    ]
    return pl.concat(parts) if parts else _no_charges()


def _end_days(frame: pl.DataFrame, on: date) -> np.ndarray[Any, np.dtype[np.datetime64]]:
    last = frame.select(pl.when(pl.col("outstanding") > 0).then(pl.lit(on)).otherwise(pl.col("last_tax_on")))
    return last.to_series().to_numpy().astype("datetime64[D]")


def _one_by_one(
    cursor: Any, frame: pl.DataFrame, on: date, relieved: Mapping[int, Sequence[Standing]], known_on: date | None
) -> pl.DataFrame:
    """Part payments or reliefs: the explained function, instalment by instalment."""
    payments = payments_of(cursor, frame["instalment_id"].to_list(), on, known_on)
    reliefs: dict[int, tuple[Relief, ...]] = {key: reliefs_of(rows, on) for key, rows in relieved.items()}
    charges = [
        late_charge_of(
            Yen(row["amount"]), row["due"], payments.get(row["instalment_id"], ()), on,
            reliefs=reliefs.get(row["addressee_id"], ()), rules=rules_of(row["tax_item"]),
        ).amount
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    return frame.select("instalment_id").with_columns(pl.Series("late_charge", charges, dtype=pl.Int64))


def payments_of(
    cursor: Any, instalment_ids: Sequence[int], on: date, known_on: date | None = None
) -> dict[int, list[Payment]]:
    """Effective tax payments of some instalments until a day."""
    if not instalment_ids:
        return {}
    receipts, parameters = effective_receipts(known_on)
    cursor.execute(
        f"SELECT r.instalment_id, r.paid_date, r.amount FROM {receipts} "
        "JOIN unnest(%s::bigint[]) wanted ON wanted = r.instalment_id "  # a long ANY(…) is searched from its beginning
        "WHERE r.paid_date <= %s AND r.amount > 0 ORDER BY r.paid_date, r.receipt_no",
        [*parameters, list(instalment_ids), on],
    )
    found: dict[int, list[Payment]] = {}
    for instalment_id, paid_on, amount in cursor.fetchall():
        found.setdefault(instalment_id, []).append(Payment(paid_on, amount))
    return found


def _standings(cursor: Any) -> dict[int, list[Standing]]:
    cursor.execute(
        "SELECT addressee_id, kind, starts_on, ends_on, COALESCE(ground, '') FROM ledger_standing WHERE kind = ANY(%s)",
        [list(RELIEVING)],
    )
    return grouped((row[0], Standing(*row[1:])) for row in cursor.fetchall())


def grouped(pairs: Iterable[tuple[int, Standing]]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = {}
    for key, standing in pairs:
        found.setdefault(key, []).append(standing)
    return found


def _no_charges() -> pl.DataFrame:
    return pl.DataFrame(schema={"instalment_id": pl.Int64, "late_charge": pl.Int64})


def _write(cursor: Any, rows: pl.DataFrame) -> None:
    """Differences only: a second take-in of the same extract writes nothing."""
    names = ", ".join(COLUMNS)
    cursor.execute("DROP TABLE IF EXISTS new_balance")
    cursor.execute(f"CREATE TEMP TABLE new_balance ON COMMIT DROP AS SELECT {names} FROM ledger_balance LIMIT 0")
    with cursor.copy(f"COPY new_balance ({names}) FROM STDIN (FORMAT csv)") as copy:
        copy.write(rows.write_csv(include_header=False).encode())
    cursor.execute("ANALYZE new_balance")
    values = ", ".join(f"n.{name}" for name in COLUMNS)
    old = ", ".join(f"t.{name}" for name in COLUMNS)
    cursor.execute(
        "DELETE FROM ledger_balance t WHERE NOT EXISTS "
        "(SELECT FROM new_balance n WHERE n.instalment_id = t.instalment_id)"
    )
    cursor.execute(
        f"UPDATE ledger_balance t SET {', '.join(f'{name} = n.{name}' for name in COLUMNS)} FROM new_balance n "
        f"WHERE n.instalment_id = t.instalment_id AND ROW({values}) IS DISTINCT FROM ROW({old})"
    )
    cursor.execute(
        f"INSERT INTO ledger_balance (municipality_id, {names}) SELECT %s, {values} FROM new_balance n "
        "WHERE NOT EXISTS (SELECT FROM ledger_balance t WHERE t.instalment_id = n.instalment_id) ORDER BY 2",
        [current_municipality()],
    )
