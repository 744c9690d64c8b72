"""What is the best plan if people could be divided? The linear programme, solved by HiGHS with columns by need.

Prices from a sample tell which actions can matter to whom; only those columns enter. After each solution everyone is
priced again, and columns that would improve it enter, until none is left. The bound does not depend on HiGHS having been
right: for any prices >= 0, sum over people of the best priced value plus prices x limits is above every plan (weak duality).
"""

from dataclasses import dataclass

import numpy as np

from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.lp import solve_divided
from towa.rooms.dunning.core.programme import Programme


WHOLE_BELOW = 1_500
"""Classes up to which all columns enter at once."""
SAMPLE = 1_000
COLUMNS_PER_CLASS = 2.0
TOLERANCE = 1e-6
"""Yen (and people) below which a difference is numerical noise."""
SUMMATION = 1e-12
"""Share by which the bound is raised, so that adding up floats never puts it below a plan that reaches it."""


class InfeasiblePlan(ValueError):
    """最低件数を満たせない: minimum quotas that cannot be met together under the limits and masks."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.terms = terms
        names = "、".join(terms)
        super().__init__(
            f"次の最低件数は、容量と制限の中では満たせません: {names}。件数を減らすか、容量を増やしてください。"
        )


@dataclass(frozen=True, eq=False)
class Relaxed:
    """線形計画の解: divided people, prices, and the bound that the prices prove."""

    share: FloatArray
    """People per (action, class), not whole."""
    prices: FloatArray
    bound: float


def solve(programme: Programme, weight: IntArray) -> Relaxed:
    """線形計画を解く. Raises `InfeasiblePlan` where minimum quotas cannot be met."""
    live = live_columns(programme)
    if int(np.count_nonzero(live.any(axis=0))) > WHOLE_BELOW:
        active = _near_best(programme, live, _sample_prices(programme, weight, live))
    else:
        active = live
    while True:
        answer = solve_divided(programme, weight, active, programme.limits.astype(np.float64))
        entering = live & ~active & _improving(programme, active, answer.prices)
        if not entering.any():
            break
        active = active | entering
    short = tuple(programme.capacities[row].term for row in np.flatnonzero(answer.missing > TOLERANCE))
    if short:
        raise InfeasiblePlan(short)
    return Relaxed(answer.amount, answer.prices, proven_bound(programme, weight, answer.prices))


def proven_bound(programme: Programme, weight: IntArray, prices: FloatArray) -> float:
    """理論上の上限: for prices >= 0 no plan that keeps the rows can be worth more."""
    best = programme.scores(prices).max(axis=0)
    bound = float((best * weight).sum() + (prices * programme.limits).sum())
    return bound + SUMMATION * abs(bound)


def live_columns(programme: Programme) -> BoolArray:
    """Columns that could ever be used: open, and worth something unless a minimum may demand them."""
    live = np.isfinite(programme.value)
    if not any(item.at_least for item in programme.capacities):
        live &= programme.value > 0
    live[0] = False
    return live


def _sample_prices(programme: Programme, weight: IntArray, live: BoolArray) -> FloatArray:
    """Prices of a systematic sample with limits in proportion: near the true ones, and cheap."""
    people = np.flatnonzero(live.any(axis=0))
    columns = people[:: -(-len(people) // SAMPLE)]
    part = weight[columns].sum() / weight[people].sum()
    sample = programme.take(columns)
    return solve_divided(sample, weight[columns], live[:, columns], programme.limits * part).prices


def _near_best(programme: Programme, live: BoolArray, prices: FloatArray) -> BoolArray:
    """The columns closest to each class's best, about `COLUMNS_PER_CLASS` on average."""
    scores = programme.scores(prices)
    regret = np.where(live, np.maximum(scores.max(axis=0), 0) - scores, np.inf)
    wanted = min(int(COLUMNS_PER_CLASS * live.shape[1]), int(np.count_nonzero(live)))
    margin = np.partition(regret, wanted - 1, axis=None)[wanted - 1]
    return np.asarray(live & (regret <= margin), dtype=np.bool_)


def _improving(programme: Programme, active: BoolArray, prices: FloatArray) -> BoolArray:
    scores = programme.scores(prices)
    best = np.maximum(np.where(active, scores, -np.inf).max(axis=0), 0.0)
    return np.asarray(scores > best + TOLERANCE, dtype=np.bool_)
