"""The same answer for any number of threads, any order of the people, from run to run; equal treatment."""

from hashlib import sha256

import numpy as np
import pytest

from towa.rooms.dunning.core.allocation import Allocation, Problem, allocate
from towa.rooms.dunning.tests.core.allocation.small import assert_valid, reordered, town


def test_one_thread_and_two_threads_give_the_same_answer() -> None:
    problem = town(30_000)
    one, two = allocate(problem, threads=1), allocate(problem, threads=2)
    assert one.choice.tobytes() == two.choice.tobytes()
    assert (one.objective, one.bound) == (two.objective, two.bound)
    assert one.price.tobytes() == two.price.tobytes()


def _mark(made: Allocation) -> str:
    parts = (
        made.choice.tobytes(),
        made.price.tobytes(),
        repr((made.objective, made.bound, made.usage.tolist())).encode(),
    )
    return sha256(b"".join(parts)).hexdigest()


def test_hundred_thousand_people_get_one_answer_run_to_run_by_threads_and_shuffled() -> None:
    problem = town(100_000)
    once, again, alone = allocate(problem, threads=2), allocate(problem, threads=2), allocate(problem, threads=1)
    assert _mark(once) == _mark(again) == _mark(alone)
    assert_valid(problem, once)
    order = np.random.default_rng(5).permutation(problem.people)
    back = allocate(reordered(problem, order))
    assert once.choice[order].tobytes() == back.choice.tobytes()


@pytest.mark.parametrize("known", [True, False])
def test_shuffled_people_get_the_same_actions(known: bool) -> None:
    problem = town(25_000)
    if not known:
        object.__setattr__(problem, "ids", None)
    order = np.random.default_rng(3).permutation(problem.people)
    there, back = allocate(problem), allocate(reordered(problem, order))
    np.testing.assert_array_equal(there.choice[order], back.choice)
    assert (there.objective, there.bound) == (back.objective, back.bound)


def _kinds(kinds: int, each: int) -> tuple[Problem, np.ndarray]:
    base, kind = town(kinds), np.repeat(np.arange(kinds), each)
    people = base.value[:, kind], base.minutes[kind], base.cell[kind]
    return Problem(*people, base.count_use, base.minute_use, base.limit * each, ids=np.arange(len(kind))), kind


def test_identical_people_get_the_identical_action_unless_a_limit_divides_them() -> None:
    problem, kind = _kinds(400, 50)
    made = allocate(problem)
    assert_valid(problem, made)
    assert made.gap < 1e-4
    divided = {int(kind[item.person]) for item in made.moved}
    for each in set(range(400)) - divided:
        assert len(set(made.choice[kind == each])) == 1
    assert len(divided) <= 2 * problem.rows


def test_one_kind_of_many_people_is_divided_by_priority() -> None:
    n = 20_000
    due = np.random.default_rng(0).permutation(n)
    count = np.zeros((1, 1, 2))
    count[0, 0, 1] = 1
    problem = Problem(
        np.tile([[0.0], [10.0]], n), np.ones(n), np.zeros(n), count, 0 * count, np.array([7_001.0]), priority=due
    )
    made = allocate(problem)
    assert made.gap == pytest.approx(0, abs=1e-6)
    assert set(due[made.choice == 1]) == set(range(7_001))
    assert {item.reason for item in made.moved} == {"split"}


def test_lot_depends_on_the_seed_and_on_nothing_else() -> None:
    problem, _ = _kinds(5, 40)
    first, again, other = (allocate(problem, seed=seed) for seed in (1, 1, 2))
    assert first.choice.tobytes() == again.choice.tobytes()
    assert first.objective == other.objective


def test_everyone_worth_the_same_is_no_trouble() -> None:
    problem = town(5_000)
    value = np.where(np.isfinite(problem.value), np.float32(7), problem.value)
    value[0] = 0
    object.__setattr__(problem, "value", value)
    made = allocate(problem)
    assert_valid(problem, made)
    assert made.gap < 1e-3
