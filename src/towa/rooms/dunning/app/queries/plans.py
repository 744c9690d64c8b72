"""Which plans are there, what do they come to, and what changed since the last one?"""

from collections import Counter

from django.db.models import Count, Sum

from towa.rooms.dunning.app.models import Decision, Exclusion, ListFile, Plan
from towa.rooms.dunning.app.queries.records import (
    ChannelFigures,
    ExclusionFigures,
    Limit,
    ListFileView,
    Move,
    PlanView,
    RuleOfThumb,
)


class NoPlan(LookupError):
    """この振分計画はありません。"""


def plan_view(plan: Plan) -> PlanView:
    """The record of a plan's row."""
    same = {name: getattr(plan, name) for name in PlanView.__slots__ if name not in ("limits", "comparisons")}
    return PlanView(
        **same,
        limits=tuple(Limit(**limit) for limit in plan.limits),
        comparisons=tuple(RuleOfThumb(**habit) for habit in plan.comparisons),
    )


def plans(limit: int = 100) -> list[PlanView]:
    """振分計画の一覧, newest first."""
    return [plan_view(plan) for plan in Plan.objects.order_by("-made_at", "-id")[:limit]]


def newest_plan() -> PlanView | None:
    """The plan made last, or None where nobody has made one."""
    newest = plans(1)
    return newest[0] if newest else None


def plan_of(plan_id: int) -> PlanView:
    """One plan.

    Raises:
        NoPlan: there is none of this number in this town.
    """
    found = Plan.objects.filter(pk=plan_id).first()
    if found is None:
        raise NoPlan(plan_id)
    return plan_view(found)


def plan_before(plan: PlanView) -> PlanView | None:
    """The plan made before this one."""
    older = Plan.objects.filter(made_at__lt=plan.made_at).order_by("-made_at", "-id").first()
    return plan_view(older) if older else None


def channel_figures(plan_id: int, *, contractor_only: bool = False) -> list[ChannelFigures]:
    """手段ごとの件数と金額, the largest first, 連絡しない last; for contractors only of what they may handle."""
    rows = Decision.objects.filter(plan_id=plan_id)
    if contractor_only:
        rows = rows.filter(contractor_may_handle=True)
    grouped = (
        rows.values("channel")
        .annotate(
            people=Count("id"),
            sum_outstanding=Sum("outstanding"),
            sum_late_charge=Sum("late_charge"),
            sum_value=Sum("value"),
        )
        .order_by("-people", "channel")
    )
    found = [
        ChannelFigures(
            channel=row["channel"],
            people=row["people"],
            outstanding=row["sum_outstanding"],
            late_charge=row["sum_late_charge"],
            value=row["sum_value"],
        )
        for row in grouped
    ]
    return sorted(found, key=lambda line: line.channel == "none")


def exclusion_figures(plan_id: int) -> list[ExclusionFigures]:
    """対象外の理由ごとの件数, the most frequent first."""
    grouped = (
        Exclusion.objects.filter(plan_id=plan_id)
        .values("code")
        .annotate(people=Count("id"), yen=Sum("outstanding"))
        .order_by("-people", "code")
    )
    return [ExclusionFigures(code=row["code"], people=row["people"], outstanding=row["yen"]) for row in grouped]


def list_file_view(file: ListFile) -> ListFileView:
    """The record of a list file's row."""
    return ListFileView(**{name: getattr(file, name) for name in ListFileView.__slots__})


def list_files(plan_id: int) -> list[ListFileView]:
    """書き出した一覧 of a plan, in the order in which the office uses them."""
    files = ListFile.objects.filter(plan_id=plan_id).order_by("id")
    return [list_file_view(file) for file in files]


def list_file(plan_id: int, file_id: int) -> ListFileView | None:
    """One file of a plan; None where the plan has no such file."""
    found = ListFile.objects.filter(plan_id=plan_id, pk=file_id).first()
    return list_file_view(found) if found else None


def moves_between(before: int, after: int) -> list[Move]:
    """前回との違い: every change of way between two plans with the number of people, the largest first."""
    old = _channels_of(before)
    new = _channels_of(after)
    pairs = Counter((old.get(person), new.get(person)) for person in old.keys() | new.keys())
    changed = [Move(was, now, people) for (was, now), people in pairs.items() if was != now]
    return sorted(changed, key=lambda move: (-move.people, move.before or "", move.after or ""))


def _channels_of(plan_id: int) -> dict[int, str]:
    return dict(Decision.objects.filter(plan_id=plan_id).values_list("addressee_id", "channel"))
