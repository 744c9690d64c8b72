"""Who is looking, and how much of a plan is for these eyes?"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from towa.platform.tenancy import current_municipality
from towa.platform.tenancy.models import Municipality
from towa.rooms.dunning.app import queries
from towa.rooms.dunning.app.queries.readable import newest_readable, readable_plan
from towa.rooms.dunning.app.queries.records import PlanView
from towa.rooms.dunning.core import acts
from towa.rooms.people.app.access import may


@dataclass(frozen=True, slots=True)
class Rights:
    """この人にできること: plain yes and no for templates."""

    see_all: bool
    make: bool
    try_capacity: bool
    release: bool
    write: bool
    fetch: bool
    export: bool

    @property
    def contractor_only(self) -> bool:
        """Whether only decisions that a contractor may handle are shown."""
        return not self.see_all


def rights(request: HttpRequest) -> Rights:
    """What the signed-in account may do with plans."""
    account = request.user
    return Rights(
        see_all=may(account, acts.SEE_ALL_DECISIONS),
        make=may(account, acts.MAKE_PLAN),
        try_capacity=may(account, acts.TRY_CAPACITY),
        release=may(account, acts.RELEASE_PLAN),
        write=may(account, acts.WRITE_LISTS),
        fetch=may(account, acts.FETCH_LIST),
        export=may(account, acts.EXPORT_LIST),
    )


def frame(request: HttpRequest, plan: PlanView, tab: str) -> dict[str, Any]:
    """What every page of a plan shows: the plan, its tabs, and what the reader may do."""
    allowed = rights(request)
    return {"plan": plan, "rights": allowed, "tab": tab, "tabs": _tabs(plan.id, allowed)}


def _tabs(plan_id: int, allowed: Rights) -> list[tuple[str, str, str]]:
    """The doors inside a plan that are open to the reader: name, address, word."""
    doors = (
        ("plan", _("概要"), True),
        ("decisions", _("一覧"), True),
        ("changes", _("前の計画との違い"), allowed.see_all),
        ("what-if", _("容量の試算"), allowed.try_capacity),
        ("exclusions", _("対象外"), allowed.see_all),
        ("release", _("決裁"), allowed.see_all),
        ("files", _("一覧ファイル"), allowed.write),
    )
    return [(name, reverse(f"dunning:{name}", args=[plan_id]), word) for name, word, is_open in doors if is_open]


def account_of(request: HttpRequest) -> int:
    """The number of the account that is signed in; `requires` has seen to it that there is one."""
    return int(request.user.pk or 0)


def town_at_work() -> Municipality:
    """The town of the account that is signed in."""
    return Municipality.objects.get(pk=current_municipality())


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page only."""
    return bool(getattr(request, "htmx", False))


def plan_or_404(request: HttpRequest, plan_id: int) -> PlanView:
    """The plan of the address line; for contractors a draft is as absent as a plan that never was."""
    try:
        return readable_plan(plan_id, released_only=rights(request).contractor_only)
    except queries.NoPlan as error:
        raise Http404 from error


def newest_plan_for(request: HttpRequest) -> PlanView | None:
    """The newest plan that exists for the reader."""
    return newest_readable(released_only=rights(request).contractor_only)
