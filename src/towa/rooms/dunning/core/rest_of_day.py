"""What is to be done with the rest of the day? The plan again from the old prices, without anybody who is settled (再計画).

Settled are people who were already reached or are being called: nothing about them changes. Who has paid since is left in peace.
Slots that are over are closed; a slot that runs keeps the share of its minutes that is left, unless the caller knows better (people
logged off). Everybody else is planned anew; nobody is moved for less than `staying.STAY` yen. Whom the lot for learning took keeps
what it gave while that can still be done: the probability written with it stays true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time

import numpy as np

from towa.rooms.dunning.core.allocation import InfeasibleProblem, Problem
from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.channel import Action, actions_of
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.plan_record import PEOPLE, PlanFile, RestHead
from towa.rooms.dunning.core.programme import Capacity
from towa.rooms.dunning.core.solver import InfeasiblePlan
from towa.rooms.dunning.core.staying import Replanned, replan


@dataclass(frozen=True)
class DayState:
    """その日の進み具合: people by id; rows by code, in their own unit (minutes, pieces)."""

    at: time
    finished: frozenset[int] = frozenset()
    """Reached, tried or sent: their contact of the day is over."""
    in_progress: frozenset[int] = frozenset()
    """Being called, or on the way."""
    paid: frozenset[int] = frozenset()
    """納付 since the plan was made."""
    stopped: frozenset[int] = frozenset()
    """除外事由 that became known since."""
    left: Mapping[str, int] = field(default_factory=dict)
    """What is left of a row for people who are not settled, where it is known."""


class NotInPlan(ValueError):
    """計画にない人・容量です."""


@dataclass(frozen=True, eq=False)
class RestOfDay:
    """残りの計画. Arrays per person in the order of the plan's record."""

    state: DayState
    problem: Problem
    """Of the people who are not settled; the others have only "none" in it."""
    given: IntArray
    """Actions before."""
    choice: IntArray
    """Actions of the whole day as they are now: those of the settled as they were."""
    settled: BoolArray
    paid: BoolArray
    """Who has paid, or may not be contacted any more."""
    over: BoolArray
    """[actions] whose slot is over."""
    prices: FloatArray
    usage: FloatArray
    objective: float
    """Expected yen of the whole day."""
    bound: float
    """No rest of this day can make the day worth more."""

    @property
    def moved(self) -> IntArray:
        """Places of people whose action changed."""
        return np.flatnonzero(self.choice != self.given)


def rest_of_day(stored: PlanFile, state: DayState, *, given: IntArray | None = None, wider: bool = False) -> RestOfDay:
    """残りを計画し直す. `stored` is the day's first plan; `given` are the actions now, where they have changed since.

    Without `wider` nobody is contacted by a channel that neither gave them.

    Raises `NotInPlan` for people or rows the plan does not have, `InfeasiblePlan` where minima can no longer be met.
    """
    actions = actions_of(OfficeSettings.model_validate(stored.settings))
    given = stored.choice if given is None else given
    people = {name: _places(stored, getattr(state, name)) for name in PEOPLE}
    settled = people["finished"] | people["in_progress"]
    paid = (people["paid"] | people["stopped"]) & ~settled
    over = _over(actions, state.at)
    value = _open_value(stored, settled | paid, over)
    if not wider:
        _close_other_channels(value, actions, (stored.choice, given))
    limit = _limits(stored, actions, state, given, settled, people["in_progress"])
    kept = settled | _kept_draws(stored, given, value, limit)
    fixed = kept & ~settled
    value[1:, fixed] = -np.inf
    problem = replace(stored.problem, value=value, limit=limit - _used(stored.problem, given, fixed))
    return _told(stored, state, problem, given, kept, settled, paid, over)


def _told(
    stored: PlanFile, state: DayState, problem: Problem, given: IntArray, kept: BoolArray, settled: BoolArray,
    paid: BoolArray, over: BoolArray,
) -> RestOfDay:  # fmt: skip
    made = _replanned(stored, problem, given)
    sure = float(stored.problem.value[given, np.arange(len(given))][kept].sum(dtype=np.float64))
    return RestOfDay(
        state=state,
        problem=problem,
        given=given,
        choice=np.where(kept, given, made.choice),
        settled=settled,
        paid=paid,
        over=over,
        prices=made.prices,
        usage=made.usage,
        objective=sure + made.objective,
        bound=sure + made.bound,
    )


def _replanned(stored: PlanFile, problem: Problem, given: IntArray) -> Replanned:
    still_open = np.isfinite(problem.value[given, np.arange(problem.people)])
    try:
        return replan(problem, np.where(still_open, given, 0), stored.prices)
    except InfeasibleProblem as refusal:
        raise InfeasiblePlan(refusal.names) from refusal


