"""How is a planning problem solved? Two ways behind one promise: by prices (`allocation`), and by HiGHS, its plain twin.

Both keep every limit and minimum exactly, obey the masks, treat classes of identical people alike (`classes.py`), prove a bound,
and give the same answer for any order of the people. Which one made a plan is written into the plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from towa.rooms.dunning.core.allocation import InfeasibleProblem, allocate
from towa.rooms.dunning.core.arrays import FloatArray, IntArray
from towa.rooms.dunning.core.classes import classes_of
from towa.rooms.dunning.core.problem_of import problem_of
from towa.rooms.dunning.core.programme import Programme
from towa.rooms.dunning.core.repair import whole_plan
from towa.rooms.dunning.core.solver import InfeasiblePlan, solve
from towa.rooms.dunning.core.target import Targets


@dataclass(frozen=True, eq=False)
class Solved:
    """解: everyone's action with its proof. Prices are yen per smallest unit of a row, never negative."""

    choice: IntArray
    bound: float
    """No plan under these limits can be worth more, in yen."""
    prices: FloatArray
    divided: IntArray
    """People of a class of identical circumstances that a limit divided, in canonical order."""


class Solver(Protocol):
    """解き方. The people stand in canonical order. Raises `InfeasiblePlan` naming the rows that cannot be met together."""

    def __call__(self, programme: Programme, targets: Targets, on: date) -> Solved:
        """Solve the problem of one day."""
        ...


def by_prices(programme: Programme, targets: Targets, on: date) -> Solved:
    """価格による割当: fast from one city to the whole nation."""
    problem = problem_of(programme, targets, on)
    try:
        made = allocate(problem)
    except InfeasibleProblem as refusal:
        raise InfeasiblePlan(refusal.names) from refusal
    divided = classes_of(programme, targets, on).divided_by(made.choice)
    return Solved(made.choice, made.bound, made.price, divided)


def by_highs(programme: Programme, targets: Targets, on: date) -> Solved:
    """HiGHSによる割当: the plain twin, for comparison; slow beyond one city."""
    classes = classes_of(programme, targets, on)
    small = programme.take(classes.first)
    relaxed = solve(small, classes.weight)
    counts = whole_plan(small, classes.weight, relaxed)
    return Solved(classes.expand(counts, small.value), relaxed.bound, relaxed.prices, classes.split(counts))


SOLVERS: Mapping[str, Solver] = {"prices": by_prices, "highs": by_highs}


def usage_of(programme: Programme, choice: IntArray) -> IntArray:
    """使用量: of every row in its smallest unit, counted from the choice itself (not taken from a solver)."""
    counts = np.zeros(programme.value.shape, dtype=np.int64)
    counts[choice, np.arange(len(choice))] = 1
    return programme.load(counts) * programme.signs


def worth_of(programme: Programme, choice: IntArray) -> float:
    """効果見込みの合計, in yen."""
    return float(programme.value[choice, np.arange(len(choice))].sum())
