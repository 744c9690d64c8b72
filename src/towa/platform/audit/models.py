"""The audit trail (監査記録): one chain per town; ids only, never names, amounts or free text about a resident."""

from typing import ClassVar

from django.db import models

from towa.platform.audit.append_only import AppendOnly
from towa.platform.tenancy.models import TownModel


class Entry(TownModel):
    """監査記録の一行. Order is by sequence, never by time."""

    sequence = models.BigIntegerField("通番")
    at = models.DateTimeField("日時")
    act = models.CharField("行為", max_length=100)
    actor_kind = models.CharField("行為者の種類", max_length=10)
    actor_name = models.CharField("行為者", max_length=100)
    account_id = models.BigIntegerField("利用者番号", null=True)
    role = models.CharField("役割", max_length=30, blank=True)
    organisation_id = models.BigIntegerField("組織番号", null=True)
    terminal = models.CharField("端末", max_length=45, blank=True)
    request_id = models.CharField("要求番号", max_length=32, blank=True)
    object_kind = models.CharField("対象の種類", max_length=60)
    object_id = models.CharField("対象の番号", max_length=60)
    purpose = models.CharField("目的", max_length=200, blank=True)
    detail = models.JSONField("内訳", default=dict)
    before_hash = models.CharField("変更前の要約値", max_length=64, blank=True)
    after_hash = models.CharField("変更後の要約値", max_length=64, blank=True)
    previous = models.CharField("前の行の要約値", max_length=64)
    digest = models.CharField("この行の要約値", max_length=64)

    class Meta(TownModel.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "sequence"], name="audit_entry_sequence"),
            AppendOnly(name="audit_entry_append_only"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "object_kind", "object_id"], name="audit_entry_object"),
            models.Index(fields=["municipality", "account_id", "at"], name="audit_entry_account"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act}"
