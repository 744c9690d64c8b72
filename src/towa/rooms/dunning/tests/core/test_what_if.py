"""Other limits, the same day: what it would bring, what it would cost, who would move, and what cannot be."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.office import DayLimits, MinimumContacts, OfficeSettings, RandomShare
from towa.rooms.dunning.core.plan_record import PlanFile, packed, unpacked
from towa.rooms.dunning.core.routing import route
from towa.rooms.dunning.core.what_if import CapacityChange, WhatIf, what_if
from towa.rooms.dunning.tests.core.builders import ON, town


def office(**limits: int) -> OfficeSettings:
    return OfficeSettings(limits=DayLimits(**limits), random_share=RandomShare(percent=0))


@cache
def stored() -> PlanFile:
    return unpacked(packed(route(town(600), office(sms=15, letters=15, visits=3), ON), {}))


def line(found: WhatIf, code: str) -> CapacityChange:
    return next(item for item in found.capacities if item.code == code)


def test_same_limits_move_nobody() -> None:
    found = what_if(stored(), {})
    assert (found.moved, found.moves, found.difference) == (0, (), 0.0)


def test_more_of_a_scarce_capacity_brings_about_its_price_and_never_more() -> None:
    price = line(what_if(stored(), {}), "pieces:sms").price_before
    found = what_if(stored(), {"pieces:sms": 18})
    slack = found.gap * found.bound + what_if(stored(), {}).gap * found.bound
    assert -slack <= found.difference <= 3 * price + slack
    assert line(found, "pieces:sms").used <= 18


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.sampled_from(["pieces:sms", "pieces:letter", "yen", "pieces:visit"]), st.integers(0, 300)))
def test_every_limit_holds_and_the_bound_is_above(limits: dict[str, int]) -> None:
    found = what_if(stored(), limits)
    assert not found.refusal
    assert all(item.used >= item.limit if item.at_least else item.used <= item.limit for item in found.capacities)
    assert found.objective <= found.bound
    assert found.moved == sum(move.count for move in found.moves)
    assert len(found.people) == min(found.moved, 50)


def test_what_if_agrees_with_a_plan_made_under_these_limits() -> None:
    found, made = what_if(stored(), {"pieces:sms": 10}), route(town(600), office(sms=10, letters=15, visits=3), ON)
    assert abs(found.objective - made.objective) <= (found.gap + made.gap) * made.bound + 1e-6
    assert found.objective <= made.bound + 1e-6


def test_price_is_told_in_words() -> None:
    words = line(what_if(stored(), {"pieces:sms": 12}), "pieces:sms").price_words
    assert words.startswith("SMSの送信数を1件増やすと、見込みが ¥")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"pieces:fax": 1}, "この計画にない容量です: pieces:fax。"),
        ({"pieces:sms": -1}, "0 以上の値にしてください: SMSの送信数。"),
    ],
)
def test_impossible_question_is_refused_in_japanese(limits: dict[str, int], words: str) -> None:
    assert what_if(stored(), limits).refusal == words


def test_limits_that_cannot_be_met_together_are_named() -> None:
    settings_ = OfficeSettings(minimum_contacts=(MinimumContacts(group="corporation", contacts=3),))
    made = unpacked(packed(route(town(200), settings_, ON), {}))
    found = what_if(made, {"minimum:corporation": 10_000})
    assert "法人への最低接触件数" in found.refusal
    assert found.objective == made.planned_objective


def test_lot_for_learning_is_left_out_of_the_comparison() -> None:
    made = route(town(300), OfficeSettings(random_share=RandomShare(percent=20)), ON)
    found = what_if(unpacked(packed(made, {})), {})
    assert found.baseline_objective == made.planned_objective > made.objective
    assert np.isclose(found.objective, found.baseline_objective)
