"""What do instalments owe as of any day (残高)? Only those with something open are read.

Most 延滞金 is computed vectorised; part payments and reliefs go through the explained function, so both always agree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from towa.kernel.money import Yen
from towa.law.late_charge import Payment, Relief, late_charge_many
from towa.rooms.ledger.app.queries.frames import fetch
from towa.rooms.ledger.app.queries.posting import effective_receipts
from towa.rooms.ledger.core.balance import late_charge_of, rules_of
from towa.rooms.ledger.core.relief import Standing, reliefs_of


Advance = Callable[[int], object]
PIECE = 500
"""Instalments explained between two reports of progress."""
RELIEVING = ("collection_deferral", "realization_deferral", "enforcement_suspension")


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


def with_late_charge(
    cursor: Any, frame: pl.DataFrame, on: date, known_on: date | None = None, advance: Advance = lambda pieces: None
) -> pl.DataFrame:
    """The same frame with `late_charge` as drawn until `on`, or until the day of full payment.

    Args:
        advance: is told how many instalments are done, in pieces that add up to all of them.
    """
    relieved = _standings(cursor)
    late = (pl.col("due") < on) & ((pl.col("outstanding") > 0) | (pl.col("last_tax_on") > pl.col("due")))
    several = (pl.col("payments") > 1) | ((pl.col("payments") == 1) & (pl.col("outstanding") > 0))
    explained = several | pl.col("addressee_id").is_in(list(relieved))
    marked = frame.with_columns(late.fill_null(False).alias("late"), explained.alias("explained"))
    simple = marked.filter(pl.col("late") & ~pl.col("explained"))
    hard = marked.filter(pl.col("late") & pl.col("explained"))
    at_once = _many(simple, on)
    advance(frame.height - hard.height)
    charges = pl.concat([at_once, _one_by_one(cursor, hard, on, relieved, known_on, advance)])
    return frame.join(charges, on="instalment_id", how="left").with_columns(pl.col("late_charge").fill_null(0))


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
    cursor: Any,
    frame: pl.DataFrame,
    on: date,
    relieved: Mapping[int, Sequence[Standing]],
    known_on: date | None,
    advance: Advance,
) -> pl.DataFrame:
    """Part payments or reliefs: the explained function, instalment by instalment."""
    payments = payments_of(cursor, frame["instalment_id"].to_list(), on, known_on)
    reliefs: dict[int, tuple[Relief, ...]] = {key: reliefs_of(rows, on) for key, rows in relieved.items()}
    charges: list[int] = []
    for piece in frame.iter_slices(PIECE):
        charges += (
            late_charge_of(
                Yen(row["amount"]), row["due"], payments.get(row["instalment_id"], ()), on,
                reliefs=reliefs.get(row["addressee_id"], ()), rules=rules_of(row["tax_item"]),
            ).amount
            for row in piece.iter_rows(named=True)
        )  # fmt: skip
        advance(piece.height)
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
