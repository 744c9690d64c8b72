"""Years later: a plan comes out again from what was kept, and whoever touched it is found out."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from django.db import ProgrammingError, connection, transaction

from towa.rooms.dunning.app import actions
from towa.rooms.dunning.app.models import Decision, PlanRecord
from towa.rooms.dunning.app.queries import NoPlan, NoRecord, recompute_person, recompute_plan, what_if
from towa.rooms.dunning.tests.app import factories


pytestmark = pytest.mark.usefixtures("town")
TOWN = "992011"


@pytest.fixture
def plan(in_arrears: Callable[..., pl.DataFrame]) -> int:
    in_arrears(*({"outstanding": 5_000 * n} for n in range(1, 60)), {"phone_mobile": None}, {"residence": "dead"})
    return actions.make_plan(factories.ON, TOWN)


def test_plan_comes_out_again_with_every_sentence(plan: int) -> None:
    made = recompute_plan(plan)
    assert made.same
    assert (made.people, made.other_people, made.differences) == (60, (), ())
    assert (made.other_program, made.by_numbers) == (False, True)


def test_person_is_explained_from_the_record(plan: int) -> None:
    row = Decision.objects.filter(plan_id=plan).order_by("rank")[0]
    _made, told = recompute_person(plan, row.addressee_no)
    assert told
    assert (told.action_label, told.why, told.same) == (row.action_label, row.why, True)
    assert list(told.value_terms) == row.value_terms
    assert recompute_person(plan, "9999999999")[1] is None


@pytest.mark.parametrize("change", [{"why": "別の理由"}, {"value": 1}, {"probability": 0.5}, {"action": "none"}])
def test_decision_that_was_touched_is_found(plan: int, change: dict[str, Any]) -> None:
    row = Decision.objects.filter(plan_id=plan).exclude(channel="none").order_by("rank")[0]
    Decision.objects.filter(pk=row.pk).update(**change)
    assert recompute_plan(plan).other_people == (row.addressee_id,)


def test_decision_that_was_taken_away_is_found(plan: int) -> None:
    row = Decision.objects.filter(plan_id=plan)[0]
    person = row.addressee_id
    row.delete()
    assert recompute_plan(plan).other_people == (person,)


@pytest.mark.parametrize("statement", ["UPDATE dunning_planrecord SET sha256 = ''", "DELETE FROM dunning_planrecord"])
def test_record_cannot_be_changed_or_thrown_away(plan: int, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|append only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert PlanRecord.objects.filter(plan_id=plan).count() == 1


def test_plan_without_a_record_says_so() -> None:
    with pytest.raises(NoPlan):
        recompute_plan(10**9)
    bare = factories.plan().pk
    with pytest.raises(NoRecord):
        recompute_plan(bare)
    assert "計算の記録がありません" in what_if(bare, {}).refusal


def test_what_if_of_a_plan_names_people_by_their_number(in_arrears: Callable[..., pl.DataFrame]) -> None:
    in_arrears(*({"outstanding": 5_000 * n, "phone_landline": None, "phone_mobile": None} for n in range(1, 60)))
    plan_id = actions.make_plan(factories.ON, TOWN)
    found = what_if(plan_id, {"pieces:letter": 10})
    assert found.moved >= 40
    assert all(person.addressee_no for person in found.people)
    assert found.difference < 0
