"""前の計画との違い: who is new in a plan, who is gone and why, whose way has changed; in groups and person by person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _

from towa.rooms.dunning.app.models import Decision, Exclusion
from towa.rooms.dunning.app.queries.decisions import ROWS_PER_PAGE
from towa.rooms.dunning.app.queries.labels import CHANNELS, exclusion_term, word


NEW, GONE, CHANGED = "new", "gone", "changed"
KINDS = (NEW, GONE, CHANGED)
ABSENT = "absent"
EXCLUDED = "excluded:"


def place_words(place: str) -> str:
    """Where somebody stood in a plan, in words: a way, 対象外 with its reason, or not in it at all."""
    if place.startswith(EXCLUDED):
        return _("対象外（%(reason)s）") % {"reason": exclusion_term(place.removeprefix(EXCLUDED))}
    return word(CHANNELS, place)


@dataclass(frozen=True, slots=True)
class Change:
    """違いの一行: one person, the place in the plan before and the place in this one."""

    addressee_id: int
    addressee_no: str
    name: str
    outstanding: int
    before: str
    after: str

    @property
    def before_words(self) -> str:
        """The place in the plan before, in words."""
        return place_words(self.before)

    @property
    def after_words(self) -> str:
        """The place in this plan, in words."""
        return place_words(self.after)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """違いのまとまり: how many people went from one place to another, and their yen."""

    kind: str
    before: str
    after: str
    people: int
    outstanding: int

    @property
    def before_words(self) -> str:
        """The place in the plan before, in words."""
        return place_words(self.before)

    @property
    def after_words(self) -> str:
        """The place in this plan, in words."""
        return place_words(self.after)


@dataclass(frozen=True, slots=True)
class Wanted:
    """違いの条件: one kind, and perhaps one way from and one way to; empty words mean no condition."""

    kind: str = CHANGED
    before: str = ""
    after: str = ""


def change_groups(before: int, after: int) -> list[ChangeGroup]:
    """前の計画との違い in numbers, kind by kind, the largest group first."""
    groups = [_group(kind, row) for kind in KINDS for row in _grouped(before, after, kind)]
    return sorted(groups, key=lambda group: (KINDS.index(group.kind), -group.people, group.before, group.after))


def changes_page(before: int, after: int, wanted: Wanted, number: int | str = 1) -> Page[Change]:
    """One page of people whose place differs, the largest arrears first."""
    page: Page[Any] = Paginator(_wanted(before, after, wanted), ROWS_PER_PAGE).get_page(number)
    page.object_list = [_change(row) for row in page.object_list]
    return page


def all_changes(before: int, after: int, wanted: Wanted) -> Iterator[Change]:
    """Everybody whose place differs, streamed: for the export."""
    for row in _wanted(before, after, wanted).iterator(chunk_size=2000):
        yield _change(row)


def _elsewhere(plan_id: int) -> Coalesce:
    """The place of the same person in the other plan."""
    same = {"plan_id": plan_id, "addressee_id": OuterRef("addressee_id")}
    excluded = Exclusion.objects.filter(**same).annotate(place=Concat(Value(EXCLUDED), "code"))
    return Coalesce(
        Subquery(Decision.objects.filter(**same).values("channel")[:1]),
        Subquery(excluded.values("place")[:1]),
        Value(ABSENT),
    )


def _rows(before: int, after: int, kind: str) -> QuerySet[Any]:
    not_there = Q(other=ABSENT) | Q(other__startswith=EXCLUDED)
    if kind == GONE:
        gone = Decision.objects.filter(plan_id=before).annotate(other=_elsewhere(after)).filter(not_there)
        return gone.annotate(was=F("channel"), now=F("other"))
    here = Decision.objects.filter(plan_id=after).annotate(other=_elsewhere(before), was=F("other"), now=F("channel"))
    return here.filter(not_there) if kind == NEW else here.exclude(not_there).exclude(other=F("channel"))


def _grouped(before: int, after: int, kind: str) -> QuerySet[Any]:
    pairs: QuerySet[Any] = _rows(before, after, kind).values("was", "now")
    counted: QuerySet[Any] = pairs.annotate(people=Count("id"), yen=Sum("outstanding"))
    return counted.order_by()


def _wanted(before: int, after: int, wanted: Wanted) -> QuerySet[Any]:
    rows = _rows(before, after, wanted.kind)
    rows = rows.filter(was=wanted.before) if wanted.before else rows
    rows = rows.filter(now=wanted.after) if wanted.after else rows
    return rows.order_by("-outstanding", "addressee_no")


def _group(kind: str, row: dict[str, Any]) -> ChangeGroup:
    return ChangeGroup(kind, row["was"], row["now"], row["people"], row["yen"])


def _change(row: Any) -> Change:
    return Change(row.addressee_id, row.addressee_no, row.name, row.outstanding, row.was, row.now)
