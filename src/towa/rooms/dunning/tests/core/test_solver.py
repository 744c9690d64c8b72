"""The solver against every possible plan of tiny towns, and its bound against any prices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core import solver
from towa.rooms.dunning.core.programme import Capacity, Programme, Use
from towa.rooms.dunning.core.repair import whole_plan
from towa.rooms.dunning.core.solver import InfeasiblePlan, proven_bound, solve
from towa.rooms.dunning.tests.core.tiny import best_of_all, programmes


def worth(programme: Programme, counts: np.ndarray) -> float:
    open_value = np.where(np.isfinite(programme.value), programme.value, 0.0)
    assert not counts[np.isneginf(programme.value)].any()
    return float((open_value * counts).sum())


@settings(max_examples=150, deadline=None)
@given(programmes())
def test_tiny_plans_are_the_best_of_all_plans(programme: Programme) -> None:
    weight = np.ones(programme.value.shape[1], dtype=np.int64)
    relaxed = solve(programme, weight)
    counts = whole_plan(programme, weight, relaxed)
    best = best_of_all(programme)
    assert best is not None
    assert worth(programme, counts) == pytest.approx(best, rel=1e-4, abs=1e-3)
    assert relaxed.bound >= best - 1e-6
    assert (programme.load(counts) <= programme.limits).all()


@settings(max_examples=150, deadline=None)
@given(programmes(minimum=True))
def test_minimum_is_met_exactly_when_some_plan_can_meet_it(programme: Programme) -> None:
    weight = np.ones(programme.value.shape[1], dtype=np.int64)
    best = best_of_all(programme)
    if best is None:
        with pytest.raises(InfeasiblePlan, match="最低件数"):
            whole_plan(programme, weight, solve(programme, weight))
        return
    relaxed = solve(programme, weight)
    counts = whole_plan(programme, weight, relaxed)
    assert worth(programme, counts) == pytest.approx(best, rel=1e-4, abs=1e-3)
    assert relaxed.bound >= best - 1e-6


@settings(max_examples=60, deadline=None)
@given(programmes(), st.lists(st.floats(0, 20), min_size=3, max_size=3))
def test_any_prices_prove_a_bound_above_every_plan(programme: Programme, prices: list[float]) -> None:
    weight = np.ones(programme.value.shape[1], dtype=np.int64)
    best = best_of_all(programme)
    assert best is not None
    assert proven_bound(programme, weight, np.array(prices[: len(programme.capacities)])) >= best - 1e-6


@settings(max_examples=40, deadline=None)
@given(programmes(), st.integers(2, 4))
def test_a_class_counts_like_its_people_one_by_one(programme: Programme, size: int) -> None:
    people = programme.take(np.repeat(np.arange(programme.value.shape[1]), size))
    together = solve(programme, np.full(programme.value.shape[1], size))
    apart = solve(people, np.ones(people.value.shape[1], dtype=np.int64))
    assert together.bound == pytest.approx(apart.bound, abs=1e-5)


def test_columns_by_need_give_the_same_bound_as_all_columns_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    value = np.round(rng.lognormal(7, 1, (6, 800)), 2)
    value[0] = 0.0
    uses = tuple(Use(action, np.full(800, action - 1), 5) for action in range(1, 6))
    programme = Programme(value, uses, tuple(Capacity(f"r{row}", f"容量{row}", "分", 303) for row in range(5)))
    weight = np.ones(800, dtype=np.int64)
    at_once = solve(programme, weight).bound
    monkeypatch.setattr(solver, "WHOLE_BELOW", 10)
    monkeypatch.setattr(solver, "SAMPLE", 100)
    monkeypatch.setattr(solver, "COLUMNS_PER_CLASS", 0.2)
    assert solve(programme, weight).bound == pytest.approx(at_once, rel=1e-9)


def test_limits_are_cut_to_what_whole_uses_can_reach() -> None:
    uses = (Use(1, np.zeros(2, dtype=np.int64), 80), Use(2, np.array([0, -1]), 120))
    programme = Programme(np.zeros((3, 2)), uses, (Capacity("minutes", "架電時間", "分", 1_630, scale=10),))
    assert programme.limits.tolist() == [1_600]
