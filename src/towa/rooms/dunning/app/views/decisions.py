"""振り分けの一覧: filter, sort, search, take away what is seen; exclusions by reason."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.actions import record_export
from towa.rooms.dunning.app.forms import FilterForm, SavedFilterForm
from towa.rooms.dunning.app.reports.screen import FORMS, export
from towa.rooms.dunning.app.views.viewer import Rights, account_of, frame, is_part, plan_or_404, rights, town_at_work
from towa.rooms.dunning.core import acts
from towa.rooms.people.app.access import requires


MORE_FIELDS = ("yen_from", "yen_to", "team", "slot", "district", "tax_item", "years", "handler", "forbidden", "lot")


def filter_form(request: HttpRequest, plan_id: int, allowed: Rights) -> FilterForm:
    """The filter as the address line states it, offering what occurs in the plan."""
    offered = queries.choices(plan_id, contractor_only=allowed.contractor_only)
    return FilterForm(request.GET, offered, contractor_only=allowed.contractor_only)


@requires(acts.SEE_PLAN)
@require_GET
def decision_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    """振り分けの一覧, 50 rows a page."""
    plan, allowed = plan_or_404(request, plan_id), rights(request)
    form = filter_form(request, plan_id, allowed)
    conditions = form.conditions()
    only = allowed.contractor_only
    context = {
        **frame(request, plan, "decisions"),
        "form": form,
        "page": queries.decisions_page(plan_id, conditions, request.GET.get("page", 1), contractor_only=only),
        "yen": queries.total_yen(plan_id, conditions, contractor_only=only),
        "query": query_of(request),
        "sort": request.GET.get("sort", ""),
    }
    if is_part(request):
        return render(request, "dunning/decisions.html#list", context)
    more = [form[name] for name in MORE_FIELDS if name in form.fields]
    context |= {"more_fields": more, "more": "1" if any(field.value() for field in more) else ""}
    context |= {"saved": queries.saved_filters(account_of(request)), "save_form": SavedFilterForm()}
    return render(request, "dunning/decisions.html", context)


@requires(acts.EXPORT_LIST)
@require_GET
def export_list(request: HttpRequest, plan_id: int, form: str) -> HttpResponse:
    """表示中の一覧の出力: the same rows in the same order, as Excel or CSV; who took what is recorded."""
    if form not in FORMS:
        raise Http404
    plan, allowed = plan_or_404(request, plan_id), rights(request)
    conditions = filter_form(request, plan_id, allowed).conditions()
    rows = list(queries.all_decisions(plan_id, conditions, contractor_only=allowed.contractor_only))
    record_export(plan_id, form=form, conditions=sorted(QueryDict(query_of(request))), rows=len(rows))
    return export(form, rows, plan, town_at_work())


@requires(acts.SEE_ALL_DECISIONS)
@require_GET
def exclusion_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    """対象外の一覧, of one reason or of all."""
    plan, code = plan_or_404(request, plan_id), request.GET.get("code", "")
    return render(
        request,
        "dunning/exclusions.html",
        {
            **frame(request, plan, "exclusions"),
            "figures": queries.exclusion_figures(plan_id),
            "code": code,
            "page": queries.exclusions_page(plan_id, code, request.GET.get("page", 1)),
        },
    )


def query_of(request: HttpRequest) -> str:
    """The filter of the address line without the page number and without empty fields."""
    kept = request.GET.copy()
    kept.pop("page", None)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return kept.urlencode()
