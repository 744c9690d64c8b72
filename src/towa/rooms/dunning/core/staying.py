"""How is a plan made anew without moving people about for nothing? What was planned for somebody counts a little more.

Many plans are worth the same to within the gap. Counting a planned action as worth `STAY` yen more picks the one near the old
plan; objective and bound are reckoned without it, so that nothing is embellished.
"""

from dataclasses import dataclass, replace

import numpy as np

from towa.rooms.dunning.core.allocation import Problem, allocate
from towa.rooms.dunning.core.arrays import FloatArray, IntArray


STAY = 0.5
"""Yen below which nobody is moved."""
SUMMATION = 1e-12
"""Share by which the bound is raised, so that adding up floats never puts it below a plan that reaches it."""


@dataclass(frozen=True, eq=False)
class Replanned:
    """計画し直した結果. Prices per unit of the problem's rows."""

    choice: IntArray
    objective: float
    bound: float
    prices: FloatArray
    usage: FloatArray

    @property
    def gap(self) -> float:
        """上限との差の割合: (bound - objective) / |bound|."""
        return (self.bound - self.objective) / abs(self.bound) if self.bound else 0.0


def replan(problem: Problem, planned: IntArray, start: FloatArray) -> Replanned:
    """計画し直す from the prices of the old plan. Raises `InfeasibleProblem` naming the rows that cannot be met together."""
    people = np.arange(problem.people)
    value = problem.value.astype(np.float64)
    value[planned, people] += np.where(planned > 0, STAY, 0.0)  # "none" stays worth 0, a closed action closed
    made = allocate(replace(problem, value=value), start=start)
    objective = float(problem.value[made.choice, people].sum(dtype=np.float64))
    bound = min(dual(problem, made.price), dual(problem, start), made.bound)
    return Replanned(made.choice, objective, max(bound, objective), made.price, made.usage)


def dual(problem: Problem, prices: FloatArray) -> float:
    """理論上の上限 that these prices (>= 0) prove: no plan that keeps the rows is worth more (weak duality)."""
    cost = np.einsum("r,rca->ca", prices, problem.count_use)
    best = (problem.value - cost[problem.cell].T).max(axis=0).sum(dtype=np.float64)
    bounded = np.isfinite(problem.limit)
    bound = float(best + prices[bounded] @ problem.limit[bounded])
    return bound + SUMMATION * abs(bound)
