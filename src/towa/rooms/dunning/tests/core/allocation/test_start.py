"""Beginning at the prices of a former run is faster, never worse in kind: still proved, still keeping every limit."""

import numpy as np
import pytest

from towa.rooms.dunning.core.allocation import MalformedProblem, Problem, allocate
from towa.rooms.dunning.tests.core.allocation.small import assert_valid, town


def _without(problem: Problem, gone: np.ndarray) -> Problem:
    kept = ~gone
    people = problem.value[:, kept], problem.minutes[kept], problem.cell[kept]
    return Problem(*people, problem.count_use, problem.minute_use, problem.limit * 0.9)


def test_rest_of_the_day_is_planned_from_the_prices_of_the_morning() -> None:
    morning = town(6_000)
    prices = allocate(morning).price
    rest = _without(morning, np.arange(6_000) % 10 == 0)
    made = allocate(rest, start=prices)
    assert_valid(rest, made)
    assert made.gap < 1e-3
    assert abs(made.objective / allocate(rest).objective - 1) < 1e-3


@pytest.mark.parametrize("wild", [0.0, 1e9])
def test_any_former_prices_lead_to_a_proved_plan(wild: float) -> None:
    problem = town(3_000)
    made = allocate(problem, start=np.full(problem.rows, wild))
    assert_valid(problem, made)
    assert made.gap < 1e-3


@pytest.mark.parametrize(
    ("start", "told"),
    [([1.0], "start の長さ"), ([1, 1, -1, 1, 1], r"start\[2\]"), ([1, np.nan, 1, 1, 1], r"start\[1\]")],
)
def test_prices_that_are_none_are_refused(start: list[float], told: str) -> None:
    with pytest.raises(MalformedProblem, match=told):
        allocate(town(50), start=np.array(start))
