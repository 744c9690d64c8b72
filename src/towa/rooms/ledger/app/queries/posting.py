"""Posting of all receipts at once (消込): the fast twin of `core/posting.py`, as one SQL expression over windows."""

from datetime import date
from typing import Any


POSTING = """CASE
    WHEN s.state = 'cancelled' THEN 'cancellation'
    WHEN s.state = 'provisional' AND bool_or(s.state = 'final') OVER slip THEN 'superseded'
    WHEN s.state = 'provisional' AND bool_or(s.state = 'cancelled') OVER slip THEN 'undone'
    WHEN row_number() OVER again > 1 THEN 'doubled'
    ELSE 'effective' END"""
"""Posting of `s`; needs the two windows of `WINDOWS`."""

WINDOWS = """WINDOW slip AS (PARTITION BY s.slip_no),
    again AS (PARTITION BY s.slip_no, s.state ORDER BY s.receipt_no)"""


def posted(source: str = "ledger_receipt", condition: str = "true") -> str:
    """A SELECT of all columns of `source` with `now_posted`, over the rows that fulfil the condition."""
    return f"SELECT s.*, {POSTING} AS now_posted FROM {source} s WHERE {condition} {WINDOWS}"


def effective_receipts(known_on: date | None = None) -> tuple[str, list[Any]]:
    """FROM clause (alias `r`) of the effective receipts, as the city knew them on a day, with its parameters."""
    if known_on is None:
        return "(SELECT * FROM ledger_receipt WHERE posting = 'effective') r", []
    known = posted(condition="s.received_date <= %s")
    return f"(SELECT * FROM ({known}) k WHERE k.now_posted = 'effective') r", [known_on]
