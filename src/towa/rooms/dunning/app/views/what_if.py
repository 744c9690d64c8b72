"""容量の試算: what if the office had more or less of something today? Nothing is kept unless somebody asks for a new plan."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from towa.platform import jobs
from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.forms import CapacityForm
from towa.rooms.dunning.app.queries.records import Limit, PlanView
from towa.rooms.dunning.app.reports.tables import table_file, what_if_table
from towa.rooms.dunning.app.views.figures import CALLS
from towa.rooms.dunning.app.views.viewer import frame, is_part, plan_or_404, town_at_work
from towa.rooms.dunning.app.views.what_if_words import told
from towa.rooms.dunning.core import acts
from towa.rooms.people.app.access import requires


@dataclass(frozen=True, slots=True)
class Slider:
    """つまみ: one capacity with the room in which it can be tried."""

    field: BoundField
    maximum: int
    step: int
    unit: str
    note: str


@requires(acts.TRY_CAPACITY)
@require_GET
def show(request: HttpRequest, plan_id: int) -> HttpResponse:
    """容量の試算: every capacity as it is now."""
    plan = plan_or_404(request, plan_id)
    return _page(request, plan, CapacityForm(None, plan.limits))


@requires(acts.TRY_CAPACITY)
@require_POST
def reckon(request: HttpRequest, plan_id: int) -> HttpResponse:
    """試算する: the answer alone for htmx, the whole page for a browser without it."""
    plan = plan_or_404(request, plan_id)
    form = CapacityForm(request.POST, plan.limits)
    changed = form.changed() if form.is_valid() else {}
    result = told(queries.what_if(plan_id, changed)) if changed else None
    if is_part(request):
        answer = {"form": form, "result": result, "part": True}
        return render(request, "dunning/what_if.html#result", {**frame(request, plan, "what-if"), **answer})
    return _page(request, plan, form, result=result)


@requires(acts.MAKE_PLAN)
@require_POST
def remake(request: HttpRequest, plan_id: int) -> HttpResponse:
    """この容量で計画を作り直す: a new draft, in the background; goes to the page of its progress."""
    plan = plan_or_404(request, plan_id)
    form = CapacityForm(request.POST, plan.limits)
    if not form.is_valid():
        return _page(request, plan, form, status=422)
    if not form.changed():
        return _page(request, plan, form, unchanged=True, status=422)
    run = jobs.start("dunning.remake_plan", plan_id=plan_id, limits=form.changed())
    return redirect("jobs:run", run.pk)


@requires(acts.TRY_CAPACITY)
@require_POST
def export(request: HttpRequest, plan_id: int) -> HttpResponse:
    """試算の出力 as Excel: every capacity before and after; figures of the office, no person's name."""
    plan = plan_or_404(request, plan_id)
    form = CapacityForm(request.POST, plan.limits)
    result = queries.what_if(plan_id, form.changed()) if form.is_valid() else None
    if result is None or result.refusal:
        return _page(request, plan, form, result=result and told(result), status=422)
    return table_file(what_if_table(result.capacities), "xlsx", town_at_work(), plan)


def _page(request: HttpRequest, plan: PlanView, form: CapacityForm, *, status: int = 200, **more: Any) -> HttpResponse:
    sliders = [(limit, _slider(form, place, limit)) for place, limit in enumerate(plan.limits)]
    context = {
        **frame(request, plan, "what-if"),
        "form": form,
        "groups": [group for group in _grouped(sliders) if group[1]],
        "districts": [slider for limit, slider in sliders if limit.is_of_a_district],
        **more,
    }
    return render(request, "dunning/what_if.html", context, status=status)


def _grouped(sliders: list[tuple[Limit, Slider]]) -> list[tuple[str, list[Slider]]]:
    """What is counted by the piece, in yen, or asked for at least; then calls by channel and slot, of which there are many."""
    calls = [slider for limit, slider in sliders if limit.code.startswith(CALLS)]
    others = [slider for limit, slider in sliders if not limit.is_of_a_district and not limit.code.startswith(CALLS)]
    return [(_("件数と予算"), others), (_("電話の時間"), calls)]


def _slider(form: CapacityForm, place: int, limit: Limit) -> Slider:
    """Room up to twice today's limit; a step is about a fiftieth of it, so that the arrow keys get somewhere."""
    maximum = max(2 * limit.limit, limit.used, 10)
    step = max(1, 10 ** (len(str(maximum // 50)) - 1)) if maximum >= 100 else 1
    note = _("今の上限 %(limit)s、使用 %(used)s") % {"limit": f"{limit.limit:,}", "used": f"{limit.used:,}"}
    return Slider(form[form.name_of(place)], -(-maximum // step) * step, step, limit.unit_words, note)
