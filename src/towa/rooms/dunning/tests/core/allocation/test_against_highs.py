"""Small towns against HiGHS: divided people give an upper bound, whole people the truth."""

import numpy as np
import pytest
from hypothesis import given, settings

from towa.rooms.dunning.core.allocation import InfeasibleProblem, Problem, allocate
from towa.rooms.dunning.tests.core.allocation.small import assert_valid, problems, solved, town


@settings(max_examples=60, deadline=None)
@given(problems(people=40))
def test_bound_is_above_the_best_whole_plan_and_refusals_are_true(problem: Problem) -> None:
    if not problem.people:
        return
    best = solved(problem, whole=True)
    if best is None:
        with pytest.raises(InfeasibleProblem):
            allocate(problem)
        return
    made = allocate(problem)
    assert_valid(problem, made)
    slack = 1e-6 * (1 + abs(best))
    assert made.objective <= best + slack
    assert made.bound >= best - slack


@settings(max_examples=30, deadline=None)
@given(problems(people=40))
def test_bound_is_never_above_what_divided_people_reach(problem: Problem) -> None:
    divided = solved(problem, whole=False) if problem.people else None
    if divided is None:
        return
    try:
        made = allocate(problem)
    except InfeasibleProblem as refused:
        assert refused.proven or problem.people > 6  # noqa: PT017 - both ends are right here
        return
    assert made.bound <= divided + 1e-6 * (1 + abs(divided)) + max(0.0, made.objective - divided)


@pytest.mark.parametrize("seed", [3, 17, 33, 58])
def test_a_town_of_a_few_hundred_is_within_a_hundredth_of_the_truth(seed: int) -> None:
    problem = town(400, seed)
    made, best = allocate(problem), solved(problem, whole=True)
    assert_valid(problem, made)
    assert best is not None
    assert best * 0.99 <= made.objective <= best * (1 + 1e-9)
    assert made.bound >= best * (1 - 1e-9)


def test_calls_of_one_length_are_proved_optimal_to_the_last_yen() -> None:
    n, count, minute = 5_000, np.zeros((2, 1, 3)), np.zeros((2, 1, 3))
    minute[0, 0, 1], minute[1, 0, 1:] = 1, 1
    problem = Problem(
        np.tile([[0.0], [900], [700]], n), np.full(n, 33), np.zeros(n), count, minute, np.array([54_000.0, 90_000])
    )
    made = allocate(problem)
    assert np.bincount(made.choice).tolist() == [n - 2_727, 1_636, 1_091]
    assert made.gap <= 1e-11
