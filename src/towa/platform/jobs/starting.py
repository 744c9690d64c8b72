"""Starting and stopping jobs (処理の開始と取消), inside the business transaction."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from procrastinate.contrib.django import app

from towa.platform.audit.actor import Actor, current_actor_or_none
from towa.platform.jobs.registry import job_named
from towa.platform.jobs.state import State
from towa.platform.tenancy import current_municipality


if TYPE_CHECKING:
    from towa.platform.jobs.models import JobRun

TASK = "towa.perform"


def start(name: str, **ids: Any) -> "JobRun":
    """処理を頼む: queued when the transaction is committed, never when it is rolled back.

    Jobs of the same name in the same town run one after another.

    Raises:
        UnknownJob: no room offers a job of this name.
        NoTown: nobody's town.
    """
    from towa.platform.jobs.models import JobRun  # the package is imported before tables may be

    municipality_id = current_municipality()
    actor = current_actor_or_none() or Actor("system", "jobs")
    run = JobRun.objects.create(
        name=job_named(name).name, arguments=ids, actor=asdict(actor), requested_by=actor.account_id
    )
    task = app.configure_task(TASK, lock=f"{municipality_id}:{name}")
    task.defer(municipality_id=municipality_id, run_id=run.pk)
    return run


def cancel(run_id: int) -> bool:
    """処理を取り消す: a waiting one at once, a running one at its next step. False when it was over already."""
    from towa.platform.jobs.models import JobRun

    runs = JobRun.objects.filter(pk=run_id)
    waiting = runs.filter(state=State.WAITING).update(state=State.CANCELLED, finished_at=timezone.now())
    return bool(waiting or runs.filter(state=State.RUNNING).update(state=State.CANCELLING))
