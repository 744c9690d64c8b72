"""一覧ファイル: write them, see what was written with its sum, take one away."""

from hashlib import sha256
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.actions import record_fetched
from towa.rooms.dunning.app.reports.screen import attachment
from towa.rooms.dunning.app.reports.writing import context_of, folder_of, write_lists
from towa.rooms.dunning.app.views.viewer import frame, plan_or_404, town_at_work
from towa.rooms.dunning.core import acts
from towa.rooms.people.app.access import requires


@requires(acts.WRITE_LISTS)
@require_GET
def files(request: HttpRequest, plan_id: int) -> HttpResponse:
    """一覧ファイル of a plan."""
    return render(
        request,
        "dunning/files.html",
        {
            **frame(request, plan_or_404(request, plan_id), "files"),
            "files": queries.list_files(plan_id),
        },
    )


@requires(acts.WRITE_LISTS)
@require_POST
def write(request: HttpRequest, plan_id: int) -> HttpResponse:
    """一覧の書き出し; a second time gives the machines the same bytes."""
    plan = plan_or_404(request, plan_id)
    town = town_at_work()
    written = write_lists(plan_id, folder_of(town.code, plan), context_of(plan_id, town.code, town.name))
    messages.success(request, _("%(count)d個のファイルを書き出しました。") % {"count": len(written)})
    return redirect("dunning:files", plan_id)


@requires(acts.FETCH_LIST)
@require_GET
def fetch(request: HttpRequest, plan_id: int, file_id: int) -> HttpResponse:
    """一覧ファイルの受け取り; the recorded bytes only, a machine's file only after the release; who took it is recorded."""
    file = queries.list_file(plan_id, file_id)
    if plan_or_404(request, plan_id).state == "draft" and file is not None and file.kind == "machine":
        messages.error(request, _("機械に渡すファイルは、計画を確定した後に受け取れます。"))
        return redirect("dunning:files", plan_id)
    if file is None or not Path(file.path).exists():
        raise Http404
    content = Path(file.path).read_bytes()
    if sha256(content).hexdigest() != file.sha256:
        messages.error(request, _("ファイルが書き出した後に変わっています。もう一度書き出してください。"))
        return redirect("dunning:files", plan_id)
    record_fetched(plan_id, file_id, file.sha256)
    return attachment(content, file.name, "application/octet-stream")
