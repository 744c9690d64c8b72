"""前の計画との違い: how many people are new, gone or approached otherwise; a click shows who they are."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.forms import ChangesForm
from towa.rooms.dunning.app.queries.changes import CHANGED, GONE, KINDS, NEW, ChangeGroup, change_groups, changes_page
from towa.rooms.dunning.app.views.decisions import query_of
from towa.rooms.dunning.app.views.viewer import frame, plan_or_404
from towa.rooms.dunning.core import acts
from towa.rooms.people.app.access import requires


KIND_WORDS = {NEW: _("新しく入った人"), GONE: _("いなくなった人"), CHANGED: _("手段が変わった人")}


def in_kinds(groups: Sequence[ChangeGroup]) -> list[tuple[str, object, int]]:
    """Each kind with its words and how many people it has: what the summary and the tabs show."""
    people = {kind: sum(group.people for group in groups if group.kind == kind) for kind in KINDS}
    return [(kind, KIND_WORDS[kind], people[kind]) for kind in KINDS]


@requires(acts.SEE_ALL_DECISIONS)
@require_GET
def change_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    """前の計画との違い: groups of one kind, and the people of the group that was asked for."""
    plan = plan_or_404(request, plan_id)
    before, wanted = queries.plan_before(plan), ChangesForm(request.GET).wanted()
    context = {**frame(request, plan, "changes"), "before": before, "wanted": wanted, "query": query_of(request)}
    if before:
        groups = change_groups(before.id, plan_id)
        context |= {
            "kinds": in_kinds(groups),
            "groups": [group for group in groups if group.kind == wanted.kind],
            "page": changes_page(before.id, plan_id, wanted, request.GET.get("page", 1)),
        }
    return render(request, "dunning/changes.html", context)
