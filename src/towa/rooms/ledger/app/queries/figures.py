"""Where does the whole town stand? (団体の数字)"""

from datetime import date
from functools import lru_cache

from django.db import connection

from towa.platform.tenancy import current_municipality
from towa.rooms.ledger.app.queries.extracts import latest_as_of
from towa.rooms.ledger.app.queries.fingerprint import LedgerSums, ledger_sums
from towa.rooms.ledger.app.queries.planner import whole_tables
from towa.rooms.ledger.app.queries.town_records import TaxItemFigures, TownFigures
from towa.rooms.ledger.core.arrears import first_open_year
from towa.rooms.ledger.core.tax_item import TAX_ITEMS, term_of


Row = tuple[str, int, int, int, int]


def town_figures() -> TownFigures | None:
    """団体の数字 as of the latest extract; None before the first take-in.

    They are asked for on every first page and change only with the ledger: what reads the whole town is kept until then.
    """
    as_of = latest_as_of()
    if as_of is None:
        return None
    sums = ledger_sums()
    rows, late_charge, addressees = _town(current_municipality(), as_of, sums)
    total = rows[-1]
    return TownFigures(
        as_of=as_of,
        addressees=addressees,
        people_in_arrears=total[1],
        outstanding=int(total[3]),
        carried_over=int(total[4]),
        late_charge=late_charge,
        provisional=sums.provisional,
        overpaid=sums.overpaid,
        by_tax_item=_by_tax_item(rows[:-1]),
    )


@lru_cache(maxsize=64)
def _town(municipality_id: int, on: date, sums: LedgerSums) -> tuple[tuple[Row, ...], int, int]:
    """Arrears per tax item, their total as the last row; the 延滞金 of the people in arrears; the number of 宛名."""
    with connection.cursor() as cursor, whole_tables(cursor):
        cursor.execute(_ARREARS, {"on": on, "open": first_open_year(on)})
        rows = tuple(cursor.fetchall())
        cursor.execute(_LATE_CHARGE, {"on": on})
        (late_charge,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM ledger_addressee WHERE NOT withdrawn")
        (addressees,) = cursor.fetchone()
    return rows, int(late_charge), addressees


def _by_tax_item(rows: tuple[Row, ...]) -> tuple[TaxItemFigures, ...]:
    found = {row[0]: row for row in rows}
    return tuple(
        TaxItemFigures(name, term_of(name), found[name][1], found[name][2], int(found[name][3]))
        for name in TAX_ITEMS
        if name in found
    )


_ARREARS = """
    SELECT l.tax_item, count(DISTINCT b.addressee_id), count(*), COALESCE(sum(b.outstanding), 0),
           COALESCE(sum(b.outstanding) FILTER (WHERE l.fiscal_year < %(open)s), 0)
    FROM ledger_balance b JOIN ledger_instalment i ON i.id = b.instalment_id JOIN ledger_levy l ON l.id = i.levy_id
    WHERE b.outstanding > 0 AND i.due_date < %(on)s
    GROUP BY GROUPING SETS ((l.tax_item), ()) ORDER BY l.tax_item NULLS LAST"""
# As on a person's page and in the plan: all that is unpaid, of instalments too whose tax is paid by now.
_LATE_CHARGE = """
    SELECT COALESCE(sum(GREATEST(late_charge - late_charge_paid, 0)), 0) FROM ledger_balance
    WHERE addressee_id IN (
        SELECT b.addressee_id FROM ledger_balance b JOIN ledger_instalment i ON i.id = b.instalment_id
        WHERE b.outstanding > 0 AND i.due_date < %(on)s)"""
