"""What is kept of a plan: the same bytes every time, nothing lost, and everything comes out again bit by bit."""

from dataclasses import fields, replace
from io import BytesIO

import numpy as np
import pytest

from towa.rooms.dunning.core import plan_record
from towa.rooms.dunning.core.office import DEFAULT_OFFICE, MinimumContacts, OfficeSettings, RandomShare
from towa.rooms.dunning.core.plan_record import PlanFile, file_of, packed, to_bytes, unpacked
from towa.rooms.dunning.core.recompute import recompute
from towa.rooms.dunning.core.routing import Routing, route
from towa.rooms.dunning.tests.core.builders import ON, people, town


OFFICE = OfficeSettings(
    random_share=RandomShare(percent=10), minimum_contacts=(MinimumContacts(group="corporation", contacts=2),)
)


def plan(solver: str = "prices") -> Routing:
    return route(town(250), OFFICE, ON, solver=solver)


def kept(solver: str = "prices") -> PlanFile:
    return unpacked(packed(plan(solver), {"towa": "1"}))


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert packed(plan(), {"towa": "1"}) == packed(plan(), {"towa": "1"})
    assert to_bytes(kept()) == packed(plan(), {"towa": "1"})


def test_nothing_is_lost_on_the_way() -> None:
    made, read = file_of(plan(), {"towa": "1"}), kept()
    for field in fields(PlanFile):
        before, after = getattr(made, field.name), getattr(read, field.name)
        if isinstance(before, np.ndarray):
            np.testing.assert_array_equal(before, after)
        elif field.name not in ("targets", "problem"):
            assert before == after
    assert made.targets.standings.tolist() == read.targets.standings.tolist()


@pytest.mark.parametrize("solver", ["prices", "highs"])
def test_plan_comes_out_again_bit_by_bit(solver: str) -> None:
    again = recompute(kept(solver))
    assert again.differences == ()
    assert again.by_numbers == (solver == "prices")
    assert again.routing
    assert again.routing.rows() == plan(solver).rows()


def test_tampered_figure_is_named() -> None:
    stored = kept()
    value = stored.problem.value.copy()
    value[1, np.flatnonzero(np.isfinite(value[1]))[0]] += 0.01
    changed = replace(stored, problem=replace(stored.problem, value=value), bound=stored.bound + 1e-9)
    assert set(recompute(changed).differences) == {"効果見込み", "理論上の上限"}


def test_settings_that_nobody_can_read_any_more_leave_the_numbers() -> None:
    again = recompute(replace(kept(), settings={"fax": {"lines": 1}}))
    assert (again.routing, again.by_numbers, again.same) == (None, True, False)


def test_tampered_lot_is_named() -> None:
    stored = kept()
    assert recompute(replace(stored, probability=stored.probability * 0.5)).differences == ("割り当てる確率",)


def test_nobody_s_name_address_or_number_is_kept() -> None:
    content = to_bytes(unpacked(packed(route(people({"address": "秘密の町1-1"}), DEFAULT_OFFICE, ON), {})))
    with np.load(BytesIO(content)) as file:
        everything = " ".join(str(file[name].tolist()) for name in file.files)
    assert "秘密の町" not in everything
    assert "090" not in everything


def test_form_from_the_future_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(plan(), {})
    monkeypatch.setattr(plan_record, "FORM", 2)
    with pytest.raises(ValueError, match="読めません"):
        unpacked(content)