def _places(stored: PlanFile, ids: Iterable[int]) -> BoolArray:
    known, wanted = stored.targets.addressee_id, np.array(sorted(ids), dtype=np.int64)
    unknown = np.setdiff1d(wanted, known)
    if len(unknown):
        raise NotInPlan(f"計画にない人が {len(unknown)}人います。")
    found: BoolArray = np.isin(known, wanted)
    return found


def _over(actions: tuple[Action, ...], at: time) -> BoolArray:
    now = _minutes(at)
    return np.array([action.slot is not None and action.slot.ends * 60 <= now for action in actions], dtype=np.bool_)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _open_value(stored: PlanFile, closed: BoolArray, over: BoolArray) -> FloatArray:
    value = stored.problem.value.astype(np.float64)
    value[1:, closed] = -np.inf
    value[over, :] = -np.inf
    return value


def _close_other_channels(value: FloatArray, actions: tuple[Action, ...], had: tuple[IntArray, ...]) -> None:
    """Every channel but "none" and those that people had."""
    names = [action.channel.code for action in actions]
    channel = np.array([names.index(name) for name in names])
    other = np.logical_and.reduce([channel[:, None] != channel[choice][None, :] for choice in had])
    other[0] = False
    value[other] = -np.inf


def _limits(
    stored: PlanFile,
    actions: tuple[Action, ...],
    state: DayState,
    given: IntArray,
    settled: BoolArray,
    busy_now: BoolArray,
) -> FloatArray:
    """What is left of every row for people who are not settled; minima stay negated."""
    unknown = sorted(state.left.keys() - {item.code for item in stored.capacities})
    if unknown:
        raise NotInPlan(f"この計画にない容量です: {'、'.join(unknown)}。")
    spans = _spans(actions)
    busy, done = _used(stored.problem, given, busy_now), _used(stored.problem, given, settled)
    lines = zip(stored.capacities, stored.problem.limit, busy, done, strict=True)
    return np.array([_left(item, limit, now, all_day, state, spans) for item, limit, now, all_day in lines], np.float64)


def _left(
    item: Capacity, limit: float, busy: float, done: float, state: DayState, spans: Mapping[str, tuple[int, int]]
) -> float:
    if item.code in state.left:
        return float(state.left[item.code] * item.scale * (-1 if item.at_least else 1))
    if item.code in spans:
        starts, ends = spans[item.code]
        left = min(max(ends - max(_minutes(state.at), starts), 0), ends - starts)
        return max(float(int(limit) * left // (ends - starts)) - busy, 0.0)
    return limit - done if item.at_least else max(limit - done, 0.0)


def _spans(actions: tuple[Action, ...]) -> dict[str, tuple[int, int]]:
    """Minutes of the day in which a row of time can be used."""
    slots = {f"minutes:{action.code}": action.slot for action in actions if action.slot}
    spans = {code: (slot.starts * 60, slot.ends * 60) for code, slot in slots.items()}
    return spans | {f"lines:{hour:02d}": (hour * 60, hour * 60 + 60) for hour in range(24)}


def _used(problem: Problem, choice: IntArray, who: BoolArray) -> FloatArray:
    """Signed use of every row by these people."""
    used: FloatArray = problem.count_use[:, problem.cell[who], choice[who]].sum(axis=1)
    return used


def rest_file(first: PlanFile, digest: str, rest: RestOfDay, versions: Mapping[str, str], *, wider: bool) -> PlanFile:
    """計画の記録 of the rest of a day; `digest` is the SHA-256 of the first plan's file."""
    state = rest.state
    head = RestHead(
        follows=digest,
        at=f"{state.at:%H:%M}",
        left=dict(state.left),
        wider=wider,
        **{name: tuple(sorted(getattr(state, name))) for name in PEOPLE},
    )
    return replace(
        first,
        versions=dict(versions),
        problem=rest.problem,
        prices=rest.prices,
        planned=rest.choice,
        choice=rest.choice,
        drawn=first.drawn & (rest.choice == first.choice),
        given=rest.given,
        planned_objective=rest.objective,
        bound=rest.bound,
        rest=head,
    )


def _kept_draws(stored: PlanFile, given: IntArray, value: FloatArray, limit: FloatArray) -> BoolArray:
    """Whose action from the lot for learning can still be done: open, and held by what is left, one after the other by id."""
    kept, room = np.zeros(len(stored.choice), dtype=np.bool_), limit.copy()
    drawn = stored.drawn & (stored.choice != stored.planned) & (stored.choice == given)
    for place in np.flatnonzero(drawn):
        action = stored.choice[place]
        use = stored.problem.count_use[:, stored.problem.cell[place], action]
        if np.isfinite(value[action, place]) and ((use <= room) | (use <= 0)).all():
            kept[place] = True
            room -= use
    return kept
