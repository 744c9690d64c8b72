"""A what-if becomes a plan only when somebody asks for it: a new draft under the capacities that were tried, the old one untouched."""

from typing import Any

import polars as pl
import pytest

from towa.rooms.dunning.app.actions import make_plan
from towa.rooms.dunning.app.actions.remaking import SettingsOutdated, remake_plan
from towa.rooms.dunning.app.models import Decision, Plan
from towa.rooms.dunning.app.queries import NoPlan, what_if
from towa.rooms.dunning.tests.app import factories
from towa.rooms.ledger.app import queries as ledger


pytestmark = pytest.mark.usefixtures("town")
TOWN = "992011"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> int:
    """The plan of three people who could all be given an SMS."""
    table: pl.DataFrame = factories.arrears({}, {}, {})
    taken_in = factories.extract().pk
    monkeypatch.setattr(ledger, "arrears_table", lambda on: table)
    monkeypatch.setattr(ledger, "latest_extract_id", lambda: taken_in)
    return make_plan(factories.ON, TOWN)


def limit_of(plan_id: int, code: str) -> Any:
    return next(line["limit"] for line in Plan.objects.get(pk=plan_id).limits if line["code"] == code)


def test_the_new_plan_keeps_the_capacity_that_was_tried(made: int) -> None:
    again = remake_plan(made, {"pieces:sms": 0, "minutes:auto_call:am": 120}, TOWN)
    assert again != made
    assert (limit_of(again, "pieces:sms"), limit_of(again, "minutes:auto_call:am")) == (0, 120)
    assert not Decision.objects.filter(plan_id=again, channel="sms").exists()


def test_the_old_plan_stays_as_it_was(made: int) -> None:
    before = list(Decision.objects.filter(plan_id=made).order_by("id").values())
    remake_plan(made, {"pieces:sms": 0}, TOWN)
    assert list(Decision.objects.filter(plan_id=made).order_by("id").values()) == before
    assert limit_of(made, "pieces:sms") == 500


def test_limits_that_are_as_before_make_no_new_plan(made: int) -> None:
    assert remake_plan(made, {"pieces:sms": 500}, TOWN) == made
    assert Plan.objects.count() == 1


def test_what_was_tried_twice_adds_up(made: int) -> None:
    once = remake_plan(made, {"pieces:sms": 2}, TOWN)
    twice = remake_plan(once, {"pieces:letter": 1}, TOWN)
    assert (limit_of(twice, "pieces:sms"), limit_of(twice, "pieces:letter")) == (2, 1)


def test_the_new_plan_is_worth_what_the_what_if_said(made: int) -> None:
    limits = {"pieces:sms": 1, "minutes:auto_call:pm": 0}
    told = what_if(made, limits)
    plan = Plan.objects.get(pk=remake_plan(made, limits, TOWN))
    assert plan.objective + plan.random_cost == pytest.approx(told.objective, abs=2)


def test_a_plan_of_nobody_cannot_be_made_again(town: Any, made: int) -> None:
    with pytest.raises(NoPlan):
        remake_plan(made + 1, {}, TOWN)


def test_a_plan_with_settings_that_nobody_can_read_any_more_says_what_to_do(made: int) -> None:
    Plan.objects.filter(pk=made).update(settings={"setting of old": 1})
    with pytest.raises(SettingsOutdated, match="新しい計画を作ってから"):
        remake_plan(made, {"pieces:sms": 2}, TOWN)
