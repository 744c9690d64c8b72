"""The ledger's tables (台帳): a faithful mirror of the core's extract, plus what follows from it (posting, balances).

Private to this app. Rows are written by set-based SQL in `actions/merging.py`; money is whole yen, 0 ≤ x ≤ 10^12.
"""

from towa.rooms.ledger.app.models.addressee import Addressee, PastContact, Phone
from towa.rooms.ledger.app.models.extract import Change, Extract, QuarantinedRow
from towa.rooms.ledger.app.models.levy import Balance, Instalment, Levy
from towa.rooms.ledger.app.models.receipt import Receipt
from towa.rooms.ledger.app.models.standing import PlanInstalment, Standing


__all__ = [
    "Addressee",
    "Balance",
    "Change",
    "Extract",
    "Instalment",
    "Levy",
    "PastContact",
    "Phone",
    "PlanInstalment",
    "QuarantinedRow",
    "Receipt",
    "Standing",
]
