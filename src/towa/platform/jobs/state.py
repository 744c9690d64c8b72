"""The states of a run (処理の状態)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """処理の状態."""

    WAITING = "waiting", _("開始待ち")
    RUNNING = "running", _("処理中")
    CANCELLING = "cancelling", _("取消中")
    DONE = "done", _("終了")
    FAILED = "failed", _("失敗")
    CANCELLED = "cancelled", _("取消済み")


OPEN = (State.WAITING, State.RUNNING, State.CANCELLING)
