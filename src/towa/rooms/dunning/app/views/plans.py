"""振分計画: the newest one, all of them, one in figures; make a new one, release it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from towa.platform import jobs
from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.forms import MakePlanForm
from towa.rooms.dunning.app.queries.changes import change_groups
from towa.rooms.dunning.app.queries.readable import readable_plans
from towa.rooms.dunning.app.queries.records import PlanView
from towa.rooms.dunning.app.views.changes import in_kinds
from towa.rooms.dunning.app.views.figures import capacity_figures
from towa.rooms.dunning.app.views.viewer import frame, newest_plan_for, plan_or_404, rights
from towa.rooms.dunning.app.views.what_if_words import share_in_percent
from towa.rooms.dunning.core import acts
from towa.rooms.ledger.app import queries as ledger
from towa.rooms.people.app.access import requires


@requires(acts.SEE_PLAN)
@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """最新の振り分け: goes to the newest plan, or to the empty list with what to do."""
    plan = newest_plan_for(request)
    return redirect("dunning:plan", plan.id) if plan else redirect("dunning:plans")


@requires(acts.SEE_PLAN)
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """振分計画の一覧."""
    form = MakePlanForm(initial={"on": ledger.latest_as_of()})
    return render(
        request,
        "dunning/plans.html",
        {
            "plans": readable_plans(released_only=rights(request).contractor_only),
            "rights": rights(request),
            "make_form": form,
        },
    )


@requires(acts.SEE_PLAN)
@require_GET
def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """振分計画の概要: what it comes to, how good it is, what it uses, whom it leaves in peace."""
    plan, allowed = plan_or_404(request, plan_id), rights(request)
    channels = queries.channel_figures(plan_id, contractor_only=allowed.contractor_only)
    before = queries.plan_before(plan) if allowed.see_all else None
    return render(
        request,
        "dunning/plan.html",
        {
            **frame(request, plan, "plan"),
            "channels": channels,
            "share_of_bound": share_in_percent(plan.planned_objective, plan.bound),
            "contacted": sum(line.people for line in channels if line.channel != "none"),
            "exclusions": queries.exclusion_figures(plan_id) if allowed.see_all else [],
            "capacity": capacity_figures(plan.limits) if allowed.see_all else [],
            "districts": [limit for limit in plan.limits if limit.is_of_a_district],
            "newer_day": _newer_day(plan) if allowed.make else None,
            "before": before,
            "kinds": in_kinds(change_groups(before.id, plan_id)) if before else [],
        },
    )


def _newer_day(plan: PlanView) -> date | None:
    """基準日 of an extract that came in after this plan was made: a new plan is offered, never forced."""
    return ledger.latest_as_of() if ledger.latest_extract_id() != plan.extract_id else None


@requires(acts.MAKE_PLAN)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """振分計画の作成: in the background; goes to the page of its progress."""
    form = MakePlanForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "dunning/plans.html",
            {
                "plans": readable_plans(released_only=rights(request).contractor_only),
                "rights": rights(request),
                "make_form": form,
            },
            status=422,
        )
    on: date = form.cleaned_data["on"]
    run = jobs.start("dunning.make_plan", on=on.isoformat())
    return redirect("jobs:run", run.pk)
