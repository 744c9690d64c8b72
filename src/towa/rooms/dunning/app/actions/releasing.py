"""振分計画の確定（決裁）: from now on its lists may leave the house. Bound to what the officer saw; never by the plan's maker."""

from django.db import transaction
from django.utils import timezone

from towa.platform.audit import trail
from towa.platform.audit.actor import current_actor
from towa.rooms.dunning.app.models import Plan, PlanState
from towa.rooms.dunning.app.queries.content import content_hash
from towa.rooms.dunning.app.queries.plans import NoPlan
from towa.rooms.dunning.app.queries.release import stops


class AlreadyReleased(Exception):
    """この振分計画はすでに確定しています。"""


class ReleaseBlocked(Exception):
    """この振分計画は確定できません。 `stops` tells why, in sentences."""

    def __init__(self, stops: tuple[str, ...]) -> None:
        self.stops = stops
        super().__init__("".join(stops))


class PlanChanged(Exception):
    """点検した後に計画の内容が変わりました。もう一度点検してください。"""


@transaction.atomic
def release_plan(plan_id: int, seen: str, comment: str = "") -> None:
    """Releases a draft; one transaction, one audit line. `seen` is the `content_hash` of `before_release` that was looked at.

    `comment` (所見, up to 200 characters, about the plan and nobody's person) goes into the audit line and onto the decision sheet.

    Raises:
        NoPlan: there is no such plan in this town.
        AlreadyReleased: somebody was faster.
        ReleaseBlocked: the maker may not release, the plan is out of date, or its record is broken.
        PlanChanged: it is not the plan that was looked at.
    """
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NoPlan(plan_id)
    if plan.state == PlanState.RELEASED:
        raise AlreadyReleased
    blocking = tuple(stops(plan))
    if blocking:
        raise ReleaseBlocked(blocking)
    if content_hash(plan_id) != seen:
        raise PlanChanged(plan_id)
    set_released(plan, seen, comment)


def set_released(plan: Plan, seen: str, comment: str = "") -> None:
    """Writes the release and its line in the audit trail; inside a transaction, after everything was checked."""
    before = {"state": plan.state}
    plan.state, plan.released_hash = PlanState.RELEASED, seen
    plan.released_at, plan.released_by = timezone.now(), current_actor().name
    plan.save(update_fields=["state", "released_hash", "released_at", "released_by"])
    trail.record(
        "dunning.release_plan",
        object_kind="dunning.plan",
        object_id=plan.pk,
        purpose=comment,
        detail={"content": seen},
        before=before,
        after={"state": PlanState.RELEASED.value, "content": seen},
    )
