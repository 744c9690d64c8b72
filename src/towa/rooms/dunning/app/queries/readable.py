"""Which plans exist for whom? For the contractor a draft (案) is not there at all: only what an officer has released."""

from towa.rooms.dunning.app.models import Plan, PlanState
from towa.rooms.dunning.app.queries.plans import NoPlan, plan_view
from towa.rooms.dunning.app.queries.records import PlanView


def readable_plans(*, released_only: bool, limit: int = 100) -> list[PlanView]:
    """振分計画の一覧, newest first; `released_only` for everybody outside the city."""
    plans = Plan.objects.filter(state=PlanState.RELEASED) if released_only else Plan.objects.all()
    return [plan_view(plan) for plan in plans.order_by("-made_at", "-id")[:limit]]


def newest_readable(*, released_only: bool) -> PlanView | None:
    """The newest plan that exists for the reader, or None."""
    found = readable_plans(released_only=released_only, limit=1)
    return found[0] if found else None


def readable_plan(plan_id: int, *, released_only: bool) -> PlanView:
    """One plan.

    Raises:
        NoPlan: there is none of this number for the reader; a draft and a plan that never was are told apart by nothing.
    """
    wanted = {"state": PlanState.RELEASED} if released_only else {}
    found = Plan.objects.filter(pk=plan_id, **wanted).first()
    if found is None:
        raise NoPlan(plan_id)
    return plan_view(found)
