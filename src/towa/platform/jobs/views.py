"""Screens of the jobs (処理の一覧・進み具合・取消): a person sees the runs asked for, administrators and auditors all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from towa.platform.audit import trail
from towa.platform.jobs.models import JobRun
from towa.platform.jobs.starting import cancel as cancel_run
from towa.platform.jobs.state import State


ROWS_PER_PAGE = 50
SEES_ALL = "people.see_all_jobs"


@login_required
def runs(request: HttpRequest) -> HttpResponse:
    """処理の一覧: the latest first."""
    page = Paginator(_visible(request).order_by("-requested_at", "-pk"), ROWS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "jobs/runs.html", {"page": page})


@login_required
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """処理の進み具合, asked again and again by the page itself until the run has ended."""
    found = get_object_or_404(_visible(request), pk=run_id)
    polled = bool(request.headers.get("HX-Request"))
    if polled and not found.is_open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(
        request, "jobs/run.html#progress" if polled else "jobs/run.html", {"run": found, "shown": _shown(found)}
    )


@login_required
@require_POST
def cancel(request: HttpRequest, run_id: int) -> HttpResponse:
    """処理の取消."""
    found = get_object_or_404(_visible(request), pk=run_id)
    if cancel_run(found.pk):
        trail.record("jobs.cancel", object_kind="jobs.run", object_id=found.pk)
        messages.info(request, _("処理の取消を受け付けました。"))
    else:
        messages.warning(request, _("処理はすでに終わっています。"))
    return redirect("jobs:run", run_id=found.pk)


def _visible(request: HttpRequest) -> QuerySet[JobRun]:
    account: Any = request.user  # the room above knows its type; here it is only asked
    return JobRun.objects.all() if account.may(SEES_ALL) else JobRun.objects.filter(requested_by=account.pk)


def _shown(found: JobRun) -> dict[str, object]:
    """What the progress component shows: a run that is being cancelled still runs."""
    cancelling = found.state == State.CANCELLING
    return {
        "state": State.RUNNING.value if cancelling else found.state,
        "stage": _(found.stage),
        "done": found.done,
        "total": found.total,
        "seconds_left": found.seconds_left,
        "message": _("取り消しています。") if cancelling else _(found.message),
    }
