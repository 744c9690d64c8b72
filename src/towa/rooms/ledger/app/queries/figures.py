"""Where does the whole town stand? (団体の数字, 収納率)"""

from datetime import date

from django.db import connection

from towa.rooms.ledger.app.queries.extracts import latest_as_of
from towa.rooms.ledger.app.queries.planner import whole_tables
from towa.rooms.ledger.app.queries.records import CollectionRate, CollectionRates, TaxItemFigures, TownFigures
from towa.rooms.ledger.core.arrears import books_close_on, first_open_year
from towa.rooms.ledger.core.tax_item import TAX_ITEMS, term_of


def town_figures() -> TownFigures | None:
    """団体の数字 as of the latest extract; None before the first take-in."""
    as_of = latest_as_of()
    if as_of is None:
        return None
    with connection.cursor() as cursor, whole_tables(cursor):
        cursor.execute(_ARREARS, {"on": as_of, "open": first_open_year(as_of)})
        rows = cursor.fetchall()
        total = rows.pop()
        cursor.execute("SELECT COALESCE(sum(provisional), 0), COALESCE(sum(overpaid), 0) FROM ledger_balance")
        provisional, overpaid = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM ledger_addressee WHERE NOT withdrawn")
        (addressees,) = cursor.fetchone()
    return TownFigures(
        as_of=as_of,
        addressees=addressees,
        people_in_arrears=total[1],
        outstanding=int(total[3]),
        carried_over=int(total[4]),
        late_charge=int(total[5]),
        provisional=int(provisional),
        overpaid=int(overpaid),
        by_tax_item=_by_tax_item(rows),
    )


def collection_rates(fiscal_year: int) -> CollectionRates:
    """収納率 of a fiscal year, as far as the ledger's day.

    現年課税分: levies of the year, received until the books close on 31 May. 滞納繰越分: what older levies still owed
    when their year's books had closed (for the year before: 31 May, for older ones: 31 March), received until 31 March.
    Receipts beyond the tax (過誤納金) do not count.
    """
    days: dict[str, int | date] = {
        "year": fiscal_year,
        "closing": books_close_on(fiscal_year),
        "last_closing": books_close_on(fiscal_year - 1),
        "began": date(fiscal_year, 4, 1),
        "ended": date(fiscal_year + 1, 4, 1),
    }
    with connection.cursor() as cursor, whole_tables(cursor):
        cursor.execute(_RATES, days)
        current, received, carried, carried_received = (int(value) for value in cursor.fetchone())
    return CollectionRates(fiscal_year, CollectionRate(current, received), CollectionRate(carried, carried_received))


def _by_tax_item(rows: list[tuple[str, int, int, int, int, int]]) -> tuple[TaxItemFigures, ...]:
    found = {row[0]: row for row in rows}
    return tuple(
        TaxItemFigures(name, term_of(name), found[name][1], found[name][2], int(found[name][3]))
        for name in TAX_ITEMS
        if name in found
    )


_ARREARS = """
    SELECT l.tax_item, count(DISTINCT b.addressee_id), count(*), COALESCE(sum(b.outstanding), 0),
           COALESCE(sum(b.outstanding) FILTER (WHERE l.fiscal_year < %(open)s), 0),
           COALESCE(sum(GREATEST(b.late_charge - b.late_charge_paid, 0)), 0)
    FROM ledger_balance b JOIN ledger_instalment i ON i.id = b.instalment_id JOIN ledger_levy l ON l.id = i.levy_id
    WHERE b.outstanding > 0 AND i.due_date < %(on)s
    GROUP BY GROUPING SETS ((l.tax_item), ()) ORDER BY l.tax_item NULLS LAST"""

_RATES = """
    WITH paid AS (
        SELECT l.fiscal_year, i.instalment_amount AS amount,
               COALESCE(sum(r.amount) FILTER (WHERE r.paid_date <= %(closing)s), 0) AS until_closing,
               COALESCE(sum(r.amount) FILTER (WHERE r.paid_date < %(ended)s), 0) AS until_end,
               COALESCE(sum(r.amount) FILTER (WHERE
                   CASE WHEN l.fiscal_year = %(year)s - 1 THEN r.paid_date <= %(last_closing)s
                        ELSE r.paid_date < %(began)s END), 0) AS before
        FROM ledger_instalment i JOIN ledger_levy l ON l.id = i.levy_id
        LEFT JOIN ledger_receipt r ON r.instalment_id = i.id AND r.posting = 'effective'
        WHERE l.fiscal_year <= %(year)s GROUP BY i.id, l.fiscal_year, i.instalment_amount)
    SELECT COALESCE(sum(amount) FILTER (WHERE fiscal_year = %(year)s), 0),
           COALESCE(sum(LEAST(until_closing, amount)) FILTER (WHERE fiscal_year = %(year)s), 0),
           COALESCE(sum(amount - LEAST(before, amount)) FILTER (WHERE fiscal_year < %(year)s), 0),
           COALESCE(sum(GREATEST(LEAST(until_end, amount) - LEAST(before, amount), 0))
                    FILTER (WHERE fiscal_year < %(year)s), 0)
    FROM paid"""
