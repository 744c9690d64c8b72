"""Receipts for tests, drawn and by hand."""

from datetime import date

from hypothesis import strategies as st

from towa.kernel.money import Yen
from towa.rooms.ledger.core.posting import Receipt, ReceiptState


DAYS = st.dates(date(2026, 4, 1), date(2026, 11, 20))
STATES = st.sampled_from(ReceiptState)


def one(number: int, state: str, received: date, *, slip: int = 1, amount: int = 10_000) -> Receipt:
    return Receipt(f"{number:012}", f"{slip:012}", ReceiptState(state), Yen(amount), Yen(0), received, received)


@st.composite
def receipts(draw: st.DrawFn, most: int = 12) -> list[Receipt]:
    """Any receipts of a few slips, in any order."""
    count = draw(st.integers(0, most))
    rows = [
        one(number, draw(STATES), draw(DAYS), slip=draw(st.integers(1, 4)), amount=draw(st.integers(0, 60_000)))
        for number in range(count)
    ]
    return draw(st.permutations(rows))
