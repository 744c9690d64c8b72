"""表の出力: take away what a table of a plan's screen shows; who took what is recorded."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.actions import record_export
from towa.rooms.dunning.app.forms import ChangesForm
from towa.rooms.dunning.app.queries.changes import all_changes
from towa.rooms.dunning.app.queries.readable import readable_plans
from towa.rooms.dunning.app.queries.records import PlanView
from towa.rooms.dunning.app.reports import tables
from towa.rooms.dunning.app.reports.screen import FORMS
from towa.rooms.dunning.app.reports.tables import Table, table_file
from towa.rooms.dunning.app.views.viewer import plan_or_404, rights, town_at_work
from towa.rooms.dunning.core import acts
from towa.rooms.people.app.access import refuse, requires


def _capacity(_request: HttpRequest, plan: PlanView) -> Table:
    return tables.capacity_table(plan.limits)


def _channels(_request: HttpRequest, plan: PlanView) -> Table:
    return tables.channel_table(queries.channel_figures(plan.id))


def _exclusions(request: HttpRequest, plan: PlanView) -> Table:
    code = request.GET.get("code", "")
    rows = (row for row in queries.all_exclusions(plan.id) if not code or row.code == code)
    return tables.exclusion_table(rows)


def _changes(request: HttpRequest, plan: PlanView) -> Table:
    before = queries.plan_before(plan)
    if before is None:
        raise Http404
    return tables.change_table(all_changes(before.id, plan.id, ChangesForm(request.GET).wanted()), before)


def _compared(_request: HttpRequest, plan: PlanView) -> Table:
    return tables.compared_table(queries.before_release(plan.id).channels)


TABLES: dict[str, Callable[[HttpRequest, PlanView], Table]] = {
    "capacity": _capacity,
    "channels": _channels,
    "exclusions": _exclusions,
    "changes": _changes,
    "compared": _compared,
}


@requires(acts.EXPORT_LIST)
@require_GET
def export_table(request: HttpRequest, plan_id: int, name: str, form: str) -> HttpResponse:
    """表の出力 of one table of a plan: for those who see the whole plan."""
    if form not in FORMS or name not in TABLES:
        raise Http404
    if not rights(request).see_all:
        return refuse(request, acts.SEE_ALL_DECISIONS)
    plan = plan_or_404(request, plan_id)
    table = TABLES[name](request, plan)
    record_export(plan_id, form=form, conditions=[name, *sorted(request.GET)], rows=len(table.rows))
    return table_file(table, form, town_at_work(), plan)


@requires(acts.MAKE_PLAN)
@require_GET
def export_plans(request: HttpRequest, form: str) -> HttpResponse:
    """振分計画の一覧の出力: figures of the city, no person's name."""
    if form not in FORMS:
        raise Http404
    return table_file(tables.plans_table(readable_plans(released_only=False)), form, town_at_work())
