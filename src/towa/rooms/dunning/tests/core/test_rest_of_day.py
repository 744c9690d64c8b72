"""The rest of a day: nobody settled moves, who paid is left in peace, slots that are over stay closed, limits hold over the day."""

from datetime import time
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.channel import Action, actions_of
from towa.rooms.dunning.core.office import MinimumContacts, OfficeSettings, RandomShare
from towa.rooms.dunning.core.plan_record import PlanFile, packed, to_bytes, unpacked
from towa.rooms.dunning.core.recompute import recompute
from towa.rooms.dunning.core.rest_of_day import DayState, NotInPlan, RestOfDay, rest_file, rest_of_day
from towa.rooms.dunning.core.routing import route
from towa.rooms.dunning.core.solver import InfeasiblePlan
from towa.rooms.dunning.tests.core.builders import ON, town


OFFICE = OfficeSettings(random_share=RandomShare(percent=5))
ACTIONS = actions_of(OFFICE)


@cache
def first() -> PlanFile:
    return unpacked(packed(route(town(700), OFFICE, ON), {}))


@cache
def without_lot() -> PlanFile:
    return unpacked(packed(route(town(700), OfficeSettings(random_share=RandomShare(percent=0)), ON), {}))


def ids(*places: int) -> frozenset[int]:
    return frozenset(first().targets.addressee_id[list(places)].tolist())


def called() -> list[int]:
    return [place for place, action in enumerate(first().choice) if ACTIONS[action].slot]


def action(rest: RestOfDay, place: int) -> Action:
    return ACTIONS[int(rest.choice[place])]


@settings(max_examples=25, deadline=None)
@given(st.data(), st.integers(8, 21), st.integers(0, 59), st.booleans())
def test_settled_people_stay_and_everything_holds(data: st.DataObject, hour: int, minute: int, wider: bool) -> None:
    some = st.frozensets(st.sampled_from(called()), max_size=40)
    finished, busy = data.draw(some), data.draw(some)
    paid = data.draw(st.frozensets(st.integers(0, 699), max_size=40))
    state = DayState(time(hour, minute), ids(*finished), ids(*busy), ids(*paid))
    rest = rest_of_day(first(), state, wider=wider)
    settled = sorted(finished | busy)
    assert (rest.choice == rest.given)[settled].all()
    assert not rest.choice[sorted(paid - finished - busy)].any()
    free = np.setdiff1d(np.arange(700), settled)
    assert not rest.over[rest.choice[free]].any()
    assert np.isfinite(first().problem.value[rest.choice, np.arange(700)]).all()
    assert rest.objective <= rest.bound
    assert (rest.usage <= rest.problem.limit).all()
    assert rest.moved.size == 0 or not set(rest.moved.tolist()) & set(settled)


@settings(max_examples=10, deadline=None)
@given(st.integers(9, 18))
def test_pieces_of_the_whole_day_are_never_exceeded(hour: int) -> None:
    done = ids(*np.flatnonzero(first().choice)[:100].tolist())
    rest = rest_of_day(first(), DayState(time(hour), finished=done), wider=True)
    used = rest.problem.count_use[:, rest.problem.cell, rest.choice].sum(axis=1)
    for row, item in enumerate(first().capacities):
        if not item.code.startswith(("minutes:", "lines:")):
            assert used[row] <= first().problem.limit[row]


def test_nothing_happened_early_in_the_morning_moves_nobody() -> None:
    assert rest_of_day(without_lot(), DayState(time(8))).moved.size == 0


def test_without_wider_nobody_gets_a_channel_that_was_not_released_for_them() -> None:
    rest = rest_of_day(first(), DayState(time(14, 30)))
    before = [ACTIONS[place].channel.code for place in rest.given]
    assert rest.moved.size
    assert all(action(rest, place).channel.code in ("none", before[place]) for place in rest.moved)


def test_wider_brings_at_least_as_much() -> None:
    state = DayState(time(14, 30), paid=ids(*range(0, 700, 9)))
    narrow, wide = (rest_of_day(first(), state, wider=wider) for wider in (False, True))
    assert wide.bound >= narrow.objective
    assert wide.objective > narrow.objective


def test_running_slot_keeps_the_share_of_its_minutes_that_is_left() -> None:
    rest = rest_of_day(without_lot(), DayState(time(13, 45)))
    row = next(row for row, item in enumerate(first().capacities) if item.code == "minutes:operator_call:center:h13")
    assert rest.problem.limit[row] == without_lot().problem.limit[row] // 4


def test_known_minutes_take_the_place_of_the_clock() -> None:
    code = "minutes:operator_call:center:h15"
    rest = rest_of_day(first(), DayState(time(13, 45), left={code: 20}))
    row = next(row for row, item in enumerate(first().capacities) if item.code == code)
    assert rest.problem.limit[row] == 200
    assert rest.usage[row] <= 200


def test_drawn_people_keep_what_the_lot_gave_while_it_can_be_done() -> None:
    rest = rest_of_day(first(), DayState(time(8)))
    drawn = np.flatnonzero(first().drawn & (first().choice != first().planned))
    assert drawn.size
    assert (rest.choice == first().choice)[drawn].all()


def test_second_plan_of_the_rest_begins_from_the_first_day_plan() -> None:
    once = rest_of_day(first(), DayState(time(11)))
    twice = rest_of_day(first(), DayState(time(11)), given=once.choice)
    assert twice.moved.size == 0


def test_rest_is_kept_and_comes_out_again_bit_by_bit() -> None:
    state = DayState(time(15), ids(*called()[:30]), paid=ids(1, 2, 3), left={"pieces:sms": 5})
    rest = rest_of_day(first(), state)
    stored = unpacked(to_bytes(rest_file(first(), "sum", rest, {}, wider=False)))
    assert recompute(stored, first()).differences == ()
    with pytest.raises(ValueError, match="最初の計画"):
        recompute(stored)


@pytest.mark.parametrize("state", [DayState(time(9), paid=frozenset({10**9})), DayState(time(9), left={"fax": 1})])
def test_people_and_rows_that_the_plan_does_not_have_are_refused(state: DayState) -> None:
    with pytest.raises(NotInPlan, match="計画にない"):
        rest_of_day(first(), state)


def test_minimum_that_can_no_longer_be_met_is_named() -> None:
    office = OfficeSettings(minimum_contacts=(MinimumContacts(group="corporation", contacts=5),))
    made = unpacked(packed(route(town(300), office, ON), {}))
    everybody = frozenset(made.targets.addressee_id.tolist())
    with pytest.raises(InfeasiblePlan, match="法人への最低接触件数"):
        rest_of_day(made, DayState(time(20), paid=everybody))
