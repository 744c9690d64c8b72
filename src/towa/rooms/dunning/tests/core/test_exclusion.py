"""Stop reasons: each case of `cases/exclusions.yaml`, and what must hold for everybody."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.exclusion import EXCLUSIONS, counts, exclusion, split
from towa.rooms.dunning.core.office import DEFAULT_OFFICE
from towa.rooms.dunning.core.target import STANDINGS
from towa.rooms.dunning.tests.core.builders import ON, people, town


CASES = yaml.safe_load((Path(__file__).parent / "cases" / "exclusions.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_exclusion_case(case: dict[str, Any]) -> None:
    channel = {"last_paid_channel": None}  # an optional column
    included, codes = split(people({**channel, **case["person"]}), DEFAULT_OFFICE, ON)
    assert codes.tolist() == [case["expect"]]
    assert included.tolist() == [case["expect"] == ""]


def test_nobody_is_contacted_on_a_closed_day() -> None:
    saturday, holiday = date(2026, 11, 21), date(2026, 11, 23)
    for day in (saturday, holiday):
        assert split(people({}), DEFAULT_OFFICE, day).exclusion.tolist() == ["office_closed"]


def test_every_reason_is_a_whole_japanese_sentence_under_a_code_of_its_own() -> None:
    assert len({item.code for item in EXCLUSIONS}) == len(EXCLUSIONS)
    for item in EXCLUSIONS:
        assert item.reason.endswith("。")
        assert item.term
        assert exclusion(item.code) is item


def test_every_person_is_either_included_or_counted_under_one_reason() -> None:
    included, codes = split(town(300), DEFAULT_OFFICE, ON)
    assert included.sum() + sum(counts(codes).values()) == 300
    assert np.array_equal(included, codes == "")


def test_every_reason_occurs_in_the_cases() -> None:
    tested = {case["expect"] for case in CASES} | {"office_closed", "paid_since_plan", ""}
    assert {item.code for item in EXCLUSIONS} <= tested


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=12), st.sampled_from(["standings", "plan_state", "residence", "kind"]))
def test_word_that_nobody_knows_is_not_allowed(word: str, column: str) -> None:
    known = {
        *STANDINGS,
        "none",
        "kept",
        "broken",
        "resident",
        "moved_out",
        "dead",
        "non_resident",
        "person",
        "corporation",
    }
    assume(word not in known and word == word.strip("\x00"))
    included, codes = split(people({column: [word] if column == "standings" else word}), DEFAULT_OFFICE, ON)
    assert (included.tolist(), codes.tolist()) == ([False], ["unknown_code"])
