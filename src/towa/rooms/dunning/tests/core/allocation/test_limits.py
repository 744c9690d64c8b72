"""Limits that cannot be met are named; odd limits are kept."""

import numpy as np
import pytest

from towa.rooms.dunning.core.allocation import InfeasibleProblem, Problem, allocate
from towa.rooms.dunning.tests.core.allocation.small import assert_valid, town


def _letters(n: int, limit: list[float], names: tuple[str, ...]) -> Problem:
    """One action; row 0 counts it, row 1 demands it."""
    count = np.zeros((len(limit), 1, 2))
    count[0, 0, 1] = 1
    if len(limit) > 1:
        count[1, 0, 1] = -1
    value = np.vstack([np.zeros(n), np.arange(1, n + 1)])
    return Problem(value, np.ones(n), np.zeros(n), count, 0 * count, np.array(limit, dtype=float), row_names=names)


def test_minimum_above_the_capacity_names_both_rows() -> None:
    with pytest.raises(InfeasibleProblem, match=r"郵便.*最低件数") as refused:
        allocate(_letters(50, [10, -11], ("郵便", "最低件数")))
    assert refused.value.rows == (0, 1)
    assert refused.value.proven


def test_minimum_above_the_people_names_itself_only() -> None:
    with pytest.raises(InfeasibleProblem) as refused:
        allocate(_letters(50, [1_000, -51], ("郵便", "最低件数")))
    assert refused.value.rows == (1,)


def test_minimum_in_a_town_without_people_is_refused() -> None:
    with pytest.raises(InfeasibleProblem):
        allocate(_letters(0, [5, -1], ("郵便", "最低件数")))
    assert allocate(_letters(0, [5, 0], ("郵便", "最低件数"))).gap == 0


def test_limits_that_only_divided_people_could_keep_are_named_too() -> None:
    count = np.zeros((3, 1, 3))
    count[0, 0, 1:], count[1, 0, 1:], count[2, 0, 1:] = [2, 3], [-2, -3], 1  # exactly 4 out of one 2 and one 3
    value = np.array([[0, 0], [5, -np.inf], [-np.inf, 5]])
    with pytest.raises(InfeasibleProblem) as refused:
        allocate(Problem(value, np.ones(2), np.zeros(2), count, 0 * count, np.array([4.0, -4.0, 9.0])))
    assert (refused.value.rows, refused.value.proven) == ((0, 1), True)


def test_exact_minimum_is_met() -> None:
    made = allocate(_letters(50, [10, -10], ("郵便", "最低件数")))
    assert made.usage.tolist() == [10, -10]
    assert made.objective == sum(range(41, 51))


@pytest.mark.parametrize("limit", [0.0, 0.5, np.inf])
def test_zero_and_missing_limits(limit: float) -> None:
    made = allocate(_letters(20, [limit], ("郵便",)))
    assert np.count_nonzero(made.choice) == (20 if limit == np.inf else 0)
    assert made.gap <= 1e-11


def test_uses_that_are_no_whole_numbers_are_kept_too() -> None:
    problem = town(1_000)
    for key in ("count_use", "minute_use", "limit"):
        object.__setattr__(problem, key, getattr(problem, key) * 0.1)
    made = allocate(problem)
    assert (made.usage <= problem.limit + 1e-12 * np.abs(problem.limit)).all()
    assert made.gap < 1e-3


def test_rows_without_users_and_equal_cells_change_nothing() -> None:
    problem = town(500)
    wide = [np.concatenate([use, use[:, :1]], axis=1) for use in (problem.count_use, problem.minute_use)]
    counts, minutes = (np.concatenate([use, 0 * use[:1]]) for use in wide)
    cell = np.where((problem.cell == 0) & (np.arange(500) % 2 == 0), 3, problem.cell)
    same = Problem(problem.value, problem.minutes, cell, counts, minutes, np.append(problem.limit, 0), ids=problem.ids)
    made = allocate(same)
    assert_valid(same, made)
    assert made.objective == allocate(problem).objective


def test_only_none_is_open_to_anybody() -> None:
    value = np.vstack([np.zeros(9), np.full((2, 9), -np.inf)])
    made = allocate(
        Problem(value, np.ones(9), np.zeros(9), np.ones((1, 1, 3)) * [0, 1, 1], np.zeros((1, 1, 3)), np.array([1.0]))
    )
    assert not made.choice.any()
    assert (made.objective, made.bound) == (0, 0)
