"""Rows of the day's problem: shared lines, caps of the whole office, minima of every district, cases handed over."""

import numpy as np
import pytest

from towa.rooms.dunning.core.mask import is_officers_case
from towa.rooms.dunning.core.office import (
    DEFAULT_OFFICE,
    DayLimits,
    MinimumContacts,
    OfficeSettings,
    RandomShare,
    Slot,
    Team,
)
from towa.rooms.dunning.core.routing import Routing, route
from towa.rooms.dunning.core.solver import InfeasiblePlan
from towa.rooms.dunning.tests.core.builders import ON, people, town


NO_LOT = RandomShare(percent=0)


def plan(office: OfficeSettings, count: int = 300) -> Routing:
    return route(town(count), office.model_copy(update={"random_share": NO_LOT}), ON)


def of_channel(made: Routing, *codes: str) -> int:
    return sum(made.actions[place].channel.code in codes for place in made.choice)


def used(made: Routing) -> dict[str, int]:
    return {line.code: line.used for line in made.capacities()}


def test_teams_share_the_lines_of_an_hour() -> None:
    one_line = OfficeSettings(limits=DayLimits(phone_lines=1))
    made = plan(one_line)
    calls = [made.actions[place] for place in made.choice if made.actions[place].team]
    for hour in range(9, 19):
        tenths = sum(
            a.minutes / (a.slot.ends - a.slot.starts) for a in calls if a.slot and a.slot.starts <= hour < a.slot.ends
        )
        assert tenths <= 600
    assert used(made)["lines:09"] > used(plan(OfficeSettings(limits=DayLimits(phone_lines=0))))["lines:09"] == 0


def test_lines_of_slots_of_different_length_are_counted_in_whole_numbers() -> None:
    slots = (Slot(code="a", starts=9, ends=16), Slot(code="b", starts=9, ends=14))
    odd = Team(code="odd", name="変則", people=9, busy_percent=100, slots=slots)
    made = plan(OfficeSettings(contractor_teams=(odd,), limits=DayLimits(phone_lines=1)))
    row = next(item for item in made.programme.capacities if item.code == "lines:09")
    assert row.scale == 10 * 420  # tenths of a minute in slots of 7, 5, 4, 3 and 2 hours
    assert (
        made.programme.load(np.eye(len(made.actions), dtype=np.int64)[made.choice].T) <= made.programme.limits
    ).all()


def test_whole_office_caps_hold_over_all_channels() -> None:
    made = plan(OfficeSettings(limits=DayLimits(calls=7, contacts=20)))
    assert of_channel(made, "auto_call", "operator_call", "officer_call") <= 7
    assert sum(made.actions[place].channel.reaches for place in made.choice) == 20


def test_every_district_gets_its_minimum() -> None:
    few = DayLimits(sms=12, letters=6, officer_letters=0, visits=0, yen=2_000)
    made = plan(OfficeSettings(limits=few, minimum_contacts=(MinimumContacts(group="every_district", contacts=2),)))
    reached = np.array([made.actions[place].channel.reaches for place in made.choice])
    for district in np.unique(made.targets.district):
        assert (reached & (made.targets.district == district)).sum() >= 2


def test_district_whose_minimum_cannot_be_met_is_named() -> None:
    far = people({}, {"district": "離島", "phone_mobile": None, "phone_landline": None, "address": None})
    with pytest.raises(InfeasiblePlan, match="離島への最低接触件数"):
        route(far, OfficeSettings(minimum_contacts=(MinimumContacts(group="every_district", contacts=1),)), ON)


def test_only_officers_cases_are_handed_over_and_no_more_than_the_limit() -> None:
    made = plan(OfficeSettings(limits=DayLimits(case_work=3)))
    handed = [place for place, action in enumerate(made.choice) if made.actions[action].code == "case_work"]
    assert 0 < len(handed) <= 3
    day = np.datetime64(ON, "D")
    assert is_officers_case(made.targets, made.office, day)[handed].all()


def test_handing_over_does_not_count_as_a_contact_of_a_minimum() -> None:
    minimum = (MinimumContacts(group="carried_over", contacts=5),)
    made = plan(OfficeSettings(minimum_contacts=minimum))
    reached = np.array([made.actions[place].channel.reaches for place in made.choice])
    assert (reached & (made.targets.carried_over > 0)).sum() >= 5


def test_unlimited_rows_are_left_out_by_default() -> None:
    assert not [line for line in plan(DEFAULT_OFFICE, 20).capacities() if line.code.startswith("together:")]
