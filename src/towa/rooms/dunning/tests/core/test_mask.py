"""Masks: each case of `cases/masks.yaml`; channels are open or closed whole, for a named reason."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from towa.rooms.dunning.core.channel import CHANNELS, Who, actions_of
from towa.rooms.dunning.core.mask import RULES, permit
from towa.rooms.dunning.core.office import DEFAULT_OFFICE, ContractorLimits, OfficeSettings
from towa.rooms.dunning.core.target import Targets
from towa.rooms.dunning.tests.core.builders import ON, people, town


CASES = yaml.safe_load((Path(__file__).parent / "cases" / "masks.yaml").read_text(encoding="utf-8"))
ACTIONS = actions_of(DEFAULT_OFFICE)


def closed(targets: Targets, office: OfficeSettings = DEFAULT_OFFICE) -> dict[str, str]:
    """Channel → code of the rule that closes it ("" = open), for the first person; all slots must agree."""
    permission = permit(targets, ACTIONS, office, ON)
    found: dict[str, set[str]] = {}
    for row, action in enumerate(ACTIONS):
        rule = permission.rule(row, 0)
        found.setdefault(action.channel.code, set()).add(rule.code if rule else "")
    assert all(len(codes) == 1 for codes in found.values())
    return {channel: codes.pop() for channel, codes in found.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mask_case(case: dict[str, Any]) -> None:
    earliest = case["person"].get("demand_issued_on_latest", people({}).demand_issued_on_latest.tolist()[0])
    found = closed(people({"demand_issued_on_earliest": earliest, **case["person"]}))
    assert [channel for channel, rule in found.items() if not rule] == ["none", *case["open"]]
    assert {channel: rule for channel, rule in found.items() if rule} == case["closed"]


def test_none_is_open_to_everyone() -> None:
    assert permit(town(200), ACTIONS, DEFAULT_OFFICE, ON).allowed[0].all()


def test_contractor_limits_of_the_town_are_obeyed() -> None:
    strict = OfficeSettings(contractor=ContractorLimits(amount_limit=10_000))
    assert closed(people({"outstanding": 10_001}), strict)["operator_call"] == "not_for_contractor"
    closed_to_all = OfficeSettings(contractor=ContractorLimits(allow_first_time=False, allow_current_year_only=False))
    assert closed(people({}), closed_to_all)["operator_call"] == "not_for_contractor"


def test_team_calls_only_people_it_is_trained_for() -> None:
    trained = DEFAULT_OFFICE.contractor_teams[0].model_copy(update={"skills": ("corporation",)})
    office = OfficeSettings(contractor_teams=(trained,))
    assert closed(people({}), office)["operator_call"] == "skill"
    assert closed(people({"kind": "corporation"}), office)["operator_call"] == ""


def test_handing_a_case_over_is_no_contact_and_needs_no_rest() -> None:
    hard = {"outstanding": 900_000, "last_contact_on": "2026-11-19", "letters_12m": 99}
    assert closed(people(hard))["case_work"] == ""
    assert closed(people(hard))["officer_letter"] == "capped"


def test_no_contractor_action_is_open_to_anyone_beyond_the_contractors_limits() -> None:
    targets = town(500)
    allowed = permit(targets, ACTIONS, DEFAULT_OFFICE, ON).allowed
    contractor = [row for row, action in enumerate(ACTIONS) if action.channel.who is Who.CONTRACTOR]
    handled = allowed[contractor].any(axis=0)
    assert handled.any()
    assert (targets.outstanding[handled] <= 300_000).all()
    assert (targets.first_time | targets.current_year_only)[handled].all()
    assert not (targets.last_contact_result[handled] == "refused").any()


def test_every_rule_is_a_sentence_and_occurs_in_the_cases() -> None:
    tested = {rule for case in CASES for rule in case["closed"].values()} | {"no_address", "skill"}
    assert {rule.code for rule in RULES} == tested
    assert all(rule.reason.endswith("。") for rule in RULES)


def test_without_an_address_neither_letter_nor_visit() -> None:
    found = closed(people({"address": ""}))
    assert {found["letter"], found["visit"], found["officer_letter"]} == {"no_address"}


def test_no_channel_of_the_table_is_public_power_in_a_contractors_hand() -> None:
    assert not [item for item in CHANNELS if item.public_power and item.who is Who.CONTRACTOR]


def test_masks_do_not_depend_on_the_order_of_people() -> None:
    targets, order = town(100), np.random.default_rng(1).permutation(100)
    straight = permit(targets, ACTIONS, DEFAULT_OFFICE, ON).closed_by
    assert np.array_equal(permit(targets.take(order), ACTIONS, DEFAULT_OFFICE, ON).closed_by, straight[:, order])
