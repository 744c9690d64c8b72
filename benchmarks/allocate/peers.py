"""What would be used instead: rules of thumb (compiled), and HiGHS on the divided problem, told plainly."""

import time

import highspy
import numpy as np
from highspy._core import _Highs
from numba import njit

from towa.rooms.dunning.core.allocation import Problem


PREFERENCE = (19, 18, 15, 16, 17, 12, 13, 14, 6, 7, 8, 9, 10, 11, 3, 4, 5, 2, 1)
"""The office's habit: the most personal means that is still free."""


def office_rule(problem: Problem) -> tuple[float, float]:
    """Biggest value first, each the first free action in a fixed order: (seconds, yen). Minima are not looked for."""
    begun = time.perf_counter()
    size = problem.value[1:].max(axis=0)
    people = np.argsort(-size, kind="stable")
    person = np.repeat(people, len(PREFERENCE))
    action = np.tile(np.array(PREFERENCE), len(people))
    return _filled(problem, person, action, begun)


def score_greedy(problem: Problem) -> tuple[float, float]:
    """Best value first that fits, over all (person, action): (seconds, yen). Minima are not looked for."""
    begun = time.perf_counter()
    flat = problem.value.ravel()
    open_ = np.flatnonzero(flat > 0)
    order = open_[np.argsort(-flat[open_])]
    return _filled(problem, order % problem.people, order // problem.people, begun)


def _filled(problem: Problem, person: np.ndarray, action: np.ndarray, begun: float) -> tuple[float, float]:
    choice = np.zeros(problem.people, np.int64)
    capacity = problem.limit >= 0
    count, minute = (
        problem.count_use[capacity].transpose(1, 2, 0).copy(),
        problem.minute_use[capacity].transpose(1, 2, 0).copy(),
    )
    _fill(
        problem.value,
        problem.cell,
        problem.minutes,
        count,
        minute,
        problem.limit[capacity].copy(),
        person,
        action,
        choice,
    )
    worth = float(problem.value[choice, np.arange(problem.people)].sum(dtype=np.float64))
    return time.perf_counter() - begun, worth


@njit(cache=True)
def _fill(value, cell, minutes, count, minute, room, person, action, choice):  # type: ignore[no-untyped-def]
    for place in range(len(person)):
        i, j = person[place], action[place]
        if choice[i] != 0 or not value[j, i] > 0:
            continue
        fits = True
        for r in range(len(room)):
            if count[cell[i], j, r] + minute[cell[i], j, r] * minutes[i] > room[r]:
                fits = False
                break
        if fits:
            choice[i] = j
            for r in range(len(room)):
                room[r] -= count[cell[i], j, r] + minute[cell[i], j, r] * minutes[i]


def highs(problem: Problem, solver: str, seconds: float) -> tuple[float, str]:
    """The divided problem (still to be rounded and repaired afterwards): (seconds of the solver alone, how it ended)."""
    lp = _programme(problem)
    _Highs.resetGlobalScheduler(True)
    engine = _Highs()
    options: dict[str, bool | str | float] = {
        "output_flag": False,
        "solver": solver,
        "time_limit": seconds,
        "threads": 2,
    }
    for option, chosen in options.items():
        engine.setOptionValue(option, chosen)
    engine.passModel(lp)
    begun = time.perf_counter()
    engine.run()
    spent, ended = time.perf_counter() - begun, engine.modelStatusToString(engine.getModelStatus())
    _Highs.resetGlobalScheduler(True)  # `allocate` asks for one thread
    return spent, ended


def _programme(problem: Problem) -> highspy.HighsLp:
    lp, (_, n) = highspy.HighsLp(), problem.value.shape
    person, action = np.nonzero(np.isfinite(problem.value[1:]).T)
    action = action + 1
    use = (
        problem.count_use[:, problem.cell[person], action]
        + problem.minute_use[:, problem.cell[person], action] * problem.minutes[person]
    )
    column, row = np.nonzero(use.T)
    columns = np.concatenate([column, np.arange(len(person))])
    rows = np.concatenate([row, problem.rows + person])
    entries = np.concatenate([use.T[column, row], np.ones(len(person))])
    order = np.argsort(columns, kind="stable")
    lp.num_col_, lp.num_row_ = len(person), problem.rows + n
    lp.col_cost_ = -problem.value[action, person].astype(np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(person)), np.ones(len(person))
    lp.row_lower_ = np.full(lp.num_row_, -highspy.kHighsInf)
    lp.row_upper_ = np.concatenate([problem.limit, np.ones(n)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=len(person)))])
    lp.a_matrix_.index_, lp.a_matrix_.value_ = rows[order], entries[order]
    return lp
