"""The handbook inside the program (手引き, /help/): built at installation, served without any outside network."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

from towa.platform.configuration import project_root


HANDBOOK = project_root() / ".towa" / "help"


def handbook(request: HttpRequest, page: str = "") -> HttpResponseBase:
    """One file of the built handbook; a folder's address gives its index page."""
    if not HANDBOOK.exists():
        raise Http404("手引きはまだ組み立てられていません。make docs を実行してください。")
    wanted = page + "index.html" if page == "" or page.endswith("/") else page
    return serve(request, wanted, document_root=str(Path(HANDBOOK)))
