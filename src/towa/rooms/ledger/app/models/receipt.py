"""What was paid (収納)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy.models import TownForeignKey
from towa.rooms.ledger.app.models.fields import TownChild, YenField, natural_key, yen_checks
from towa.rooms.ledger.app.models.levy import Instalment
from towa.rooms.ledger.core.posting import TERMS as POSTING_TERMS
from towa.rooms.ledger.core.posting import Posting


class Receipt(TownChild):
    """収納: one reported receipt; `posting` follows from all receipts with the same slip_no."""

    instalment = TownForeignKey(Instalment, models.CASCADE, related_name="receipts")
    receipt_no = models.CharField(_("収納番号"), max_length=12)
    state = models.CharField(_("速報確報区分"), max_length=12)
    channel = models.CharField(_("収納経路"), max_length=20)
    slip_no = models.CharField(_("収納照合番号"), max_length=12)
    amount = YenField(_("収納税額"))
    late_charge_amount = YenField(_("収納延滞金"))
    paid_date = models.DateField(_("領収日"))
    received_date = models.DateField(_("収入日"))
    posting = models.CharField(
        _("消込区分"), max_length=12, choices=[(item.value, POSTING_TERMS[item]) for item in Posting]
    )

    class Meta(TownChild.Meta):
        verbose_name = _("収納")
        constraints: ClassVar[list[Any]] = [
            natural_key("ledger_receipt", "receipt_no"),
            *yen_checks("ledger_receipt", "amount", "late_charge_amount"),
        ]

    def __str__(self) -> str:
        return self.receipt_no
