"""Doing one run (処理の実行): the work, its success, and nothing in between, in one transaction of the requester's town."""

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from towa.platform.audit.actor import Actor, acting_as
from towa.platform.jobs.models import JobRun
from towa.platform.jobs.progress import Cancelled
from towa.platform.jobs.registry import job_named
from towa.platform.jobs.reporting import RunProgress
from towa.platform.jobs.state import State
from towa.platform.tenancy import town


logger = logging.getLogger(__name__)
ATTEMPTS = 2  # a run whose worker was killed is tried once more, then left to people


def perform(municipality_id: int, run_id: int) -> None:
    """Does the work of a waiting run, or of one whose worker was killed; everything else is left alone."""
    run = _take(municipality_id, run_id)
    if run is None:
        return
    try:
        _work(municipality_id, run)
    except Cancelled:
        _finish(municipality_id, run_id, State.CANCELLED)
    except Exception as error:
        logger.exception("処理 %s（番号 %s）が失敗しました", run.name, run_id)
        _finish(municipality_id, run_id, State.FAILED, in_words(error, run_id))


def in_words(error: Exception, run_id: int) -> str:
    """What people are told: our own refusals speak for themselves, everything else stays in the log."""
    if type(error).__module__.startswith("towa."):
        return str(error) or (type(error).__doc__ or "").strip()
    return _("思わぬ誤りが起きました。処理番号 %(number)s をシステム管理者に知らせてください。") % {"number": run_id}


def _take(municipality_id: int, run_id: int) -> JobRun | None:
    """The run, marked as running; None when there is nothing (more) to do."""
    with town(municipality_id):
        run = JobRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None or not run.is_open:
            return None
        if run.state == State.CANCELLING:
            _end(run, State.CANCELLED)
            return None
        if run.attempts >= ATTEMPTS:
            _end(run, State.FAILED, _("処理が二度途中で止まりました。データは処理の前のままです。"))
            return None
        run.state, run.attempts, run.started_at = State.RUNNING, run.attempts + 1, timezone.now()
        run.save(update_fields=["state", "attempts", "started_at"])
        return run


def _work(municipality_id: int, run: JobRun) -> None:
    """Success is written by the work's own transaction: killed before commit means never done."""
    with (
        RunProgress(municipality_id, run.pk) as progress,
        town(municipality_id),
        acting_as(Actor(**{**run.actor, "kind": "job"})),
    ):
        result: Any = job_named(run.name).work(progress, **run.arguments)
        progress.write()
        run.refresh_from_db()
        run.state, run.result, run.finished_at = State.DONE, result, timezone.now()
        run.save(update_fields=["state", "result", "finished_at"])


def _finish(municipality_id: int, run_id: int, state: State, error: str = "") -> None:
    with town(municipality_id):
        run = JobRun.objects.select_for_update().get(pk=run_id)
        _end(run, state, error)


def _end(run: JobRun, state: State, error: str = "") -> None:
    run.state, run.error, run.finished_at = state, error, timezone.now()
    run.save(update_fields=["state", "error", "finished_at"])
