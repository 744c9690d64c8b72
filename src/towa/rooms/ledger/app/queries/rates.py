"""How much of what was levied did a fiscal year bring in? (収納率)

収納率 = 収入済額 ÷ 調定済額, for 現年課税分, 滞納繰越分 and both together. Both parts use the same two days, on which the
books close (出納閉鎖, 31 May, 地方自治法235条の5), so no yen falls between two years and none counts in both.
"""

from datetime import date
from functools import lru_cache

from django.db import connection

from towa.platform.tenancy import current_municipality
from towa.rooms.ledger.app.queries.extracts import latest_as_of
from towa.rooms.ledger.app.queries.fingerprint import LedgerSums, ledger_sums
from towa.rooms.ledger.app.queries.planner import whole_tables
from towa.rooms.ledger.app.queries.town_records import CollectionRate, CollectionRates
from towa.rooms.ledger.core.arrears import books_close_on, first_open_year


def collection_rates(fiscal_year: int) -> CollectionRates:
    """収納率 of a fiscal year, as far as the ledger's day; by 領収日 of effective receipts (速報 included).

    現年課税分: levies of the year; received until its books closed. 滞納繰越分: what all older levies still owed when the
    books of the year before had closed; received after that day and until the books of the year closed.

    Only tax counts, and of one instalment never more than its amount: 延滞金 and 過誤納金 stay out. Paid levies of older
    years need not be in the extract: they are in neither sum.
    """
    days: dict[str, int | date] = {
        "year": fiscal_year,
        "opened": books_close_on(fiscal_year - 1),
        "closed": books_close_on(fiscal_year),
    }
    with connection.cursor() as cursor, whole_tables(cursor):
        cursor.execute(_RATES, days)
        current, received, carried, carried_received = (int(value) for value in cursor.fetchone())
    return CollectionRates(fiscal_year, CollectionRate(current, received), CollectionRate(carried, carried_received))


def closed_year_rates() -> CollectionRates | None:
    """収納率 of the fiscal year whose books closed last; None before the first take-in. Kept until the ledger changes."""
    as_of = latest_as_of()
    return _kept(current_municipality(), first_open_year(as_of) - 1, ledger_sums()) if as_of else None


@lru_cache(maxsize=64)
def _kept(municipality_id: int, fiscal_year: int, sums: LedgerSums) -> CollectionRates:
    return collection_rates(fiscal_year)


_RATES = """
    WITH paid AS (
        SELECT l.fiscal_year, i.instalment_amount AS amount,
               LEAST(COALESCE(sum(r.amount) FILTER (WHERE r.paid_date <= %(closed)s), 0), i.instalment_amount) AS until,
               LEAST(COALESCE(sum(r.amount) FILTER (WHERE r.paid_date <= %(opened)s), 0), i.instalment_amount) AS before
        FROM ledger_instalment i JOIN ledger_levy l ON l.id = i.levy_id
        LEFT JOIN ledger_receipt r ON r.instalment_id = i.id AND r.posting = 'effective'
        WHERE l.fiscal_year <= %(year)s GROUP BY i.id, l.fiscal_year, i.instalment_amount)
    SELECT COALESCE(sum(amount) FILTER (WHERE fiscal_year = %(year)s), 0),
           COALESCE(sum(until) FILTER (WHERE fiscal_year = %(year)s), 0),
           COALESCE(sum(amount - before) FILTER (WHERE fiscal_year < %(year)s), 0),
           COALESCE(sum(until - before) FILTER (WHERE fiscal_year < %(year)s), 0)
    FROM paid"""
