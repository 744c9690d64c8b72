"""An extract of the core system and the rows of it that wait (取込, 隔離行), and what it changed (異動)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy.models import TownForeignKey, TownModel
from towa.rooms.ledger.app.models.fields import TownChild, natural_key


class Extract(TownModel):
    """取込: one extract of the core system, from the first look at it to the take-in."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("確認待ち")
        TAKEN = "taken", _("取込済")
        REFUSED = "refused", _("取込不可")

    layout = models.CharField(_("様式"), max_length=40)
    as_of = models.DateField(_("基準日"))
    encoding = models.CharField(_("文字コード"), max_length=20)
    digest = models.CharField(_("ハッシュ値"), max_length=64)
    source = models.TextField(_("ファイル"))
    record = models.CharField(_("レコード"), max_length=20, blank=True, default="")
    """The only record of a single file; empty for a whole extract."""
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.PREVIEW)
    rows_in = models.BigIntegerField(_("入力行数"), default=0)
    rows_quarantined = models.BigIntegerField(_("隔離行数"), default=0)
    totals = models.JSONField(_("件数と金額"), default=dict)
    findings = models.JSONField(_("指摘"), default=list)
    override_reason = models.TextField(_("停止を解除した理由"), blank=True, default="")
    made_at = models.DateTimeField(_("受付日時"), auto_now_add=True)
    taken_at = models.DateTimeField(_("取込日時"), null=True)
    taken_by = models.CharField(_("取り込んだ人"), max_length=80, blank=True, default="")

    class Meta(TownModel.Meta):
        verbose_name = _("取込")
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.layout} {self.as_of}"


class QuarantinedRow(TownChild):
    """隔離行: a row that could not be taken in, with its reasons, waiting to be mended."""

    class State(models.TextChoices):
        WAITING = "waiting", _("修正待ち")
        MENDED = "mended", _("修正済")
        REPLACED = "replaced", _("後の抽出で置換")

    extract = TownForeignKey(Extract, models.CASCADE, related_name="quarantined", db_index=False)
    record = models.CharField(_("レコード"), max_length=20)
    line = models.BigIntegerField(_("行"))
    cells = models.JSONField(_("セル"))
    original = models.BinaryField(_("元のバイト列"))
    findings = models.JSONField(_("指摘"))
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.WAITING)

    class Meta(TownChild.Meta):
        verbose_name = _("隔離行")
        constraints: ClassVar[list[Any]] = [natural_key("ledger_quarantinedrow", "extract", "record", "line")]

    def __str__(self) -> str:
        return f"{self.record}:{self.line}"


class Change(TownChild):
    """異動: what an extract changed in, or took away from, the ledger."""

    extract = TownForeignKey(Extract, models.CASCADE, related_name="changes")
    record = models.CharField(_("レコード"), max_length=20)
    key = models.CharField(_("キー"), max_length=60)
    before = models.JSONField(_("変更前"))
    after = models.JSONField(_("変更後"), null=True)

    class Meta(TownChild.Meta):
        verbose_name = _("異動")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["municipality", "record", "key"], name="ledger_change_record")
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.key}"
