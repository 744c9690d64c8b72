"""What is owed (調定, 期別調定, 期別残高)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy.models import TownForeignKey
from towa.rooms.ledger.app.models.addressee import Addressee
from towa.rooms.ledger.app.models.fields import TownChild, YenField, natural_key, yen_checks


class Levy(TownChild):
    """調定: one notice of one tax for one year."""

    addressee = TownForeignKey(Addressee, models.CASCADE, related_name="levies")
    notice_no = models.CharField(_("通知書番号"), max_length=10)
    tax_item = models.CharField(_("税目"), max_length=40)
    assessed_year = models.IntegerField(_("賦課年度"))
    fiscal_year = models.IntegerField(_("調定年度"))
    levied_amount = YenField(_("調定額"))
    notified_on = models.DateField(_("通知日"))

    class Meta(TownChild.Meta):
        verbose_name = _("調定")
        constraints: ClassVar[list[Any]] = [
            natural_key("ledger_levy", "notice_no"),
            *yen_checks("ledger_levy", "levied_amount"),
        ]

    def __str__(self) -> str:
        return self.notice_no


class Instalment(TownChild):
    """期別調定: what is due on one 納期限."""

    levy = TownForeignKey(Levy, models.CASCADE, related_name="instalments", db_index=False)
    period_no = models.IntegerField(_("期別"))
    instalment_amount = YenField(_("期別税額"))
    due_date = models.DateField(_("納期限"))
    statutory_due_date = models.DateField(_("法定納期限"))
    demand_issued_on = models.DateField(_("督促状発付日"), null=True)

    class Meta(TownChild.Meta):
        verbose_name = _("期別調定")
        constraints: ClassVar[list[Any]] = [
            natural_key("ledger_instalment", "levy", "period_no"),
            *yen_checks("ledger_instalment", "instalment_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.levy_id}-{self.period_no}"


class Balance(TownChild):
    """期別残高: each instalment as of the latest extract's day; rebuilt after every take-in, never edited."""

    instalment = TownForeignKey(Instalment, models.CASCADE, related_name="+", db_index=False)
    addressee = TownForeignKey(Addressee, models.CASCADE, related_name="+")
    paid = YenField(_("収納額"))
    provisional = YenField(_("うち速報"))
    outstanding = YenField(_("収入未済額"))
    overpaid = YenField(_("過誤納金"))
    late_charge = YenField(_("延滞金"))
    late_charge_paid = YenField(_("収納延滞金"))
    last_paid_on = models.DateField(_("最終領収日"), null=True)

    class Meta(TownChild.Meta):
        verbose_name = _("期別残高")
        constraints: ClassVar[list[Any]] = [
            natural_key("ledger_balance", "instalment"),
            *yen_checks(
                "ledger_balance", "paid", "provisional", "outstanding", "overpaid", "late_charge", "late_charge_paid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instalment_id}"
