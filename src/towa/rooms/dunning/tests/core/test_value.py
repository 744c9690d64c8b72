"""The first value model: what it depends on, that it explains itself, that equal people are worth the same."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.channel import actions_of
from towa.rooms.dunning.core.office import DEFAULT_OFFICE
from towa.rooms.dunning.core.value import estimate, explain_value, part_of_day
from towa.rooms.dunning.tests.core.builders import ON, people


ACTIONS = actions_of(DEFAULT_OFFICE)
PLACE = {action.code: place for place, action in enumerate(ACTIONS)}


def value(code: str, *differences: Mapping[str, object]) -> list[float]:
    row = estimate(people(*differences), ACTIONS, DEFAULT_OFFICE, ON).value[PLACE[code]]
    return [float(cell) for cell in row]


def test_worked_example_of_an_sms() -> None:
    """Reach 1/(1+e^-1); pay 1/(1+e^(2.9-0.5+0.35 ln(48,500/50,000)+0.3*143/365.25)); 48,500 yen; 12 yen for the SMS."""
    reach = 1 / (1 + np.exp(-1.0))
    logit = -2.9 + 0.5 - 0.35 * np.log(0.97) - 0.3 * 143 / 365.25
    expected = reach / (1 + np.exp(-logit)) * 48_500 - 12
    assert value("sms", {}) == pytest.approx([expected], abs=0.01)


def test_none_is_worth_nothing() -> None:
    assert value("none", {}, {"outstanding": 10**7}) == [0.0, 0.0]


def test_old_debt_is_worth_less_than_a_fresh_one_of_the_same_amount() -> None:
    fresh, old = value("letter", {"oldest_due": "2026-06-30"}, {"oldest_due": "2022-06-30"})
    assert old < fresh


def test_senior_is_reached_better_in_the_morning_and_young_in_the_evening() -> None:
    for born, better, worse in (("1950-01-01", "am", "evening"), ("2000-01-01", "evening", "am")):
        assert value(f"auto_call:{better}", {"birth_date": born}) > value(f"auto_call:{worse}", {"birth_date": born})


def test_history_of_kept_promises_raises_the_value() -> None:
    kept, broken = {"promises_12m": 3, "promises_kept_12m": 3}, {"promises_12m": 3, "promises_kept_12m": 0}
    first, second = value("operator_call:center:h09", kept, broken)
    assert first > second


def test_no_more_than_the_cap_is_hoped_for() -> None:
    made = estimate(people({"outstanding": 10**9}), ACTIONS, DEFAULT_OFFICE, ON)
    assert made.recoverable.tolist() == [200_000.0]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 10**9), st.integers(0, 50), st.integers(0, 50))
def test_probabilities_stay_probabilities(outstanding: int, contacts: int, reached: int) -> None:
    somebody = {"outstanding": outstanding, "contacts_12m": contacts, "reached_12m": reached}
    made = estimate(people(somebody), ACTIONS, DEFAULT_OFFICE, ON)
    for share in (made.reach, made.pay):
        assert ((share >= 0) & (share <= 1)).all()
    assert np.isfinite(made.value).all()


def test_equal_people_are_worth_the_same_wherever_they_stand() -> None:
    many = estimate(people(*[{} for _ in range(37)]), ACTIONS, DEFAULT_OFFICE, ON).value
    assert (many == many[:, :1]).all()


def test_explanation_ends_with_the_value_and_names_the_cost() -> None:
    made = estimate(people({}), ACTIONS, DEFAULT_OFFICE, ON)
    lines = explain_value(made, ACTIONS, 0, PLACE["letter"])
    assert "170円" in lines[-2]
    assert f"{made.value[PLACE['letter'], 0]:,.0f}円" in lines[-1]
    assert explain_value(made, ACTIONS, 0, 0) == ["催告しない場合を基準（0円）とします。"]


def test_every_hour_of_the_day_has_coefficients() -> None:
    assert {part_of_day(hour) for hour in range(7, 22)} == set(DEFAULT_OFFICE.value.reach_by_part)
