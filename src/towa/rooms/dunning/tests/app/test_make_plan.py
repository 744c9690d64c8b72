"""A plan is made once for one extract, one day and one set of settings; everybody in arrears is in it, with a reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from towa.platform.audit.models import Entry
from towa.rooms.dunning.app import actions
from towa.rooms.dunning.app.actions import planning
from towa.rooms.dunning.app.models import Decision, Exclusion, Plan
from towa.rooms.dunning.app.queries import decision_of, moves_between, newest_plan, plan_of
from towa.rooms.dunning.core.office import DayLimits, OfficeSettings
from towa.rooms.dunning.tests.app import factories
from towa.rooms.ledger.app import queries as ledger


pytestmark = pytest.mark.usefixtures("town")
TOWN = "992011"


def test_everybody_in_arrears_is_either_decided_or_excluded(in_arrears: Callable[..., pl.DataFrame]) -> None:
    table = in_arrears({}, {"phone_mobile": None}, {"residence": "dead"}, {"protected": True})
    plan_id = actions.make_plan(factories.ON, TOWN)
    decided = set(Decision.objects.filter(plan_id=plan_id).values_list("addressee_id", flat=True))
    excluded = set(Exclusion.objects.filter(plan_id=plan_id).values_list("addressee_id", flat=True))
    assert decided | excluded == set(table["addressee_id"])
    assert not decided & excluded
    assert (plan_of(plan_id).people, plan_of(plan_id).excluded) == (2, 2)


def test_the_same_extract_settings_and_day_give_the_plan_that_is_there(in_arrears: Callable[..., Any]) -> None:
    in_arrears({})
    first = actions.make_plan(factories.ON, TOWN)
    assert actions.make_plan(factories.ON, TOWN) == first
    assert Plan.objects.count() == 1


def test_another_day_gives_another_plan(in_arrears: Callable[..., Any]) -> None:
    in_arrears({})
    assert actions.make_plan(factories.ON, TOWN) != actions.make_plan(date(2026, 11, 24), TOWN)


def test_the_yen_of_a_plan_are_those_of_its_people(in_arrears: Callable[..., Any]) -> None:
    in_arrears({"outstanding": 10_000}, {"outstanding": 20_000, "late_charge": 300}, {"residence": "dead"})
    plan = plan_of(actions.make_plan(factories.ON, TOWN))
    assert (plan.outstanding, plan.late_charge) == (30_000, 1_500)


def test_a_large_old_debt_is_kept_from_the_contractor(
    in_arrears: Callable[..., pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_officers = OfficeSettings(officer_teams=(), limits=DayLimits(visits=0))
    monkeypatch.setattr(planning, "town_settings", lambda *_: no_officers)
    table = in_arrears({}, {"outstanding": 900_000, "first_time": False, "oldest_due": date(2020, 6, 30)})
    plan_id = actions.make_plan(factories.ON, TOWN)
    small, large = (decision_of(person, plan_id) for person in table["addressee_id"])
    assert small
    assert small.contractor_may_handle
    assert large
    assert not large.contractor_may_handle
    assert "officers_case" in {mask.code for mask in large.masks}


def test_somebody_without_a_telephone_is_told_why_nobody_calls(in_arrears: Callable[..., pl.DataFrame]) -> None:
    table = in_arrears({"phone_mobile": None})
    decision = decision_of(table["addressee_id"][0], actions.make_plan(factories.ON, TOWN))
    assert decision
    closed = {mask.channel: mask.reason for mask in decision.masks}
    assert closed["operator_call"] == "使える電話番号がありません。"
    assert decision.why


def test_the_most_valuable_contact_stands_first(in_arrears: Callable[..., Any]) -> None:
    in_arrears({"outstanding": 5_000}, {"outstanding": 150_000}, {"outstanding": 60_000})
    plan_id = actions.make_plan(factories.ON, TOWN)
    values = list(Decision.objects.filter(plan_id=plan_id).order_by("rank").values_list("value", flat=True))
    assert values == sorted(values, reverse=True)


def test_a_plan_leaves_one_line_in_the_audit_trail(in_arrears: Callable[..., Any]) -> None:
    in_arrears({}, {"residence": "dead"})
    plan_id = actions.make_plan(factories.ON, TOWN)
    actions.make_plan(factories.ON, TOWN)
    line = Entry.objects.get(act="dunning.make_plan")
    assert (line.object_id, line.detail["people"], line.detail["excluded"]) == (str(plan_id), 1, 1)


def test_listeners_hear_of_a_plan_after_it_is_committed(
    in_arrears: Callable[..., Any], django_capture_on_commit_callbacks: Any
) -> None:
    in_arrears({})
    with django_capture_on_commit_callbacks() as waiting:
        actions.make_plan(factories.ON, TOWN)
    assert len(waiting) == 1


def test_without_an_extract_there_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "latest_extract_id", lambda: None, raising=False)
    with pytest.raises(actions.NothingTakenIn):
        actions.make_plan(factories.ON, TOWN)
    assert newest_plan() is None


def test_the_plan_proves_how_far_it_is_from_the_best(in_arrears: Callable[..., Any]) -> None:
    in_arrears(*({"outstanding": 10_000 * n} for n in range(1, 9)))
    plan = plan_of(actions.make_plan(factories.ON, TOWN))
    assert 0 < plan.objective <= plan.bound
    assert plan.gap_percent >= 0
    assert all(lead >= 0 for _, lead in plan.leads)
    assert {limit.code for limit in plan.limits} >= {"pieces:sms", "pieces:letter", "yen"}


def test_a_plan_one_yen_below_the_bound_does_not_read_as_the_best() -> None:
    assert planning.gap_of(3_966_834, 3_966_835) > 0
    assert planning.gap_of(1_000, 1_000) == 0


def test_changes_between_two_plans_are_counted() -> None:
    before, after = factories.plan(), factories.plan()
    stays = factories.decision(before, channel="sms")
    moves = factories.decision(before, channel="sms")
    for old, channel in ((stays, "sms"), (moves, "visit")):
        Decision.objects.create(**_copy(old), plan=after, channel=channel)
    factories.decision(after, channel="letter")
    found = {(move.before, move.after): move.people for move in moves_between(before.pk, after.pk)}
    assert found == {("sms", "visit"): 1, (None, "letter"): 1}


def _copy(row: Decision) -> dict[str, Any]:
    left_out = {"id", "municipality", "plan", "channel"}
    return {field.name: getattr(row, field.name) for field in Decision._meta.fields if field.name not in left_out}
