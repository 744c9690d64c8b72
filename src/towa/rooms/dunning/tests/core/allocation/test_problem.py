"""Malformed problems are refused with the array and the place; harmless differences of form are taken."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from towa.rooms.dunning.core.allocation import MalformedProblem, Problem, allocate
from towa.rooms.dunning.tests.core.allocation.small import town


def _parts() -> dict[str, Any]:
    problem = town(50)
    return {
        key: getattr(problem, key).copy() for key in ("value", "minutes", "cell", "count_use", "minute_use", "limit")
    }


@pytest.mark.parametrize(
    ("key", "spoil", "told"),
    [
        ("value", lambda a: a[0], "2 次元"),
        ("value", lambda a: np.where(a == a[2, 3], np.nan, a), "value に数でない"),
        ("value", lambda a: np.where(a == 0, -np.inf, a), "手段 0"),
        ("value", lambda a: np.abs(np.where(np.isfinite(a), a, 1)) + 1, "手段 0"),
        ("value", lambda a: np.where(a > 0, np.inf, a), "大きすぎる"),
        ("minutes", lambda a: a[:-1], "minutes の長さ"),
        ("minutes", lambda a: -a, "minutes は 0 以上"),
        ("minutes", lambda a: a + 0.5, "整数"),
        ("cell", lambda a: a + 1, "cell は 0 以上 2 以下"),
        ("count_use", lambda a: a[:, :, :-1], "手段の数"),
        ("minute_use", lambda a: a[:-1], "minute_use の形"),
        ("count_use", lambda a: a * np.nan, "count_use"),
        ("limit", lambda a: a[:-1], "limit の長さ"),
        ("limit", lambda a: np.where(a < 0, np.nan, a), r"limit\[3\]"),
        ("limit", lambda a: np.array(["a"] * len(a)), "数の配列"),
    ],
)
def test_malformed_arrays_are_named(key: str, spoil: Callable[[np.ndarray], np.ndarray], told: str) -> None:
    parts = _parts()
    parts[key] = spoil(parts[key])
    with pytest.raises(MalformedProblem, match=told):
        Problem(**parts)


def test_other_number_types_and_orders_give_the_same_plan() -> None:
    parts = _parts()
    plain = allocate(Problem(**parts))
    parts["value"] = np.asfortranarray(parts["value"], dtype=np.float64)
    parts["minutes"], parts["cell"] = parts["minutes"].astype(np.float64), parts["cell"].astype(np.uint8)
    parts["count_use"], parts["limit"] = parts["count_use"].astype(np.int16), parts["limit"].astype(np.int64)
    np.testing.assert_array_equal(plain.choice, allocate(Problem(**parts)).choice)


def test_arrays_that_may_not_be_written_are_taken() -> None:
    parts = _parts()
    for array in parts.values():
        array.setflags(write=False)
    assert allocate(Problem(**parts)).gap < 1


def test_negative_values_are_never_chosen_without_need() -> None:
    value = np.vstack([np.zeros(9), np.full(9, -5.0), np.full(9, 3.0)])
    none = np.zeros((0, 1, 3))
    made = allocate(Problem(value, np.ones(9), np.zeros(9), none, none, np.zeros(0)))
    assert set(made.choice) == {2}
    assert (made.objective, made.bound >= 27, made.price.shape) == (27, True, (0,))


def test_one_person_under_one_limit() -> None:
    count = np.array([[[0.0, 1.0]]])
    for limit, chosen in ((0.0, 0), (1.0, 1)):
        made = allocate(Problem(np.array([[0.0], [8.0]]), np.ones(1), np.zeros(1), count, 0 * count, np.array([limit])))
        assert made.choice.tolist() == [chosen]


def test_values_finer_than_float32_keep_their_digits() -> None:
    parts = _parts()
    parts["value"] = np.where(
        np.isfinite(parts["value"]), parts["value"] + 1e-6 * (parts["value"] > 0), -np.inf
    ).astype(np.float64)
    parts["value"][1:] += 1 / 3
    problem = Problem(**parts)
    made = allocate(problem)
    assert problem.value.dtype == np.float64
    assert made.objective == pytest.approx(float(parts["value"][made.choice, np.arange(50)].sum()), rel=1e-14)
