"""The one front door: `allocate(problem) -> Allocation` (割当). Price, then repair.

Prices from the smoothed dual of growing samples, the exact dual over all people, the doubtful few exactly (HiGHS), whole people,
single moves, proof. Same answer for any number of threads, any order of the people, and from run to run.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import numpy as np

from towa.rooms.dunning.core.allocation.allocation import ROOM, SPLIT, TIED, Allocation, Moved
from towa.rooms.dunning.core.allocation.crew import Certified, Crew, by_cell
from towa.rooms.dunning.core.allocation.descent import approach
from towa.rooms.dunning.core.allocation.expand import expand
from towa.rooms.dunning.core.allocation.infeasible import conflict
from towa.rooms.dunning.core.allocation.last_resort import rows_at_fault, search_everyone
from towa.rooms.dunning.core.allocation.layout import Layout, layout_of, lots
from towa.rooms.dunning.core.allocation.people_loops import add_chosen
from towa.rooms.dunning.core.allocation.problem import Problem, prices_of
from towa.rooms.dunning.core.allocation.refusal import InfeasibleProblem
from towa.rooms.dunning.core.allocation.sample import Search, search_samples
from towa.rooms.dunning.core.allocation.settle import Settled, settle
from towa.rooms.dunning.core.allocation.stop import Stop
from towa.rooms.dunning.core.arrays import AnyArray, FloatArray, IntArray


SUMMATION = 1e-12
"""Share by which the bound is raised, so that adding up floats never puts it below a plan that reaches it."""
SAME = 1e-9
"""Share of a value within which two actions count as equally good."""


def allocate(
    problem: Problem,
    *,
    seed: int = 0,
    threads: int | None = None,
    stop: Stop | None = None,
    start: FloatArray | None = None,
) -> Allocation:
    """割当: the best allowed action for everyone under common limits, with proof.

    Args:
        seed: of the lot by which people in identical circumstances are told apart where a limit divides them.
        threads: None = as many as the machine lends this process.
        start: [m] `price` of a former run with the same rows: the search begins there, for a day that changed a little.

    Raises `InfeasibleProblem` naming the rows that cannot be met together, `MalformedProblem` where `start` is no price.
    """
    start = None if start is None else prices_of(problem, start)
    if not problem.people:
        return _nobody(problem)
    stop, watch = stop or Stop(), _Watch()
    with Crew(threads) as crew:
        with watch("layout"):
            layout = layout_of(problem)
            drawn = lots(problem, layout, seed)
        with watch("sample"):
            search = search_samples(crew, layout, drawn, start)
        with watch("descent"):
            scaled = approach(crew, layout, drawn, search, stop.passes)
        with watch("settle"):
            proof, plan = settle(crew, layout, search, scaled, stop)
        if not plan.valid:
            with watch("last resort"):
                plan = _otherwise(crew, problem, layout, search, proof, plan)
        with watch("expand"):
            return _result(crew, problem, layout, proof, plan, drawn, watch)


class _Watch:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - begun


def _nobody(problem: Problem) -> Allocation:
    """A town without people: nothing is used, so that only minima can be missed."""
    missed = np.flatnonzero(problem.limit < 0)
    if len(missed):
        raise InfeasibleProblem(tuple(missed.tolist()), tuple(problem.row_names[row] for row in missed))
    nothing = np.zeros(problem.rows)
    return Allocation(problem, np.zeros(0, np.int64), 0.0, 0.0, nothing, nothing.copy(), (), {})


def _otherwise(
    crew: Crew, problem: Problem, layout: Layout, search: Search, proof: Certified, plan: Settled
) -> Settled:
    """A plan after all, or the refusal with the rows at fault."""
    rows = conflict(crew, layout)
    found = None if rows else search_everyone(crew, layout, search, proof)
    if found:
        return found
    rows = rows or rows_at_fault(crew, layout, search, proof)
    named = rows or tuple(int(row) for row in np.flatnonzero(plan.over))
    raise InfeasibleProblem(named, tuple(problem.row_names[row] for row in named), proven=bool(rows))


def _result(
    crew: Crew, problem: Problem, layout: Layout, proof: Certified, plan: Settled, drawn: AnyArray, watch: _Watch
) -> Allocation:
    chosen, split = expand(problem, layout, plan, drawn)
    objective, counts, sums = _added(crew, layout, chosen)
    bound = max(proof.dual + SUMMATION * abs(proof.dual), objective)
    choice = chosen.astype(np.int64)
    if layout.order is not None:
        choice = np.empty_like(choice)
        choice[layout.order] = chosen
    moved = _moved(layout, proof, chosen, split)
    return Allocation(
        problem, choice, objective, bound, proof.price.copy(), layout.uses.usage(counts, sums), moved, watch.seconds
    )


def _added(crew: Crew, layout: Layout, chosen: AnyArray) -> tuple[float, IntArray, IntArray]:
    """(yen of the plan, counts, minutes per cell and action). Added up as whole numbers: the same whatever the order."""
    pieces, shape = len(layout.first), (len(layout.first), layout.uses.actions)
    grain = 2.0 ** np.floor(60 - np.log2((layout.largest + 1.0) * (layout.people + 1.0)))
    fine = grain * 2.0 ** np.floor(60 - np.log2(layout.people + 1.0))
    coarse, rest = np.zeros(pieces, np.int64), np.zeros(pieces, np.int64)
    counts, sums = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    arrays = layout.value, layout.minutes, chosen, layout.first, layout.last, grain, fine, coarse, rest, counts, sums
    crew.run(add_chosen, layout.people, pieces, *arrays)
    whole = int(coarse.sum()) * int(fine / grain) + int(rest.sum())
    return float(Fraction(whole) / Fraction(fine)), by_cell(layout, counts), by_cell(layout, sums)


def _moved(layout: Layout, proof: Certified, chosen: AnyArray, split: IntArray) -> tuple[Moved, ...]:
    """移った人: in the problem's order."""
    places = np.flatnonzero(chosen != proof.choice)
    wanted, given = proof.choice[places].astype(np.int64), chosen[places].astype(np.int64)
    loss = _scores(layout, proof.price, places, wanted) - _scores(layout, proof.price, places, given)
    size = np.abs(layout.value[wanted, places]) + np.abs(layout.value[given, places]) + 1.0
    reason = np.where(np.isin(places, split), SPLIT, np.where(loss <= SAME * size, TIED, ROOM))
    people = layout.original(places)
    order = np.argsort(people, kind="stable")
    columns = (each[order].tolist() for each in (people, wanted, given, loss, reason))
    return tuple(Moved(*line) for line in zip(*columns, strict=True))


def _scores(layout: Layout, price: FloatArray, places: IntArray, action: IntArray) -> FloatArray:
    person, minute = layout.uses.costs(price)
    cell = layout.cell[places]
    scores: FloatArray = (
        layout.value[action, places] - person[cell, action] - minute[cell, action] * layout.minutes[places]
    )
    return scores
