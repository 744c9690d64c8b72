"""決裁: what an officer looks at before a plan goes out, the release itself, and the sheet that proves it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.actions import AlreadyReleased, PlanChanged, ReleaseBlocked, record_export, release_plan
from towa.rooms.dunning.app.forms import ReleaseForm
from towa.rooms.dunning.app.queries.labels import CHANNELS, word
from towa.rooms.dunning.app.queries.records import PlanView
from towa.rooms.dunning.app.queries.release import BeforeRelease
from towa.rooms.dunning.app.queries.release_record import release_record
from towa.rooms.dunning.app.reports.decision_sheet import decision_sheet
from towa.rooms.dunning.app.reports.screen import attachment
from towa.rooms.dunning.app.views.release_figure import release_figure
from towa.rooms.dunning.app.views.viewer import frame, plan_or_404, rights, town_at_work
from towa.rooms.dunning.core import acts
from towa.rooms.dunning.core.release_gate import ChannelCheck
from towa.rooms.people.app.access import refuse, requires


@dataclass(frozen=True, slots=True)
class Compared:
    """手段の一行: its words and its figures; whole people, percent with its sign."""

    label: str
    check: ChannelCheck

    @property
    def middle(self) -> int:
        """中央値 of the released plans before, in whole people."""
        return round(self.check.middle)

    @property
    def deviation(self) -> str:
        """中央値からの違い in percent, empty where there is nothing to compare."""
        return "" if self.check.deviation is None else f"{self.check.deviation:+.0f}"


@requires(acts.SEE_ALL_DECISIONS)
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, plan_id: int) -> HttpResponse:
    """決裁: everybody of the city reads it, a superior releases."""
    plan = plan_or_404(request, plan_id)
    if request.method != "POST":
        return _page(request, plan, queries.before_release(plan_id))
    if not rights(request).release:
        return refuse(request, acts.RELEASE_PLAN)
    before = queries.before_release(plan_id)
    form = ReleaseForm(request.POST, warned=bool(before.warnings))
    if not before.blocked and not form.is_valid():
        return _page(request, plan, before, form)
    _release(request, plan_id, form)
    return redirect("dunning:release", plan_id)


def _release(request: HttpRequest, plan_id: int, form: ReleaseForm) -> None:
    """確定, or the sentences that say why not: a stop is told before any missing mark."""
    form.is_valid()
    try:
        release_plan(plan_id, form.cleaned_data.get("seen", ""), form.cleaned_data.get("comment", ""))
    except AlreadyReleased:
        messages.info(request, _("この振分計画はすでに確定しています。"))
    except ReleaseBlocked as refusal:
        for sentence in refusal.stops:
            messages.error(request, sentence)
    except PlanChanged:
        messages.error(request, _("点検した後に計画の内容が変わりました。もう一度点検してください。"))
    else:
        messages.success(request, _("振分計画を確定しました。"))


@requires(acts.SEE_ALL_DECISIONS)
@require_GET
def sheet(request: HttpRequest, plan_id: int) -> HttpResponse:
    """決裁文書 as PDF: after the release with its record, before it as a draft to be circulated; who took it is recorded."""
    plan = plan_or_404(request, plan_id)
    record = release_record(plan_id)
    content = decision_sheet(plan, queries.before_release(plan_id), record, town_at_work().name)
    record_export(plan_id, form="pdf", conditions=["decision_sheet"], rows=1)
    kind = "決裁文書" if record else "決裁文書（案）"
    return attachment(content, f"{plan.on:%Y-%m-%d}_{plan.id:03}_{kind}.pdf", "application/pdf")


def _page(request: HttpRequest, plan: PlanView, before: BeforeRelease, form: ReleaseForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        **frame(request, plan, "release"),
        "before": before,
        "compared": [Compared(word(CHANNELS, check.channel), check) for check in before.channels],
        "figure": release_figure(before.channels),
        "record": release_record(plan.id),
        "open": plan.state == "draft" and rights(request).release and not before.blocked,
    }
    context["form"] = form or ReleaseForm(None, warned=bool(before.warnings), seen=before.content_hash)
    return render(request, "dunning/release.html", context, status=422 if form else 200)
