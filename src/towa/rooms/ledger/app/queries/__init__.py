"""The ledger's windows (台帳の窓口): what other rooms and the screens may ask; frozen records come out."""

from towa.rooms.ledger.app.queries.arrears import arrears_table, balances_on
from towa.rooms.ledger.app.queries.extracts import (
    extract,
    extracts,
    latest_as_of,
    latest_extract_id,
    quarantined,
    waiting_by_record,
)
from towa.rooms.ledger.app.queries.figures import town_figures
from towa.rooms.ledger.app.queries.people import (
    contacts_of,
    instalments_of,
    person,
    phones_of,
    receipts_of,
    standings_of,
)
from towa.rooms.ledger.app.queries.rates import closed_year_rates, collection_rates
from towa.rooms.ledger.app.queries.search import search_people


__all__ = [
    "arrears_table",
    "balances_on",
    "closed_year_rates",
    "collection_rates",
    "contacts_of",
    "extract",
    "extracts",
    "instalments_of",
    "latest_as_of",
    "latest_extract_id",
    "person",
    "phones_of",
    "quarantined",
    "receipts_of",
    "search_people",
    "standings_of",
    "town_figures",
    "waiting_by_record",
]
