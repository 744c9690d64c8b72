"""再計算: does a plan, with every sentence it told, come out again from what was kept?"""

from collections.abc import Iterator
from dataclasses import dataclass

from towa.rooms.dunning.app.models import Decision, Plan, PlanRecord
from towa.rooms.dunning.app.queries.plan_files import plan_file
from towa.rooms.dunning.app.queries.plans import NoPlan
from towa.rooms.dunning.app.queries.program import versions
from towa.rooms.dunning.core.decision import Decision as Chosen
from towa.rooms.dunning.core.plan_record import PlanFile
from towa.rooms.dunning.core.recompute import recompute
from towa.rooms.dunning.core.routing import Routing


TOLD = (
    "action", "value", "why", "next_action", "next_difference", "why_not_next", "divided", "drawn", "probability",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecomputedPlan:
    """再計算の結果: of the plan in numbers, and of the decisions as they stand in the tables."""

    plan_id: int
    sha256: str
    people: int
    differences: tuple[str, ...]
    """What of the record did not come out bit by bit."""
    other_people: tuple[int, ...]
    """Whose decision in the tables differs from the one recomputed (addressee ids)."""
    other_program: bool
    """Whether the plan was made by another version of the program or of what it stands on."""
    by_numbers: bool
    """Whether the actions come out of the kept planning problem alone."""

    @property
    def same(self) -> bool:
        return not self.differences and not self.other_people


@dataclass(frozen=True, slots=True)
class RecomputedPerson:
    """一人の再計算: what was decided and told, recomputed."""

    addressee_no: str
    action_label: str
    why: str
    why_not_next: str
    value_terms: tuple[str, ...]
    probability: float
    same: bool
    """As in the table."""


def recompute_plan(plan_id: int) -> RecomputedPlan:
    """再計算 of a whole plan.

    Raises:
        NoPlan, NoRecord, RecordBroken: there is nothing to recompute, or what was kept was changed.
    """
    return _recomputed(plan_id)[0]


def recompute_person(plan_id: int, addressee_no: str) -> tuple[RecomputedPlan, RecomputedPerson | None]:
    """再計算 of a plan and, of its first making, one person's decision with its explanation; None for somebody not in it."""
    made, routing = _recomputed(plan_id)
    row = Decision.objects.filter(plan_id=plan_id, addressee_no=addressee_no).first()
    if row is None or routing is None:
        return made, None
    again = routing.decision(row.addressee_id)
    told = RecomputedPerson(
        addressee_no=addressee_no,
        action_label=again.action_name,
        why=again.why,
        why_not_next=again.why_not_next,
        value_terms=tuple(routing.explain(row.addressee_id)),
        probability=again.probability,
        same=row.addressee_id not in made.other_people and again.action_code == row.action,
    )
    return made, told


def _recomputed(plan_id: int) -> tuple[RecomputedPlan, Routing | None]:
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NoPlan(plan_id)
    stored = plan_file(plan_id)
    made = recompute(stored, plan_file(plan.follows_id) if plan.follows_id else None)
    whole = made.routing is not None and stored.rest is None
    others = _other_rows(plan_id, made.routing) if whole and made.routing else _other_actions(plan_id, stored)
    digest = PlanRecord.objects.values_list("sha256", flat=True).get(plan_id=plan_id)
    return RecomputedPlan(
        plan_id, digest, plan.people, made.differences, tuple(others), stored.versions != versions(), made.by_numbers
    ), made.routing


def _other_rows(plan_id: int, routing: Routing) -> Iterator[int]:
    """People whose row does not say what the recomputed plan says, and people who are missing or too many."""
    again = {row.addressee_id: row for row in routing.rows() if not row.exclusion_code}
    kept = Decision.objects.filter(plan_id=plan_id).values_list("addressee_id", *TOLD)
    for person, *told in kept.order_by("addressee_id").iterator():
        row = again.pop(person, None)
        if row is None or told != _told(row):
            yield person
    yield from again


def _told(row: Chosen) -> list[object]:
    difference = row.next_difference if row.next_action_code else None
    head = [row.action_code, row.value, row.why, row.next_action_code, difference, row.why_not_next]
    return [*head, row.divided, row.drawn, row.probability]


def _other_actions(plan_id: int, stored: PlanFile) -> Iterator[int]:
    """Of the rest of a day, and where settings cannot be read any more, only the action is compared."""
    ids = stored.targets.addressee_id.tolist()
    again = {person: stored.actions[action][0] for person, action in zip(ids, stored.choice.tolist(), strict=True)}
    for person, action in Decision.objects.filter(plan_id=plan_id).values_list("addressee_id", "action"):
        if again.get(person) != action:
            yield person
