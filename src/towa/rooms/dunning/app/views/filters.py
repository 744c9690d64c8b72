"""保存した条件: keep the filter that is on the screen, throw one's own away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from towa.rooms.dunning.app.actions import drop_filter, save_filter
from towa.rooms.dunning.app.forms import SavedFilterForm
from towa.rooms.dunning.app.views.viewer import account_of, plan_or_404
from towa.rooms.dunning.core import acts
from towa.rooms.people.app.access import requires


@requires(acts.SAVE_FILTER)
@require_POST
def save(request: HttpRequest, plan_id: int) -> HttpResponse:
    """条件の保存; returns to the list as it was filtered."""
    plan_or_404(request, plan_id)
    form = SavedFilterForm(request.POST)
    query = ""
    if form.is_valid():
        query = form.cleaned_data["query"]
        save_filter(account_of(request), form.cleaned_data["name"], query, shared=form.cleaned_data["shared"])
        messages.success(request, _("条件「%(name)s」を保存しました。") % {"name": form.cleaned_data["name"]})
    else:
        messages.error(request, _("条件を保存できませんでした。名前を40文字以内で入力してください。"))
    return _back(plan_id, query)


@requires(acts.SAVE_FILTER)
@require_POST
def drop(request: HttpRequest, plan_id: int, filter_id: int) -> HttpResponse:
    """条件の削除: one's own only."""
    if drop_filter(account_of(request), filter_id):
        messages.success(request, _("保存した条件を削除しました。"))
    return _back(plan_id, "")


def _back(plan_id: int, query: str) -> HttpResponse:
    address = reverse("dunning:decisions", args=[plan_id])
    return redirect(f"{address}?{query}" if query else address)
