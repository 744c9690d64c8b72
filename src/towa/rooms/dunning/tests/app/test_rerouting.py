"""The rest of a day: a new version of the plan, linked to the first, released only within what an officer released."""

from collections.abc import Callable
from datetime import time
from typing import Any

import polars as pl
import pytest

from towa.platform.audit.models import Entry
from towa.rooms.dunning.app import actions
from towa.rooms.dunning.app.models import Decision, Exclusion, Plan
from towa.rooms.dunning.app.queries import NoRecord, before_release, plan_of, recompute_plan, what_if
from towa.rooms.dunning.core.rest_of_day import DayState, NotInPlan
from towa.rooms.dunning.tests.app import factories
from towa.rooms.ledger.app import queries as ledger


pytestmark = pytest.mark.usefixtures("town")
TOWN = "992011"


@pytest.fixture
def plan(in_arrears: Callable[..., pl.DataFrame]) -> int:
    """A day on which calls are scarce: every slot is used."""
    in_arrears(*({"outstanding": 20_000 + 500 * n, "birth_date": None} for n in range(400)))
    return actions.make_plan(factories.ON, TOWN)


def released(plan_id: int) -> int:
    actions.release_plan(plan_id, before_release(plan_id).content_hash)
    return plan_id


def given(plan_id: int) -> dict[int, str]:
    return dict(Decision.objects.filter(plan_id=plan_id).values_list("addressee_id", "action"))


def called(plan_id: int, *starts: int) -> list[int]:
    rows = Decision.objects.filter(plan_id=plan_id, slot_starts__in=starts).order_by("addressee_id")
    return list(rows.values_list("addressee_id", flat=True))


def test_nobody_who_is_being_called_or_finished_is_moved(plan: int) -> None:
    finished, busy = frozenset(called(plan, 9, 10, 11)), frozenset(called(plan, 13)[:10])
    made = actions.reroute(plan, DayState(time(13, 30), finished=finished, in_progress=busy))
    before, after = given(plan), given(made)
    assert finished
    assert all(before[person] == after[person] for person in finished | busy)
    assert before.keys() == after.keys()


def test_slot_that_is_over_is_left_and_the_reason_tells_so(plan: int) -> None:
    missed = called(plan, 9)
    made = actions.reroute(plan, DayState(time(14, 0)))
    row = Decision.objects.get(plan_id=made, addressee_id=missed[0])
    assert row.slot_starts not in (9, 10, 11)
    assert "14:00の再計画で" in row.why
    assert "時間帯が終わったため" in row.why
    assert not Decision.objects.filter(plan_id=made, action="operator_call:center:h09").exists()


def test_who_has_paid_since_is_excluded_with_the_reason(plan: int) -> None:
    paid = called(plan, 14)[0]
    made = actions.reroute(plan, DayState(time(12), paid=frozenset({paid})))
    assert not Decision.objects.filter(plan_id=made, addressee_id=paid).exists()
    assert Exclusion.objects.get(plan_id=made, addressee_id=paid).code == "paid_since_plan"
    assert (plan_of(made).people, plan_of(made).excluded) == (399, 1)


def test_later_extract_tells_who_has_paid(plan: int, in_arrears: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    table = ledger.arrears_table(factories.ON)
    payer = int(table["addressee_id"][0])
    monkeypatch.setattr(ledger, "arrears_table", lambda on: table.filter(pl.col("addressee_id") != payer))
    monkeypatch.setattr(ledger, "latest_extract_id", lambda: factories.extract().pk)
    made = actions.reroute(plan, DayState(time(12)))
    assert Exclusion.objects.get(plan_id=made).addressee_id == payer


def test_later_extract_tells_who_must_be_left_in_peace(plan: int, monkeypatch: pytest.MonkeyPatch) -> None:
    table = ledger.arrears_table(factories.ON)
    dead = int(table["addressee_id"][0])
    residence = pl.when(pl.col("addressee_id") == dead).then(pl.lit("dead")).otherwise("residence").alias("residence")
    monkeypatch.setattr(ledger, "arrears_table", lambda on: table.with_columns(residence))
    monkeypatch.setattr(ledger, "latest_extract_id", lambda: factories.extract().pk)
    made = actions.reroute(plan, DayState(time(12)))
    found = Exclusion.objects.get(plan_id=made)
    assert (found.addressee_id, found.code) == (dead, "dead")
    assert recompute_plan(made).same


def test_rest_of_a_released_plan_is_released_within_what_was_released(plan: int) -> None:
    made = actions.reroute(released(plan), DayState(time(14)))
    view = plan_of(made)
    assert (view.state, view.follows_id) == ("released", plan)
    channels = dict(Decision.objects.filter(plan_id=plan).values_list("addressee_id", "channel"))
    now = Decision.objects.filter(plan_id=made).values_list("addressee_id", "channel")
    assert all(channel in ("none", channels[person]) for person, channel in now)
    assert Entry.objects.filter(act="dunning.release_plan", object_id=str(made)).count() == 1


def test_wider_rest_of_a_released_plan_needs_a_release_of_its_own(plan: int) -> None:
    made = actions.reroute(released(plan), DayState(time(14)), wider=True)
    assert plan_of(made).state == "draft"


def test_rest_of_a_draft_stays_a_draft(plan: int) -> None:
    assert plan_of(actions.reroute(plan, DayState(time(14)))).state == "draft"


def test_old_version_may_not_be_released_any_more(plan: int) -> None:
    actions.reroute(plan, DayState(time(14)))
    assert any("計画し直したもの" in sentence for sentence in before_release(plan).stops)


def test_second_version_follows_the_first_plan_of_the_day(plan: int) -> None:
    second = actions.reroute(plan, DayState(time(11)))
    third = actions.reroute(second, DayState(time(14), finished=frozenset(called(second, 13))))
    assert plan_of(third).follows_id == plan
    assert all(given(second)[person] == given(third)[person] for person in called(second, 13))


def test_every_version_can_be_recomputed_and_asked(plan: int) -> None:
    finished = frozenset(called(plan, 9, 10))
    made = actions.reroute(plan, DayState(time(12), finished=finished, left={"pieces:sms": 3}))
    assert recompute_plan(made).same
    assert recompute_plan(plan).same
    assert what_if(made, {}).moved == 0


def test_rest_of_the_day_leaves_one_line_in_the_audit_trail(plan: int) -> None:
    made = actions.reroute(plan, DayState(time(14), finished=frozenset(called(plan, 9))))
    line = Entry.objects.get(act="dunning.reroute_plan")
    assert (line.object_id, line.detail["of"], line.detail["at"]) == (str(made), plan, "14:00")
    assert line.detail["settled"] == len(called(plan, 9))


def test_stranger_in_the_state_of_the_day_is_refused_and_nothing_is_written(plan: int) -> None:
    with pytest.raises(NotInPlan):
        actions.reroute(plan, DayState(time(14), paid=frozenset({10**9})))
    assert Plan.objects.count() == 1


def test_plan_without_a_record_cannot_be_planned_anew() -> None:
    with pytest.raises(NoRecord):
        actions.reroute(factories.plan().pk, DayState(time(14)))
