"""表示中の一覧の出力: what the list on the screen shows, with the same columns in the same order."""

from io import BytesIO
from typing import Protocol

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import override

from towa.platform.documents.sheets import write_csv_for_people, write_excel
from towa.rooms.dunning.app.queries.records import DecisionView, PlanView
from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Context, cells, columns
from towa.rooms.dunning.app.reports.write_back import CHANNEL


SHOWN = (
    *items.WHO,
    CHANNEL,
    items.TEAM,
    items.SLOT,
    items.DISTRICT,
    items.MOBILE,
    items.LANDLINE,
    *items.OWES,
    *items.WHY,
)
FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
TITLE = "振り分け一覧"


class Town(Protocol):
    """The town as far as a list needs it."""

    code: str
    name: str


def export(form: str, rows: list[DecisionView], plan: PlanView, town: Town) -> HttpResponse:
    """The rows as a file to take away, in Japanese whatever the reader's language (ADR 16)."""
    context = Context(town.code, town.name, plan)
    target = BytesIO()
    with override("ja"):
        table = [cells(SHOWN, row, context) for row in rows]
    if form == "xlsx":
        title = f"{town.name} {TITLE}（基準日 {plan.on:%Y-%m-%d}）"
        write_excel(target, columns(SHOWN), table, title=title, sheet=TITLE)
    else:
        write_csv_for_people(target, columns(SHOWN), table)
    name = f"{plan.on:%Y-%m-%d}_{plan.id:03}_{TITLE}.{form}"
    return attachment(target.getvalue(), name, FORMS[form])


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to take away, under a Japanese name."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
