"""Tiny problems against every possible plan, small ones against HiGHS."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.allocation import InfeasibleProblem, Problem, allocate
from towa.rooms.dunning.tests.core.allocation.small import assert_valid, best_of_all, divided_bound, problems, town


@settings(max_examples=200, deadline=None)
@given(problems())
def test_tiny_plans_keep_every_limit_and_the_bound_is_above_the_best_plan(problem: Problem) -> None:
    best = best_of_all(problem)
    if best is None:
        with pytest.raises(InfeasibleProblem) as refused:
            allocate(problem)
        assert refused.value.proven
        return
    made = allocate(problem)
    assert_valid(problem, made)
    assert made.objective <= best + 1e-6 <= made.bound + 2e-6 + 1e-9 * abs(best)


@settings(max_examples=60, deadline=None)
@given(problems(people=5, quotas=False))
def test_tiny_plans_are_the_best_of_all_plans(problem: Problem) -> None:
    assert allocate(problem).objective == pytest.approx(best_of_all(problem), rel=1e-6, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(30, 300), st.integers(0, 1000))
def test_bound_is_the_optimum_of_divided_people(n: int, seed: int) -> None:
    problem = town(n, seed)
    try:
        made = allocate(problem)
    except InfeasibleProblem:
        return
    assert_valid(problem, made)
    assert made.bound == pytest.approx(divided_bound(problem), rel=1e-6)


def test_town_is_near_its_bound() -> None:
    problem = town(4_000)
    made = allocate(problem)
    assert_valid(problem, made)
    assert made.gap < 1e-3


def test_prices_alone_explain_everyone_who_was_not_moved() -> None:
    problem = town(2_000)
    made = allocate(problem)
    moved = {item.person for item in made.moved}
    for person in range(0, 2_000, 7):
        if person not in moved:
            assert made.explain(person).margin >= -1e-6
    assert len(moved) < 40
    assert all(made.explain(person).moved for person in list(moved)[:3])
    assert np.array_equal(made.as_columns()["choice"], made.choice)
