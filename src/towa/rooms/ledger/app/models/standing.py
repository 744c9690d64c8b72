"""What holds collection back or drives it (処分・猶予等, 分納計画)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy.models import TownForeignKey
from towa.rooms.ledger.app.models.addressee import Addressee
from towa.rooms.ledger.app.models.fields import TownChild, YenField, natural_key, yen_checks


class Standing(TownChild):
    """処分・猶予等: deferral, suspension, seizure, instalment plan, objection, suppression of demands."""

    addressee = TownForeignKey(Addressee, models.CASCADE, related_name="standings")
    standing_no = models.CharField(_("整理番号"), max_length=10)
    kind = models.CharField(_("区分"), max_length=24)
    starts_on = models.DateField(_("開始日"))
    ends_on = models.DateField(_("終了日"), null=True)
    amount = YenField(_("金額"), null=True)
    ground = models.CharField(_("事由"), max_length=60, null=True)

    class Meta(TownChild.Meta):
        verbose_name = _("処分・猶予等")
        constraints: ClassVar[list[Any]] = [
            natural_key("ledger_standing", "standing_no"),
            *yen_checks("ledger_standing", "amount"),
        ]

    def __str__(self) -> str:
        return self.standing_no


class PlanInstalment(TownChild):
    """分納計画: one promised payment of an instalment plan."""

    standing = TownForeignKey(Standing, models.CASCADE, related_name="plan", db_index=False)
    sequence = models.IntegerField(_("回"))
    due_date = models.DateField(_("約束日"))
    amount = YenField(_("約束額"))

    class Meta(TownChild.Meta):
        verbose_name = _("分納計画")
        constraints: ClassVar[list[Any]] = [
            natural_key("ledger_planinstalment", "standing", "sequence"),
            *yen_checks("ledger_planinstalment", "amount"),
        ]

    def __str__(self) -> str:
        return f"{self.standing_id}-{self.sequence}"
