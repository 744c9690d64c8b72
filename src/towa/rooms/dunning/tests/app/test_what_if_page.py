"""The chief tries another capacity: the answer comes at once, nothing is kept, and a new draft only on request."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from django.test import Client
from openpyxl import load_workbook

from towa.platform.audit.models import Entry
from towa.platform.jobs.models import JobRun
from towa.rooms.dunning.app.actions import make_plan
from towa.rooms.dunning.app.models import Plan
from towa.rooms.dunning.tests.app import factories
from towa.rooms.ledger.app import queries as ledger


ClientAs = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("town")
PART = {"HX-Request": "true"}


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan of three people who could all be given an SMS, with its record."""
    table: pl.DataFrame = factories.arrears({}, {}, {})
    taken_in = factories.extract().pk
    monkeypatch.setattr(ledger, "arrears_table", lambda on: table)
    monkeypatch.setattr(ledger, "latest_extract_id", lambda: taken_in)
    return Plan.objects.get(pk=make_plan(factories.ON, "992011"))


def field(plan: Plan, code: str) -> str:
    """The name of a capacity's field."""
    return f"limit-{[line['code'] for line in plan.limits].index(code)}"


def reckon(browser: Client, plan: Plan, **limits: Any) -> str:
    data = {field(plan, code.replace("_", ":", 1)): value for code, value in limits.items()}
    return browser.post(f"/dunning/plans/{plan.pk}/what-if/reckon/", data, headers=PART).content.decode()


def test_every_capacity_of_the_plan_has_a_slider_with_its_number(client_as: ClientAs, plan: Plan) -> None:
    text = client_as("chief").get(f"/dunning/plans/{plan.pk}/what-if/").content.decode()
    assert text.count('type="range"') == text.count('type="number"') == len(plan.limits)
    assert 'value="500"' in text


def test_the_answer_names_the_yen_the_change_and_who_moves(client_as: ClientAs, plan: Plan) -> None:
    text = reckon(client_as("chief"), plan, pieces_sms=0)
    assert 'hx-swap-oob="innerHTML:#answer"' in text
    assert "SMSの送信数: 500 → 0 件" in text
    assert "手段が変わる人は" in text
    assert "この容量で計画を作り直す" in text


def test_trying_leaves_nothing_behind(client_as: ClientAs, plan: Plan) -> None:
    lines = Entry.objects.count()
    reckon(client_as("chief"), plan, pieces_sms=0)
    assert (Plan.objects.count(), JobRun.objects.count(), Entry.objects.count()) == (1, 0, lines)
    assert Plan.objects.get().limits == plan.limits


def test_what_is_as_before_needs_no_answer(client_as: ClientAs, plan: Plan) -> None:
    assert "今は計画のとおりです" in reckon(client_as("chief"), plan, pieces_sms=500)


@pytest.mark.parametrize("slip", ["-1", "たくさん", "999999999999"])
def test_a_number_that_is_none_is_named_and_reckons_nothing(client_as: ClientAs, plan: Plan, slip: str) -> None:
    text = reckon(client_as("chief"), plan, pieces_sms=slip)
    assert "読めない数があります" in text
    assert "効果見込みは" not in text


def test_limits_that_cannot_be_met_together_are_told_and_no_plan_is_shown(
    client_as: ClientAs, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from towa.rooms.dunning.core.what_if import refused

    answer = refused(None, "最低接触件数を満たせません。")
    monkeypatch.setattr("towa.rooms.dunning.app.views.what_if.queries.what_if", lambda *_: answer)
    text = reckon(client_as("chief"), plan, pieces_sms=0)
    assert "この容量では計画を作れません" in text
    assert "最低接触件数を満たせません。" in text
    assert "この容量で計画を作り直す" not in text


def test_a_new_plan_is_made_in_the_background_with_what_was_changed_only(client_as: ClientAs, plan: Plan) -> None:
    data = {field(plan, "pieces:sms"): 3, field(plan, "pieces:letter"): 250}
    answer = client_as("chief").post(f"/dunning/plans/{plan.pk}/what-if/remake/", data)
    assert answer.headers["Location"].startswith("/jobs/")
    run = JobRun.objects.get(name="dunning.remake_plan")
    assert run.arguments == {"plan_id": plan.pk, "limits": {"pieces:sms": 3}}


def test_the_same_capacity_makes_no_new_plan(client_as: ClientAs, plan: Plan) -> None:
    answer = client_as("chief").post(f"/dunning/plans/{plan.pk}/what-if/remake/", {field(plan, "pieces:sms"): 500})
    assert answer.status_code == 422
    assert "容量が今の計画と同じです" in answer.content.decode()
    assert not JobRun.objects.exists()


@pytest.mark.parametrize("role", ["operator", "team_leader", "auditor"])
@pytest.mark.parametrize("page", ["", "reckon/", "remake/"])
def test_only_officers_try_capacities(client_as: ClientAs, plan: Plan, role: str, page: str) -> None:
    browser = client_as(role)
    ask = browser.post if page else browser.get
    assert ask(f"/dunning/plans/{plan.pk}/what-if/{page}").status_code == 403


def test_a_browser_without_scripts_gets_the_whole_page(client_as: ClientAs, plan: Plan) -> None:
    address = f"/dunning/plans/{plan.pk}/what-if/reckon/"
    text = client_as("chief").post(address, {field(plan, "pieces:sms"): 0}).content.decode()
    assert "<h1>" in text
    assert "SMSの送信数: 500 → 0 件" in text


def test_what_was_tried_is_taken_away_as_seen(client_as: ClientAs, plan: Plan) -> None:
    answer = client_as("chief").post(f"/dunning/plans/{plan.pk}/what-if/export/", {field(plan, "pieces:sms"): 3})
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert next(row[2:4] for row in rows if row[0] == "SMSの送信数") == (500, 3)


def test_what_cannot_be_read_is_not_taken_away(client_as: ClientAs, plan: Plan) -> None:
    address = f"/dunning/plans/{plan.pk}/what-if/export/"
    assert client_as("chief").post(address, {field(plan, "pieces:sms"): "-1"}).status_code == 422
