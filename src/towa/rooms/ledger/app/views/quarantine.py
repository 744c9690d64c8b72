"""隔離行: download as a workbook, upload it mended."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from towa.platform.jobs import NullProgress
from towa.rooms.ledger.app import queries
from towa.rooms.ledger.app.actions import export_quarantined, keep_upload, mend_quarantined
from towa.rooms.ledger.app.forms import MendedUploadForm
from towa.rooms.ledger.core import acts
from towa.rooms.people.app.access import requires


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(acts.MEND_QUARANTINED)
@require_GET
def download(request: HttpRequest, extract_id: int, record: str) -> HttpResponse:
    """隔離行の書出し: the waiting rows of one record, same columns with reason and cure."""
    if queries.extract(extract_id) is None or record not in queries.waiting_by_record(extract_id):
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / "quarantine.xlsx"
        export_quarantined(path, extract_id, record)
        content = path.read_bytes()
    name = f"quarantine-{extract_id}-{record}.xlsx"
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@requires(acts.MEND_QUARANTINED)
@require_POST
def mend(request: HttpRequest, extract_id: int, record: str) -> HttpResponse:
    """直した隔離行の取込."""
    if queries.extract(extract_id) is None or record not in queries.waiting_by_record(extract_id):
        raise Http404
    form = MendedUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors.get("file", [])))
        return redirect("ledger:extract", extract_id)
    file = form.cleaned_data["file"]
    path = keep_upload(file.name, file.chunks())
    report = mend_quarantined(path, extract_id=extract_id, record=record, progress=NullProgress())
    if report.findings:
        return render(
            request,
            "ledger/mended.html",
            {"report": report, "extract_id": extract_id},
            status=422 if report.refused else 200,
        )
    messages.success(
        request,
        ngettext("%(rows)s 行を取り込みました。", "%(rows)s 行を取り込みました。", report.rows_taken)
        % {"rows": report.rows_taken},
    )
    return redirect("ledger:extract", extract_id)
