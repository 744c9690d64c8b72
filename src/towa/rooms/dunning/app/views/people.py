"""滞納者の詳細: who it is, what is owed and why exactly so much, what happened so far, and why this way today."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.actions import record_seen
from towa.rooms.dunning.app.queries.records import DecisionView
from towa.rooms.dunning.app.views.viewer import Rights, newest_plan_for, rights
from towa.rooms.dunning.core import acts
from towa.rooms.ledger.app import queries as ledger
from towa.rooms.ledger.app.queries.records import InstalmentView
from towa.rooms.people.app.access import refuse, requires


RECENT_RECEIPTS = 20
RECENT_CONTACTS = 50


@dataclass(frozen=True, slots=True)
class Totals:
    """滞納額の合計: what the cards say is the sum of what the table below them explains."""

    instalments: int
    outstanding: int
    late_charge: int

    @property
    def total(self) -> int:
        """Tax and late charge together, in yen."""
        return self.outstanding + self.late_charge


def totals_of(instalments: Sequence[InstalmentView]) -> Totals:
    """Adds up what is overdue, and the late charge that is still open on anything."""
    overdue = [line for line in instalments if line.outstanding and line.overdue]
    return Totals(
        instalments=len(overdue),
        outstanding=sum(line.outstanding for line in overdue),
        late_charge=sum(line.late_charge_outstanding for line in instalments),
    )


@dataclass(frozen=True, slots=True)
class Chance:
    """くじの確率 of the action given, in percent; `part` = False: the lot had no say in it."""

    percent: str
    part: bool


def chance_of(decision: DecisionView | None) -> Chance:
    """With which probability was this person to be given this way? Two significant places, never rounded up to certainty."""
    if decision is None or decision.probability >= 1:
        return Chance("100", False)
    percent = 100 * decision.probability
    return Chance(f"{floor(percent * 10) / 10:.1f}" if percent >= 1 else f"{percent:.2g}", True)


@requires(acts.SEE_PERSON)
@require_GET
def person(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """滞納者の詳細. Contractors reach only people whom the newest released plan lets them handle; every view is recorded."""
    plan, allowed = newest_plan_for(request), rights(request)
    decision = queries.decision_of(addressee_id, plan.id) if plan else None
    if not _open_to(allowed, decision):
        return refuse(request, acts.SEE_PERSON)
    found = ledger.person(addressee_id)
    if found is None:
        raise Http404
    on = plan.on if plan else ledger.latest_as_of()
    instalments = ledger.instalments_of(addressee_id, on)
    context = {
        "person": found,
        "plan": plan,
        "rights": allowed,
        "decision": decision,
        "chance": chance_of(decision),
        "exclusion": queries.exclusion_of(addressee_id, plan.id) if plan and allowed.see_all else None,
        "on": on,
        "totals": totals_of(instalments),
        "instalments": [line for line in instalments if _is_open(line)],
        "receipts": ledger.receipts_of(addressee_id)[:RECENT_RECEIPTS],
        "contacts": ledger.contacts_of(addressee_id, RECENT_CONTACTS),
        "phones": ledger.phones_of(addressee_id),
        "standings": ledger.standings_of(addressee_id, on) if allowed.see_all else [],
    }
    record_seen(addressee_id, plan.id if plan else None)
    return render(request, "dunning/person.html", context)


def _is_open(line: InstalmentView) -> bool:
    """納めていない期別: tax past its day, or late charge not paid yet."""
    return bool(line.outstanding and line.overdue) or line.late_charge_outstanding > 0


def _open_to(allowed: Rights, decision: DecisionView | None) -> bool:
    return allowed.see_all or (decision is not None and decision.contractor_may_handle)
