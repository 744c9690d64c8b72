"""前の計画との違い: who is new in a plan, who is gone and why, whose way has changed; in groups and person by person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
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


@dataclass(frozen=True, slots=True)
class _Difference:
    """One person whose place differs, before the name is looked up."""

    addressee_id: int
    kind: str
    before: str
    after: str
    outstanding: int


def change_groups(before: int, after: int) -> list[ChangeGroup]:
    """前の計画との違い in numbers, kind by kind, the largest group first."""
    people: Counter[tuple[str, str, str]] = Counter()
    yen: Counter[tuple[str, str, str]] = Counter()
    for found in _differences(before, after):
        group = (found.kind, found.before, found.after)
        people[group] += 1
        yen[group] += found.outstanding
    groups = [ChangeGroup(*group, people[group], yen[group]) for group in people]
    return sorted(groups, key=lambda group: (KINDS.index(group.kind), -group.people, group.before, group.after))


def changes_page(before: int, after: int, wanted: Wanted, number: int | str = 1) -> Page[Change]:
    """One page of people whose place differs, the largest arrears first."""
    page: Page[Any] = Paginator(_wanted(before, after, wanted), ROWS_PER_PAGE).get_page(number)
    page.object_list = _named(list(page.object_list), before if wanted.kind == GONE else after)
    return page


def all_changes(before: int, after: int, wanted: Wanted) -> list[Change]:
    """Everybody whose place differs: for the export."""
    return _named(_wanted(before, after, wanted), before if wanted.kind == GONE else after)


def _wanted(before: int, after: int, wanted: Wanted) -> list[_Difference]:
    found = [
        one
        for one in _differences(before, after)
        if one.kind == wanted.kind and wanted.before in ("", one.before) and wanted.after in ("", one.after)
    ]
    return sorted(found, key=lambda one: (-one.outstanding, one.addressee_id))


def _differences(before: int, after: int) -> Iterator[_Difference]:
    """Two plans laid side by side here and not in the database: right after a plan was made, its planner knows nothing of the rows."""
    old, new = _decided(before), _decided(after)
    stopped_before, stopped_after = _excluded(before), _excluded(after)
    for person, (way, yen) in new.items():
        if person not in old:
            yield _Difference(person, NEW, stopped_before.get(person, ABSENT), way, yen)
        elif old[person][0] != way:
            yield _Difference(person, CHANGED, old[person][0], way, yen)
    for person in old.keys() - new.keys():
        way, yen = old[person]
        yield _Difference(person, GONE, way, stopped_after.get(person, ABSENT), yen)


def _decided(plan_id: int) -> dict[int, tuple[str, int]]:
    rows = Decision.objects.filter(plan_id=plan_id).values_list("addressee_id", "channel", "outstanding")
    return {person: (channel, yen) for person, channel, yen in rows}


def _excluded(plan_id: int) -> dict[int, str]:
    rows = Exclusion.objects.filter(plan_id=plan_id).values_list("addressee_id", "code")
    return {person: f"{EXCLUDED}{code}" for person, code in rows}


def _named(found: Sequence[_Difference], plan_id: int) -> list[Change]:
    """With number and name as the plan recorded them."""
    ids = [one.addressee_id for one in found]
    rows = Decision.objects.filter(plan_id=plan_id, addressee_id__in=ids)
    names = {person: (no, name) for person, no, name in rows.values_list("addressee_id", "addressee_no", "name")}
    return [Change(one.addressee_id, *names[one.addressee_id], one.outstanding, one.before, one.after) for one in found]
