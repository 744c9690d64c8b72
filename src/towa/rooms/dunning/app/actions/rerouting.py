"""再計画: the rest of the day anew, as calls finish, payments come in and people log off. The old plan stays as it was."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal as Exact
from math import ceil, floor
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from towa.platform import events
from towa.platform.audit import trail
from towa.platform.audit.actor import current_actor
from towa.rooms.dunning.app.actions.keeping import keep_record
from towa.rooms.dunning.app.actions.planning import gap_of, targets_of
from towa.rooms.dunning.app.actions.releasing import set_released
from towa.rooms.dunning.app.actions.rest_rows import write_rows
from towa.rooms.dunning.app.models import Decision, Exclusion, Plan, PlanRecord, PlanState
from towa.rooms.dunning.app.queries.content import content_hash
from towa.rooms.dunning.app.queries.plan_files import plan_file
from towa.rooms.dunning.app.queries.plans import NoPlan
from towa.rooms.dunning.app.queries.program import versions
from towa.rooms.dunning.core import exclusion as stop
from towa.rooms.dunning.core.decision import CapacityUse
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.plan_record import PlanFile, to_bytes
from towa.rooms.dunning.core.price_words import in_words
from towa.rooms.dunning.core.rest_of_day import DayState, RestOfDay, rest_file, rest_of_day
from towa.rooms.ledger.app import queries as ledger


COPIED = ("on", "extract_id", "fingerprint", "settings", "comparisons")


@transaction.atomic
def reroute(plan_id: int, state: DayState, *, wider: bool = False) -> int:
    """Plans the rest of the plan's day and gives the new plan's number; one transaction, one audit line.

    Nobody who is settled is moved; who has paid or must be left in peace since, by `state` or by a later extract, is excluded. Of a released plan the rest
    is released too, for nobody is contacted whom, or by a channel that, the officer did not release. With `wider` that holds no
    longer: the new plan is a draft and needs a release of its own.

    Raises:
        NoPlan, NoRecord: there is no such plan in this town, or it was made before records were kept.
        NotInPlan: the state names people or rows that the plan does not have.
        InfeasiblePlan: minima can no longer be met in the rest of the day.
    """
    started = monotonic()
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NoPlan(plan_id)
    root = plan.follows or plan
    first, given = plan_file(root.pk), plan_file(plan.pk).choice
    paid, stopped = _since(root)
    state = replace(state, paid=state.paid | paid, stopped=state.stopped | stopped.keys())
    rest = rest_of_day(first, state, given=given, wider=wider)
    made = _write(plan, root, first, rest, stopped, wider=wider)
    made.seconds = ceil(monotonic() - started)
    made.save(update_fields=["seconds"])
    _tell(made, plan, rest, wider=wider)
    if plan.state == PlanState.RELEASED and not wider:
        set_released(made, content_hash(made.pk))
    return made.pk


def _since(root: Plan) -> tuple[frozenset[int], dict[int, str]]:
    """What an extract that came in since tells of the plan's people: who owes less, and who is excluded for which reason."""
    if ledger.latest_extract_id() == root.extract_id:
        return frozenset(), {}
    table = ledger.arrears_table(root.on)
    now = dict(zip(table["addressee_id"].to_list(), table["outstanding"].to_list(), strict=True))
    owed = dict(Decision.objects.filter(plan_id=root.pk).values_list("addressee_id", "outstanding"))
    paid = frozenset(person for person, yen in owed.items() if now.get(person, 0) < yen)
    codes = stop.split(targets_of(table), OfficeSettings.model_validate(root.settings), root.on).exclusion
    found = zip(table["addressee_id"].to_list(), codes.tolist(), strict=True)
    return paid, {person: code for person, code in found if code and person in owed and person not in paid}


def _write(
    plan: Plan, root: Plan, first: PlanFile, rest: RestOfDay, stopped: Mapping[int, str], *, wider: bool
) -> Plan:
    made = _plan(plan, root, first, rest)
    digest = PlanRecord.objects.values_list("sha256", flat=True).get(plan_id=root.pk)
    keep_record(made.pk, to_bytes(rest_file(first, digest, rest, versions(), wider=wider)))
    write_rows(plan.pk, made.pk, first, rest, stopped)
    decisions = Decision.objects.filter(plan_id=made.pk)
    sums = decisions.aggregate(outstanding=Sum("outstanding"), late_charge=Sum("late_charge"))
    made.people, made.excluded = decisions.count(), Exclusion.objects.filter(plan_id=made.pk).count()
    made.outstanding, made.late_charge = sums["outstanding"] or 0, sums["late_charge"] or 0
    made.random_people = decisions.filter(drawn=True).count()
    made.save()
    return made


def _plan(plan: Plan, root: Plan, first: PlanFile, rest: RestOfDay) -> Plan:
    objective, bound = floor(rest.objective), ceil(rest.bound)
    return Plan.objects.create(
        **{name: getattr(plan, name) for name in COPIED},
        follows=root,
        from_time=rest.state.at,
        made_at=timezone.now(),
        made_by=current_actor().name,
        maker_id=current_actor().account_id,
        people=0,
        excluded=0,
        outstanding=0,
        late_charge=0,
        objective=objective,
        bound=bound,
        gap=gap_of(objective, bound) if bound > 0 else Exact(0),
        limits=_limits(first, rest),
    )


def _limits(first: PlanFile, rest: RestOfDay) -> list[dict[str, Any]]:
    """The rows of the rest of the day: what is left, what is used of it, what one more would be worth."""
    lines = []
    for row, item in enumerate(first.capacities):
        limit, used = abs(int(rest.problem.limit[row])), abs(round(float(rest.usage[row])))
        price = round(float(rest.prices[row]) * item.scale, 2)
        line = CapacityUse(
            item.code, item.term, item.unit, limit // item.scale, -(-used // item.scale), item.at_least, price
        )
        lines.append(
            {
                "code": line.code,
                "label": line.term,
                "unit": line.unit,
                "used": line.used,
                "limit": line.limit,
                "at_least": line.at_least,
                "price": round(line.price),
                "price_words": in_words(line),
            }
        )
    return lines


def _tell(made: Plan, plan: Plan, rest: RestOfDay, *, wider: bool) -> None:
    trail.record(
        "dunning.reroute_plan",
        object_kind="dunning.plan",
        object_id=made.pk,
        detail={
            "of": plan.pk,
            "at": f"{rest.state.at:%H:%M}",
            "settled": int(rest.settled.sum()),
            "paid": int(rest.paid.sum()),
            "moved": len(rest.moved),
            "wider": wider,
        },
    )
    events.announce("dunning.plan_rerouted", plan_id=made.pk)
