"""Who it is and how to reach them (宛名, 電話番号, 交渉経過)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy.models import TownForeignKey, TownModel
from towa.rooms.ledger.app.models.fields import TownChild, natural_key


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
