"""Who has released a plan, when, upon which content, and where does it stand in the audit trail? (決裁の記録)"""

from dataclasses import dataclass
from datetime import datetime

from towa.platform.audit.models import Entry
from towa.rooms.dunning.app.models import Plan, PlanState


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """決裁の記録; `content_hash` is the sum of what was looked at, `line` and `line_hash` its place in the audit trail."""

    at: datetime
    by: str
    comment: str
    content_hash: str
    line: int
    line_hash: str


def release_record(plan_id: int) -> ReleaseRecord | None:
    """決裁の記録 of a released plan; None while it is a draft, or where it was released before records were kept."""
    plan = Plan.objects.filter(pk=plan_id, state=PlanState.RELEASED, released_at__isnull=False).first()
    if plan is None or plan.released_at is None:
        return None
    lines = Entry.objects.filter(object_kind="dunning.plan", object_id=str(plan_id), act="dunning.release_plan")
    line = lines.order_by("-sequence").first()
    return ReleaseRecord(
        at=plan.released_at,
        by=plan.released_by,
        comment=line.purpose if line else "",
        content_hash=plan.released_hash,
        line=line.sequence if line else 0,
        line_hash=line.digest if line else "",
    )
