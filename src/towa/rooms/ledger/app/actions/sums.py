"""The sums that the invariants look at, asked from the tables themselves and not from what we believe to have done."""

from collections.abc import Callable, Mapping
from typing import Any

from towa.gateways.core_system.batch import Totals
from towa.gateways.core_system.format import ExtractLayout
from towa.gateways.core_system.manifest import Manifest
from towa.rooms.ledger.app.actions.merging import Merged
from towa.rooms.ledger.app.actions.target import Target
from towa.rooms.ledger.app.actions.targets import BY_RECORD
from towa.rooms.ledger.core.validation import PostingSums, RecordSums


def record_sums(
    cursor: Any,
    layout: ExtractLayout,
    manifest: Manifest | None,
    totals: Mapping[str, Totals],
    merged: Mapping[str, Merged],
    advance: Callable[[int], object] = lambda pieces: None,
) -> dict[str, RecordSums]:
    """件数と金額 of every record that was merged; `advance` is told each of them."""
    sums = {}
    for record, found in merged.items():
        sums[record] = _record_sums(cursor, BY_RECORD[record], layout[record].term, manifest, totals[record], found)
        advance(1)
    return sums


POSTING_STEPS = 5
"""Questions that `posting_sums` asks, for its progress."""


def posting_sums(cursor: Any, advance: Callable[[int], object] = lambda pieces: None) -> PostingSums:
    """消込と残高: of the whole ledger; what has no balance row counts as paid exactly."""
    cursor.execute("SELECT posting, sum(amount) FROM ledger_receipt GROUP BY posting")
    by_posting = {posting: int(yen) for posting, yen in cursor.fetchall()}
    advance(1)
    cursor.execute("""
        SELECT (SELECT COALESCE(sum(amount), 0) FROM ledger_receipt),
               (SELECT COALESCE(sum(instalment_amount), 0) FROM ledger_instalment),
               COALESCE(sum(outstanding), 0), COALESCE(sum(overpaid), 0),
               count(*) FILTER (WHERE outstanding < 0 OR overpaid < 0 OR late_charge < 0)
        FROM ledger_balance""")
    receipts, instalments, outstanding, overpaid, negative = map(int, cursor.fetchone())
    advance(1)
    counted = []
    for question in (_paid, _without_balance, _slips_twice):
        counted.append(question(cursor))
        advance(1)
    paid, without_balance, slips_twice = counted
    return PostingSums(
        receipts=receipts,
        by_posting=by_posting,
        instalments=instalments,
        paid=paid,
        outstanding=outstanding,
        overpaid=overpaid,
        negative_balances=negative,
        instalments_without_balance=without_balance,
        effective_slips_twice=slips_twice,
    )


def _record_sums(
    cursor: Any, target: Target, term: str, manifest: Manifest | None, totals: Totals, merged: Merged
) -> RecordSums:
    entry = manifest.entry(target.record) if manifest else None
    rows, yen = _in_ledger(cursor, target)
    return RecordSums(
        term=term,
        rows_manifest=entry.rows if entry else totals.rows,
        rows_in=totals.rows,
        rows_taken=merged.taken_rows,
        rows_quarantined=totals.rows_bad + len(merged.orphan_lines),
        rows_kept=merged.kept_rows,
        rows_ledger=rows,
        yen_manifest=entry.yen_total if entry else None,
        yen_in=totals.yen,
        yen_unreadable=totals.yen_unreadable,
        yen_taken=merged.taken_yen,
        yen_kept=merged.kept_yen,
        yen_ledger=yen,
    )


def _in_ledger(cursor: Any, target: Target) -> tuple[int, int]:
    yen = f"COALESCE(sum(t.{target.yen}), 0)" if target.yen else "0"
    present = "WHERE NOT t.withdrawn" if target.keeps_rows else ""
    cursor.execute(f"SELECT count(*), {yen} FROM {target.table} t {present}")
    rows, total = cursor.fetchone()
    return int(rows), int(total)


def _paid(cursor: Any) -> int:
    """収納額 by instalment: what balances say, and for an instalment without a balance its whole tax."""
    cursor.execute("""
        SELECT COALESCE(sum(COALESCE(b.paid, i.instalment_amount)), 0)
        FROM ledger_instalment i LEFT JOIN ledger_balance b ON b.instalment_id = i.id""")
    return int(cursor.fetchone()[0])


def _without_balance(cursor: Any) -> int:
    """Instalments that are not paid exactly and yet have no balance row."""
    cursor.execute("""
        SELECT count(*) FROM ledger_instalment i
        LEFT JOIN ledger_balance b ON b.instalment_id = i.id
        LEFT JOIN (SELECT instalment_id, sum(amount) AS paid FROM ledger_receipt WHERE posting = 'effective' GROUP BY 1) r
               ON r.instalment_id = i.id
        WHERE COALESCE(r.paid, 0) <> COALESCE(b.paid, i.instalment_amount)""")
    return int(cursor.fetchone()[0])


def _slips_twice(cursor: Any) -> int:
    cursor.execute(
        "SELECT count(*) FROM (SELECT FROM ledger_receipt WHERE posting = 'effective' GROUP BY slip_no HAVING count(*) > 1) d"
    )
    return int(cursor.fetchone()[0])
