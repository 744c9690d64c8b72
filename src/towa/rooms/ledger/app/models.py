"""The ledger's tables (台帳): a faithful mirror of the core's extract, plus what follows from it (posting, balances).

Private to this app. Rows are written by set-based SQL in `app/merging.py`; money is whole yen, 0 ≤ x ≤ 10^12.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy import current_municipality
from towa.platform.tenancy.models import Municipality, TownForeignKey, TownModel
from towa.rooms.ledger.core.posting import TERMS as POSTING_TERMS
from towa.rooms.ledger.core.posting import Posting


LARGEST_YEN = 10**12


YenField = models.BigIntegerField
"""円: the database refuses what is negative or beyond 10^12 (`yen_checks`)."""


def yen_checks(table: str, *fields: str) -> list[models.BaseConstraint]:
    """One CHECK for all money columns of a table."""
    within = models.Q()
    for field in fields:
        within &= models.Q(**{f"{field}__gte": 0, f"{field}__lte": LARGEST_YEN})
    return [models.CheckConstraint(condition=within, name=f"{table}_yen")]


def natural_key(table: str, *fields: str) -> models.BaseConstraint:
    """The core's own key, unique within a town."""
    return models.UniqueConstraint(fields=["municipality", *fields], name=f"{table}_natural_key")


class TownChild(TownModel):
    """A table whose rows hang on a row of the same town: that composite key already proves that the town exists.

    Django's own key to the registry of towns would be checked once more per row: six seconds of a whole take-in.
    """

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="+",
        editable=False,
        db_index=False,
        db_constraint=False,
        default=current_municipality,
        verbose_name=_("団体"),
    )

    class Meta(TownModel.Meta):
        abstract = True


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


class Addressee(TownModel):
    """宛名: a person or corporation; never deleted, because other rooms point here (`withdrawn`: gone from the core)."""

    addressee_no = models.CharField(_("宛名番号"), max_length=10)
    kind = models.CharField(_("個人法人区分"), max_length=12)
    name = models.CharField(_("氏名・名称"), max_length=80)
    name_kana = models.CharField(_("氏名カナ"), max_length=120, null=True)
    birth_date = models.DateField(_("生年月日"), null=True)
    sex = models.CharField(_("性別"), max_length=8, null=True)
    corporate_number = models.CharField(_("法人番号"), max_length=13, null=True)
    household_no = models.CharField(_("世帯番号"), max_length=10, null=True)
    postal_code = models.CharField(_("郵便番号"), max_length=7, null=True)
    address = models.CharField(_("住所"), max_length=120, null=True)
    address_detail = models.CharField(_("方書"), max_length=80, null=True)
    district = models.CharField(_("地区"), max_length=20, null=True)
    residence = models.CharField(_("住民区分"), max_length=12)
    residence_changed_on = models.DateField(_("異動日"), null=True)
    protected = models.BooleanField(_("支援措置"))
    search_key = models.TextField(_("検索キー"), default="")
    withdrawn = models.BooleanField(_("抽出から消えた宛名"), default=False)

    class Meta(TownModel.Meta):
        verbose_name = _("宛名")
        constraints: ClassVar[list[Any]] = [natural_key("ledger_addressee", "addressee_no")]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["municipality", "household_no"], name="ledger_addressee_household")
        ]

    def __str__(self) -> str:
        return self.addressee_no


class Phone(TownChild):
    """電話番号 of an addressee."""

    addressee = TownForeignKey(Addressee, models.CASCADE, related_name="phones", db_index=False)
    phone_no = models.CharField(_("電話番号"), max_length=20)
    phone_key = models.CharField(_("検索キー"), max_length=20)
    kind = models.CharField(_("電話種別"), max_length=12)
    state = models.CharField(_("電話状態"), max_length=14)
    registered_on = models.DateField(_("登録日"), null=True)

    class Meta(TownChild.Meta):
        verbose_name = _("電話番号")
        constraints: ClassVar[list[Any]] = [natural_key("ledger_phone", "addressee", "phone_no")]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["municipality", "phone_key"], name="ledger_phone_key")]

    def __str__(self) -> str:
        return self.phone_no


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


class PastContact(TownChild):
    """交渉経過: what the core knows of earlier contacts."""

    addressee = TownForeignKey(Addressee, models.CASCADE, related_name="contacts")
    contact_no = models.CharField(_("経過番号"), max_length=10)
    contacted_at = models.DateTimeField(_("日時"))
    channel = models.CharField(_("手段"), max_length=16)
    result = models.CharField(_("結果"), max_length=20)
    note = models.CharField(_("内容"), max_length=200, null=True)

    class Meta(TownChild.Meta):
        verbose_name = _("交渉経過")
        constraints: ClassVar[list[Any]] = [natural_key("ledger_pastcontact", "contact_no")]

    def __str__(self) -> str:
        return self.contact_no


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
