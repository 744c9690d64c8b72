"""Which of the reported receipts count? 速報 counts provisionally, 速報取消 undoes it, 確報 is final and may come alone.

This is the plain, slow, obvious twin of the set-based posting in `app/posting.py`; generated cases ask both.
One slip (収納照合番号) is one payment of one resident, however often it is reported.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towa.kernel.money import Yen


class ReceiptState(StrEnum):
    """速報確報区分: what kind of report a receipt row is."""

    PROVISIONAL = "provisional"  # 速報
    FINAL = "final"  # 確報
    CANCELLED = "cancelled"  # 速報取消


class Posting(StrEnum):
    """消込区分: what became of a receipt row."""

    EFFECTIVE = "effective"  # counts
    SUPERSEDED = "superseded"  # 速報 whose 確報 has come
    UNDONE = "undone"  # 速報 that was cancelled
    DOUBLED = "doubled"  # the same slip reported a second time in the same state
    CANCELLATION = "cancellation"  # the 速報取消 row itself


TERMS: Mapping[Posting, str] = {
    Posting.EFFECTIVE: "有効",
    Posting.SUPERSEDED: "確報に置換",
    Posting.UNDONE: "取消済",
    Posting.DOUBLED: "重複報告",
    Posting.CANCELLATION: "速報取消",
}


@dataclass(frozen=True)
class Receipt:
    """収納: one reported receipt; `amount` is the tax part, `late_charge_amount` the 延滞金 part."""

    receipt_no: str
    slip_no: str
    state: ReceiptState
    amount: Yen
    late_charge_amount: Yen
    paid_date: date
    received_date: date


def post(receipts: Iterable[Receipt], known_on: date | None = None) -> dict[str, Posting]:
    """消込: the posting of every receipt known on a day, by receipt_no.

    Args:
        receipts: rows of any number of slips, in any order.
        known_on: only what the city knew on that day (収入日 ≤ known_on); None: everything.
    """
    slips: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        if known_on is None or receipt.received_date <= known_on:
            slips[receipt.slip_no].append(receipt)
    return {number: posting for rows in slips.values() for number, posting in _post_slip(rows).items()}


def effective(receipts: Iterable[Receipt], known_on: date | None = None) -> list[Receipt]:
    """有効な収納: the receipts that count, in the order in which residents paid."""
    rows = list(receipts)
    posted = post(rows, known_on)
    counting = [row for row in rows if posted.get(row.receipt_no) is Posting.EFFECTIVE]
    return sorted(counting, key=lambda row: (row.paid_date, row.receipt_no))


def _post_slip(rows: list[Receipt]) -> dict[str, Posting]:
    """At most one row of a slip counts: the first 確報, else the first 速報 unless it was undone."""
    ordered = sorted(rows, key=lambda row: row.receipt_no)
    states = {row.state for row in ordered}
    seen: set[ReceiptState] = set()
    found = {}
    for row in ordered:
        found[row.receipt_no] = _posting(row.state, states, again=row.state in seen)
        seen.add(row.state)
    return found


def _posting(state: ReceiptState, states: set[ReceiptState], *, again: bool) -> Posting:
    if state is ReceiptState.CANCELLED:
        return Posting.CANCELLATION
    if state is ReceiptState.PROVISIONAL and ReceiptState.FINAL in states:
        return Posting.SUPERSEDED
    if state is ReceiptState.PROVISIONAL and ReceiptState.CANCELLED in states:
        return Posting.UNDONE
    return Posting.DOUBLED if again else Posting.EFFECTIVE
