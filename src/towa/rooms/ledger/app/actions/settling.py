"""What follows from the receipts after each take-in: posting (消込) and balances (残高), differences only.

Only instalments with something open have a balance row: owed, overpaid, provisionally paid, or with 延滞金.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl

from towa.platform.tenancy import current_municipality
from towa.rooms.ledger.app.queries.balances import open_instalments, with_late_charge
from towa.rooms.ledger.app.queries.posting import posted


COLUMNS = (
    "instalment_id", "addressee_id", "paid", "provisional", "outstanding", "overpaid", "late_charge",
    "late_charge_paid", "last_paid_on",
)  # fmt: skip


Advance = Callable[[int], object]


def _unseen(pieces: int) -> None:
    """Nobody looks at the progress."""


def receipts(cursor: Any) -> int:
    """収納の件数 in the whole ledger: so much has to be posted."""
    return _count(cursor, "ledger_receipt")


def instalments(cursor: Any) -> int:
    """期別の件数 in the whole ledger: so much has to be looked through for balances."""
    return _count(cursor, "ledger_instalment")


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return int(cursor.fetchone()[0])


def post_receipts(cursor: Any, advance: Advance = _unseen) -> int:
    """消込: brings the posting of every receipt up to date; tells how many rows changed."""
    cursor.execute(
        f"UPDATE ledger_receipt t SET posting = n.now_posted FROM ({posted()}) n "
        "WHERE n.id = t.id AND n.now_posted <> t.posting"
    )
    changed = int(cursor.rowcount)
    advance(receipts(cursor))
    return changed


def rebuild(cursor: Any, on: date, advance: Advance = _unseen) -> int:
    """Brings the snapshot to the day `on`: differing rows are written, equal ones left alone; rows with something open."""
    frame = open_instalments(cursor, on)
    advance(instalments(cursor) - frame.height)
    frame = with_late_charge(cursor, frame, on, advance=advance)
    something = (pl.col("outstanding") + pl.col("overpaid") + pl.col("provisional") + pl.col("late_charge")
                 + pl.col("late_charge_paid")) > 0  # fmt: skip
    rows = frame.filter(something).select(COLUMNS)
    _write(cursor, rows)
    return rows.height


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
