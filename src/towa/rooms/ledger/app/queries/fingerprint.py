"""Has the ledger changed? (台帳の指紋) What reads the whole town is kept until it has."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection


class LedgerSums(NamedTuple):
    """What is different whenever the ledger has changed: the last take-in, what was mended since, and all its yen."""

    extract: int
    taken_at: datetime
    waiting: int
    balances: int
    outstanding: int
    paid: int
    late_charge: int
    provisional: int
    overpaid: int


def ledger_sums() -> LedgerSums:
    """指紋 of the ledger as it is now; there must have been a take-in."""
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINT)
        extract, taken_at, *numbers = cursor.fetchone()
    return LedgerSums(extract, taken_at, *(int(number) for number in numbers))


_FINGERPRINT = """
    SELECT e.id, e.taken_at, (SELECT count(*) FROM ledger_quarantinedrow WHERE state = 'waiting'), b.*
    FROM (SELECT count(*), COALESCE(sum(outstanding), 0), COALESCE(sum(paid), 0), COALESCE(sum(late_charge), 0),
                 COALESCE(sum(provisional), 0), COALESCE(sum(overpaid), 0) FROM ledger_balance) b,
         (SELECT id, taken_at FROM ledger_extract WHERE state = 'taken' ORDER BY taken_at DESC, id DESC LIMIT 1) e"""
