"""What would the plan be under other limits? The same people, values and masks, planned again from the old prices (もしもの試算).

Compared is the plan before the lot for learning, so that only the limits differ.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from towa.rooms.dunning.core.allocation import InfeasibleProblem
from towa.rooms.dunning.core.arrays import FloatArray, IntArray
from towa.rooms.dunning.core.plan_record import PlanFile
from towa.rooms.dunning.core.price_words import in_words
from towa.rooms.dunning.core.programme import Capacity
from towa.rooms.dunning.core.staying import Replanned, replan


SHOWN = 50
"""People named one by one."""


@dataclass(frozen=True)
class CapacityChange:
    """容量の変化: one row before and after, in its own unit; prices in yen per unit."""

    code: str
    term: str
    unit: str
    at_least: bool
    limit_before: int
    limit: int
    used_before: int
    used: int
    price_before: float
    price: float
    price_words: str = ""


@dataclass(frozen=True)
class Move:
    """手段の変化: how many people would go from one action to another."""

    count: int
    from_action_label: str
    to_action_label: str


@dataclass(frozen=True)
class MovedPerson:
    """手段の変わる人."""

    addressee_id: int
    addressee_no: str
    """宛名番号; "" until the app has looked it up."""
    from_label: str
    to_label: str


@dataclass(frozen=True)
class WhatIf:
    """試算の結果. Yen. With a `refusal` there is no such plan: the other figures are 0 or those of today's plan."""

    objective: float
    bound: float
    gap: float
    baseline_objective: float
    difference: float
    """Yen by which the plan would be better (negative: worse)."""
    capacities: tuple[CapacityChange, ...] = ()
    moved: int = 0
    moves: tuple[Move, ...] = ()
    people: tuple[MovedPerson, ...] = ()
    """The first `SHOWN`, those whose value changes most first."""
    seconds: float = 0.0
    refusal: str = ""


def what_if(stored: PlanFile, limits: Mapping[str, int]) -> WhatIf:
    """もしもの試算: `limits` in the rows' own units (minutes, pieces, yen) by code; rows that are not named stay.

    Limits that are impossible (unknown, negative, not to be met together) come back as `refusal`, a sentence in Japanese.
    """
    begun = perf_counter()
    refusal = _refusal(stored, limits)
    if refusal:
        return refused(stored, refusal)
    asked = tuple(limits.get(item.code, now) for item, now in zip(stored.capacities, _limits(stored), strict=True))
    try:
        made = replan(replace(stored.problem, limit=_signed(stored, limits)), stored.planned, stored.prices)
    except InfeasibleProblem as failure:
        return refused(stored, str(failure))
    return _told(stored, made, asked, begun)


def refused(stored: PlanFile | None, refusal: str) -> WhatIf:
    """試算できない: today's figures beside the reason."""
    planned = stored.planned_objective if stored else 0.0
    return WhatIf(planned, stored.bound if stored else 0.0, 0.0, planned, 0.0, refusal=refusal)


def _refusal(stored: PlanFile, limits: Mapping[str, int]) -> str:
    unknown = sorted(limits.keys() - {item.code for item in stored.capacities})
    if unknown:
        return f"この計画にない容量です: {'、'.join(unknown)}。"
    negative = [item.term for item in stored.capacities if limits.get(item.code, 0) < 0]
    return f"0 以上の値にしてください: {'、'.join(negative)}。" if negative else ""


def _limits(stored: PlanFile) -> list[int]:
    """The limits of the plan in the rows' own units; of the rest of a day, what was left."""
    signed = zip(stored.capacities, stored.problem.limit, strict=True)
    return [max(round(-limit if item.at_least else limit), 0) // item.scale for item, limit in signed]


def _signed(stored: PlanFile, limits: Mapping[str, int]) -> FloatArray:
    """The problem's limits with the asked ones put in; a minimum is a negated row."""
    made = stored.problem.limit.copy()
    for row, item in enumerate(stored.capacities):
        if item.code in limits:
            made[row] = limits[item.code] * item.scale * (-1 if item.at_least else 1)
    return made


def _told(stored: PlanFile, made: Replanned, limits: Sequence[int], begun: float) -> WhatIf:
    free = _free(stored)
    choice = stored.planned.copy()
    choice[free] = made.choice[free]
    changed = np.flatnonzero(choice != stored.planned)
    sure = stored.planned_objective - float(stored.problem.value[stored.planned[free], free].sum(dtype=np.float64))
    objective, bound = sure + made.objective, sure + made.bound
    return WhatIf(
        objective=objective,
        bound=bound,
        gap=(bound - objective) / abs(bound) if bound else 0.0,
        baseline_objective=stored.planned_objective,
        difference=objective - stored.planned_objective,
        capacities=tuple(_capacities(stored, made, free, limits)),
        moved=len(changed),
        moves=_moves(stored, choice, changed),
        people=_people(stored, choice, changed),
        seconds=perf_counter() - begun,
    )


def _free(stored: PlanFile) -> IntArray:
    """Who can be planned anew. Of the rest of a day the settled cannot: what they have is closed in its problem."""
    open_to = np.isfinite(stored.problem.value[stored.planned, np.arange(stored.problem.people)])
    return np.flatnonzero(open_to)


def _capacities(stored: PlanFile, made: Replanned, free: IntArray, limits: Sequence[int]) -> list[CapacityChange]:
    before = stored.problem.count_use[:, stored.problem.cell[free], stored.planned[free]].sum(axis=1)
    was = _limits(stored)
    lines = zip(stored.capacities, was, limits, before, made.usage, stored.prices, made.prices, strict=True)
    return [_capacity(*line) for line in lines]


def _capacity(
    item: Capacity, limit_before: int, limit: int, used_before: float, used: float, price_before: float, price: float
) -> CapacityChange:
    line = CapacityChange(
        code=item.code,
        term=item.term,
        unit=item.unit,
        at_least=item.at_least,
        limit_before=limit_before,
        limit=limit,
        used_before=-(-round(abs(used_before)) // item.scale),
        used=-(-round(abs(used)) // item.scale),
        price_before=round(float(price_before) * item.scale, 2),
        price=round(float(price) * item.scale, 2),
    )
    return replace(line, price_words=in_words(line))


def _moves(stored: PlanFile, choice: IntArray, changed: IntArray) -> tuple[Move, ...]:
    pairs = Counter(zip(stored.planned[changed].tolist(), choice[changed].tolist(), strict=True))
    names = [name for _code, name in stored.actions]
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Move(count, names[before], names[after]) for (before, after), count in ordered)


def _people(stored: PlanFile, choice: IntArray, changed: IntArray) -> tuple[MovedPerson, ...]:
    value, names = stored.problem.value, [name for _code, name in stored.actions]
    difference = np.abs(value[choice[changed], changed] - value[stored.planned[changed], changed])
    first = changed[np.lexsort((changed, -difference))][:SHOWN]
    ids = stored.targets.addressee_id
    return tuple(MovedPerson(int(ids[i]), "", names[stored.planned[i]], names[choice[i]]) for i in first)
