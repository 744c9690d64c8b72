"""振分計画の確定: from now on its lists may leave the house."""

from towa.platform.audit import trail
from towa.rooms.dunning.app.models import Plan, PlanState
from towa.rooms.dunning.app.queries.plans import NoPlan


class AlreadyReleased(Exception):
    """この振分計画はすでに確定しています。"""


def release_plan(plan_id: int) -> None:
    """Releases a draft; one transaction, one audit line.

    Raises:
        NoPlan: there is no such plan in this town.
        AlreadyReleased: somebody was faster.
    """
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NoPlan(plan_id)
    if plan.state == PlanState.RELEASED:
        raise AlreadyReleased
    plan.state = PlanState.RELEASED
    plan.save(update_fields=["state"])
    trail.record(
        "dunning.release_plan",
        object_kind="dunning.plan",
        object_id=plan_id,
        before={"state": PlanState.DRAFT.value},
        after={"state": PlanState.RELEASED.value},
    )
