"""宛名検索 and the pages of one person; every look at a person leaves a line in the audit trail."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from towa.platform.audit import trail
from towa.rooms.ledger.app import queries
from towa.rooms.ledger.app.forms import SearchForm
from towa.rooms.ledger.app.queries.records import sums_of
from towa.rooms.ledger.core import acts
from towa.rooms.people.app.access import requires


PER_PAGE = 50


@requires(acts.SEARCH_PEOPLE)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """宛名検索: 50 rows a page."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(queries.search_people(text), PER_PAGE).get_page(request.GET.get("page"))
    content = {"form": form, "text": text, "page": page}
    return render(request, "ledger/search.html#list" if request.htmx else "ledger/search.html", content)  # type: ignore[attr-defined]


@requires(acts.SEE_PERSON)
@require_GET
def instalments(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """期別と延滞金."""
    rows = queries.instalments_of(addressee_id)
    totals = {
        "outstanding": sum(row.outstanding for row in rows if row.overdue),
        "instalments": sum(1 for row in rows if row.overdue and row.outstanding),
        "late_charge": sum(row.late_charge_outstanding for row in rows),
        "overpaid": sum(row.overpaid for row in rows),
    }
    totals["due"] = totals["outstanding"] + totals["late_charge"]
    parts = [[row for row in rows if row.is_open], [row for row in rows if not row.is_open]]
    owed, settled = ({"rows": part, "sums": sums_of(part)} for part in parts)
    return _page(request, addressee_id, "instalments", owed=owed, settled=settled, totals=totals)


@requires(acts.SEE_PERSON)
@require_GET
def receipts(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """収納."""
    return _page(request, addressee_id, "receipts", receipts=queries.receipts_of(addressee_id))


@requires(acts.SEE_PERSON)
@require_GET
def phones(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """電話番号."""
    return _page(request, addressee_id, "phones", phones=queries.phones_of(addressee_id))


@requires(acts.SEE_PERSON)
@require_GET
def standings(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """処分・猶予等."""
    return _page(request, addressee_id, "standings", standings=queries.standings_of(addressee_id))


@requires(acts.SEE_PERSON)
@require_GET
def contacts(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """交渉経過."""
    return _page(request, addressee_id, "contacts", contacts=queries.contacts_of(addressee_id))


def _page(request: HttpRequest, addressee_id: int, tab: str, **content: Any) -> HttpResponse:
    person = queries.person(addressee_id)
    if person is None:
        raise Http404
    trail.record(acts.SEE_PERSON.name, object_kind="ledger.addressee", object_id=addressee_id, detail={"tab": tab})
    tabs = [
        ("instalments", "ledger:person", _("期別と延滞金")),
        ("receipts", "ledger:receipts", _("収納")),
        ("phones", "ledger:phones", _("電話番号")),
        ("standings", "ledger:standings", _("処分・猶予等")),
        ("contacts", "ledger:contacts", _("交渉経過")),
    ]
    shared = {"person": person, "on": queries.latest_as_of(), "tab": tab, "tabs": tabs}
    return render(request, f"ledger/person_{tab}.html", shared | content)
