"""滞納者の詳細: who it is, what is owed and why exactly so much, what happened so far, and why this way today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.actions import record_seen
from towa.rooms.dunning.app.queries.records import DecisionView
from towa.rooms.dunning.app.views.viewer import Rights, rights
from towa.rooms.dunning.core import acts
from towa.rooms.ledger.app import queries as ledger
from towa.rooms.people.app.access import refuse, requires


@dataclass(frozen=True, slots=True)
class Totals:
    """滞納額の合計 of the instalments shown: what the cards say is the sum of what the table says."""

    instalments: int
    outstanding: int
    late_charge: int

    @property
    def total(self) -> int:
        """Tax and late charge together, in yen."""
        return self.outstanding + self.late_charge


def totals_of(instalments: Sequence[Any]) -> Totals:
    """Adds up the overdue instalments."""
    overdue = [line for line in instalments if line.outstanding and line.overdue]
    return Totals(
        instalments=len(overdue),
        outstanding=sum(line.outstanding for line in overdue),
        late_charge=sum(line.late_charge.amount for line in overdue),
    )


@requires(acts.SEE_PERSON)
@require_GET
def person(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """滞納者の詳細. Contractors reach only people whom the newest plan lets them handle; every view is recorded."""
    found, plan, allowed = ledger.person(addressee_id), queries.newest_plan(), rights(request)
    decision = queries.decision_of(addressee_id, plan.id) if plan else None
    if not _open_to(allowed, decision):
        return refuse(request, acts.SEE_PERSON)
    if found is None:
        raise Http404
    on = plan.on if plan else ledger.latest_as_of()
    record_seen(addressee_id, plan.id if plan else None)
    instalments = ledger.instalments_of(addressee_id, on)
    return render(
        request,
        "dunning/person.html",
        {
            "person": found,
            "totals": totals_of(instalments),
            "plan": plan,
            "rights": allowed,
            "decision": decision,
            "exclusion": queries.exclusion_of(addressee_id, plan.id) if plan and allowed.see_all else None,
            "on": on,
            "instalments": instalments,
            "receipts": ledger.receipts_of(addressee_id),
            "contacts": ledger.contacts_of(addressee_id),
            "phones": ledger.phones_of(addressee_id),
        },
    )


def _open_to(allowed: Rights, decision: DecisionView | None) -> bool:
    return allowed.see_all or (decision is not None and decision.contractor_may_handle)
