"""What runs by itself in 催告: making a plan in the background, and saying that a new one may be due."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from towa.platform.jobs import Progress, background
from towa.platform.tenancy import current_municipality
from towa.platform.tenancy.models import Municipality
from towa.rooms.dunning.app.actions import make_plan, remake_plan


@background("dunning.make_plan", title=_("振分計画の作成"))
def make_plan_in_background(progress: Progress, *, on: str) -> dict[str, Any]:
    """振分計画の作成 of one day, with its progress on the job's page; leads to the plan."""
    code = Municipality.objects.get(pk=current_municipality()).code
    plan_id = make_plan(date.fromisoformat(on), code, progress=progress)
    return {"url": reverse("dunning:plan", args=[plan_id])}


@background("dunning.remake_plan", title=_("試算した容量での計画の作り直し"))
def remake_plan_in_background(progress: Progress, *, plan_id: int, limits: dict[str, int]) -> dict[str, Any]:
    """計画の作り直し under the limits of a what-if; leads to the new draft."""
    code = Municipality.objects.get(pk=current_municipality()).code
    return {"url": reverse("dunning:plan", args=[remake_plan(plan_id, limits, code, progress=progress)])}
