"""台帳: the room of levies, instalments, receipts and balances."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "towa.rooms.ledger.app"
    label = "ledger"
    verbose_name = _("台帳")
