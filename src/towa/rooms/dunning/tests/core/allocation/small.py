"""Small allocation problems for tests, every possible plan of tiny ones, and HiGHS's own bound."""

from itertools import product

import highspy
import numpy as np
from highspy._core import _Highs
from hypothesis import strategies as st

from towa.rooms.dunning.core.allocation import Allocation, Problem


@st.composite
def problems(draw: st.DrawFn, people: int = 6, quotas: bool = True) -> Problem:
    """Anything odd: few people, masks, zero limits, negative values, minima, rows without users, ties."""
    n, k = draw(st.integers(0, people)), draw(st.integers(1, 4))
    m, cells = draw(st.integers(0, 4)), draw(st.integers(1, 3))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    spread = draw(st.sampled_from([2, 10, 10_000]))
    value = chance.integers(-spread // 4, spread, (k, n)).astype(np.float32)
    value[chance.random((k, n)) < 0.2] = -np.inf
    value[0] = 0
    count = chance.integers(0, 3, (m, cells, k)) * (chance.random((m, cells, k)) < 0.5)
    minute = (chance.random((m, cells, k)) < 0.3).astype(float)
    limit = chance.integers(0, 4 * max(n, 1), m).astype(float)
    if quotas and m:
        for row in np.flatnonzero(chance.random(m) < 0.3):
            count[row], minute[row] = -np.abs(count[row]), 0
            limit[row] = -chance.integers(0, n + 1)
    count[:, :, 0], minute[:, :, 0] = 0, 0
    return Problem(value, chance.integers(1, 6, n), chance.integers(0, cells, n), count.astype(float), minute, limit)


def usage_of(problem: Problem, choice: np.ndarray) -> np.ndarray:
    """Usage straight from the definition."""
    used = np.zeros(problem.rows)
    for i, action in enumerate(choice):
        used += (
            problem.count_use[:, problem.cell[i], action]
            + problem.minute_use[:, problem.cell[i], action] * problem.minutes[i]
        )
    return used


def best_of_all(problem: Problem) -> float | None:
    """The best of all plans, tried one by one; None where there is none."""
    best = None
    for plan in product(range(problem.actions), repeat=problem.people):
        choice = np.array(plan, dtype=np.int64)
        worth = float(problem.value[choice, np.arange(problem.people)].sum(dtype=np.float64))
        if np.isfinite(worth) and (usage_of(problem, choice) <= problem.limit).all():
            best = worth if best is None else max(best, worth)
    return best


def divided_bound(problem: Problem) -> float:
    """Optimum of the linear programme, told to HiGHS as plainly as can be."""
    return solved(problem, whole=False) or 0.0


def solved(problem: Problem, *, whole: bool) -> float | None:
    """Optimum by HiGHS, of divided or of whole people; None where nobody can keep the limits."""
    lp, (_, n) = highspy.HighsLp(), problem.value.shape
    action, person = np.nonzero(np.isfinite(problem.value))
    use = problem.count_use[:, problem.cell[person], action]
    use = use + problem.minute_use[:, problem.cell[person], action] * problem.minutes[person]
    matrix = np.vstack([use, person == np.arange(n)[:, None]])
    lp.num_col_, lp.num_row_ = len(action), len(matrix)
    lp.col_cost_ = -problem.value[action, person].astype(np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(action)), np.ones(len(action))
    lp.row_lower_ = np.concatenate([np.full(problem.rows, -highspy.kHighsInf), np.ones(n)])
    lp.row_upper_ = np.concatenate([problem.limit, np.ones(n)])
    column, row = np.nonzero(matrix.T)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=len(action)))])
    lp.a_matrix_.index_, lp.a_matrix_.value_ = row, matrix.T[column, row]
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(action)
    highs = _Highs()
    for option, chosen in {"output_flag": False, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-9}.items():
        highs.setOptionValue(option, chosen)
    highs.passModel(lp)
    highs.run()
    found = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return -highs.getInfo().objective_function_value if found else None


def town(n: int, seed: int = 1) -> Problem:
    """A town with minutes, pieces, a budget and one minimum, ids that are not places."""
    chance = np.random.default_rng(seed)
    value = chance.lognormal(8, 1, (5, n)).astype(np.float32)
    value[0], value[1:, :][chance.random((4, n)) < 0.3] = 0, -np.inf
    count, minute = np.zeros((5, 3, 5)), np.zeros((5, 3, 5))
    count[0, :, 1], minute[1, :, 2], minute[2, :, 3:], count[3, 0, 1:] = 1, 1, 1, -1
    count[4, :, 1:] = 120, 30, 30, 500
    limit = np.array([n // 5, 4 * n, 5 * n, -n // 8, 40 * n])
    ids = chance.permutation(10 * n)[:n]
    return Problem(value, chance.integers(20, 80, n), chance.integers(0, 3, n), count, minute, limit, ids=ids)


def reordered(problem: Problem, order: np.ndarray) -> Problem:
    """The same people in another order."""
    ids = None if problem.ids is None else problem.ids[order]
    people = problem.value[:, order], problem.minutes[order], problem.cell[order]
    return Problem(*people, problem.count_use, problem.minute_use, problem.limit, ids=ids)


def assert_valid(problem: Problem, made: Allocation) -> None:
    """Every limit holds, nobody has a closed action, the figures are those of the plan, the bound is above it."""
    used = usage_of(problem, made.choice)
    assert (used <= problem.limit).all()
    np.testing.assert_array_equal(made.usage, used)
    value = problem.value[made.choice, np.arange(problem.people)].astype(np.float64)
    assert np.isfinite(value).all()
    assert abs(made.objective - value.sum()) <= 1e-9 * (1 + np.abs(value).sum())
    assert made.bound >= made.objective
    assert (made.price >= 0).all()
