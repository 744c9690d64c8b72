"""取込: history, upload, what a first look found, take-in, result."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from towa.gateways.core_system.batch import ExtractRefused
from towa.rooms.ledger.app import queries
from towa.rooms.ledger.app.actions import keep_upload, receive_extract, start_preview, start_take_in
from towa.rooms.ledger.app.forms import ExtractUploadForm, TakeInForm
from towa.rooms.ledger.app.queries.extracts import ExtractView
from towa.rooms.ledger.core import acts
from towa.rooms.ledger.core.plausibility import OVERRIDABLE
from towa.rooms.people.app.access import may, requires


@requires(acts.SEE_EXTRACTS)
@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """取込の履歴."""
    content = {"extracts": queries.extracts(), "may_take_in": may(request.user, acts.TAKE_IN_EXTRACT)}
    return render(request, "ledger/extracts.html", content)


@requires(acts.TAKE_IN_EXTRACT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """抽出データの受付: the file is kept, then looked at by a job."""
    if request.method == "GET":
        return render(request, "ledger/upload.html", {"form": ExtractUploadForm(), "findings": ()})
    form = ExtractUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "ledger/upload.html", {"form": form, "findings": ()}, status=422)
    file = form.cleaned_data["file"]
    try:
        extract = receive_extract(keep_upload(file.name, file.chunks()))
    except ExtractRefused as refused:
        form.add_error("file", _("この抽出データは受け付けられません。下の指摘を確かめてください。"))
        return render(request, "ledger/upload.html", {"form": form, "findings": refused.findings}, status=422)
    if extract.state == "taken":
        messages.info(request, _("同じ抽出データはすでに取り込んでいます。台帳は変わりません。"))
        return redirect("ledger:extract", extract.pk)
    return redirect("jobs:run", start_preview(extract.pk).pk)


@requires(acts.SEE_EXTRACTS)
@require_GET
def page(request: HttpRequest, extract_id: int) -> HttpResponse:
    """一つの取込: first look, refusal or result."""
    return _page(request, _found(extract_id), TakeInForm())


@requires(acts.TAKE_IN_EXTRACT)
@require_POST
def take_in(request: HttpRequest, extract_id: int) -> HttpResponse:
    """取込を始める; a stop is lifted only by those who may, and with a reason."""
    extract = _found(extract_id)
    form = TakeInForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if extract.state == "taken":
        return redirect("ledger:extract", extract_id)
    if _stopped(extract) and not (reason and _may_lift(request, extract)):
        form.add_error("reason", _("止まった取込を進めるには、係長以上が理由を書いてください。"))
        return _page(request, extract, form, status=422)
    return redirect("jobs:run", start_take_in(extract_id, reason).pk)


def _page(request: HttpRequest, extract: ExtractView, form: TakeInForm, status: int = 200) -> HttpResponse:
    stopped = _stopped(extract)
    content = {
        "extract": extract,
        "form": form,
        "stopped": stopped,
        "may_take_in": extract.state != "taken"
        and may(request.user, acts.TAKE_IN_EXTRACT)
        and bool(extract.report.records or stopped)
        and (not stopped or _may_lift(request, extract)),
        "may_mend": may(request.user, acts.MEND_QUARANTINED),
        "waiting": queries.waiting_by_record(extract.id),
        "quarantined": queries.quarantined(extract.id),
    }
    return render(request, "ledger/extract.html", content, status=status)


def _stopped(extract: ExtractView) -> bool:
    return extract.state == "refused"


def _may_lift(request: HttpRequest, extract: ExtractView) -> bool:
    """Only stops for implausibility can be lifted, and only by officers who may."""
    errors = {finding["code"] for finding in extract.findings if finding["severity"] == "error"}
    return bool(errors) and errors <= OVERRIDABLE and may(request.user, acts.OVERRIDE_STOP)


def _found(extract_id: int) -> ExtractView:
    extract = queries.extract(extract_id)
    if extract is None:
        raise Http404
    return extract
