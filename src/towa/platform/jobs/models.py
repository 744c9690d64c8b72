"""One run of a job (処理の一回) with its progress; shown while it runs, kept afterwards."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.jobs.state import OPEN, State
from towa.platform.tenancy.models import TownModel


class JobRun(TownModel):
    """処理の一回. Arguments and result hold ids, counts and addresses of pages, never personal data."""

    name = models.CharField(_("処理"), max_length=100)
    arguments = models.JSONField(default=dict)
    actor = models.JSONField(default=dict)
    requested_by = models.BigIntegerField(_("依頼した利用者"), null=True)
    requested_at = models.DateTimeField(_("依頼日時"), auto_now_add=True)
    state = models.CharField(_("状態"), max_length=12, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(_("段階"), max_length=100, blank=True)
    stage_no = models.PositiveSmallIntegerField(default=0)
    stages = models.PositiveSmallIntegerField(default=0)
    stage_started_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(_("処理済み"), default=0)
    total = models.BigIntegerField(_("全体"), null=True)
    message = models.CharField(_("知らせ"), max_length=300, blank=True)
    error = models.TextField(_("誤り"), blank=True)
    result = models.JSONField(null=True)
    started_at = models.DateTimeField(_("開始日時"), null=True)
    finished_at = models.DateTimeField(_("終了日時"), null=True)
    updated_at = models.DateTimeField(null=True)

    class Meta(TownModel.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-requested_at"], name="jobs_run_requested"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def title(self) -> str:
        """The job's name for people."""
        from towa.platform.jobs.registry import title_of

        return title_of(self.name)

    @property
    def seconds_left(self) -> int | None:
        """Of this stage, by the pace so far; None while it cannot be told."""
        if self.state != State.RUNNING or not (self.total and self.done and self.stage_started_at and self.updated_at):
            return None
        return remaining(self.done, self.total, self.stage_started_at, self.updated_at)


def remaining(done: int, total: int, since: datetime, until: datetime) -> int:
    """Whole seconds for the rest at the pace so far."""
    return max(0, round((until - since).total_seconds() * (total - done) / done))
