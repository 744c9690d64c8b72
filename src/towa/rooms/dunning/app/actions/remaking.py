"""計画の作り直し: the same day under the capacities of a what-if; a new draft beside the old plan, which stays as it was."""

from collections.abc import Mapping

from django.db import transaction
from pydantic import ValidationError

from towa.platform.jobs import Progress
from towa.rooms.dunning.app.actions.planning import make_plan
from towa.rooms.dunning.app.models import Plan
from towa.rooms.dunning.app.queries.plans import NoPlan
from towa.rooms.dunning.core.office import OfficeSettings


class SettingsOutdated(Exception):
    """この計画は古い版の設定で作られています。今の設定で新しい計画を作ってから、試算してください。"""


@transaction.atomic
def remake_plan(
    plan_id: int, limits: Mapping[str, int], municipality_code: str, *, progress: Progress | None = None
) -> int:
    """Makes the plan again with these limits (code of the row → limit in its unit) and gives the new plan's number.

    The settings of the old plan hold for everything else; limits that are as before leave no trace. One transaction, one audit line.

    Raises:
        NoPlan: there is no such plan in this town.
        SettingsOutdated: the plan was made by an older version whose settings this one cannot read.
        InfeasiblePlan: the limits cannot be met together.
    """
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NoPlan(plan_id)
    before = {line["code"]: line["limit"] for line in plan.limits}
    changed = {code: limit for code, limit in limits.items() if code in before and limit != before[code]}
    try:
        office = OfficeSettings.model_validate(plan.settings)
    except ValidationError as error:
        raise SettingsOutdated(SettingsOutdated.__doc__) from error
    return make_plan(
        plan.on,
        municipality_code,
        office=office.model_copy(update={"row_limits": office.row_limits | changed}),
        progress=progress,
    )
