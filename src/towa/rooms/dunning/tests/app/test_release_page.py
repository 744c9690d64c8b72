"""決裁 on the screen: every part is marked as seen, nobody releases an own plan, stops have no way round, the sheet proves it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from towa.platform.audit.models import Entry
from towa.rooms.dunning.app.models import Decision, Plan
from towa.rooms.dunning.app.queries.content import content_hash
from towa.rooms.dunning.tests.app import factories


ClientAs = Callable[[str], Any]
pytestmark = pytest.mark.usefixtures("town")
MADE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MARKS = dict.fromkeys(("figures", "channels", "samples", "skipped", "warnings"), "on")


@pytest.fixture
def plan() -> Plan:
    """A draft with somebody to be written to, somebody left in peace and somebody excluded."""
    made = factories.plan(people=2, excluded=1)
    factories.decision(made, name="手紙 の人", channel="letter")
    factories.decision(made, channel="none", why="使える手段がないため、催告しません。")
    factories.exclusion(made)
    return made


def address(plan: Plan) -> str:
    return f"/dunning/plans/{plan.pk}/release/"


def release(browser: Client, plan: Plan, **changes: str) -> Any:
    data = MARKS | {"seen": content_hash(plan.pk)} | changes
    return browser.post(address(plan), {name: value for name, value in data.items() if value}, follow=True)


def state(plan: Plan) -> str:
    return str(Plan.objects.values_list("state", flat=True).get(pk=plan.pk))


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_page_shows_how_many_how_much_who_and_why_not(client_as: ClientAs, plan: Plan) -> None:
    text = client_as("chief").get(address(plan)).content.decode()
    for words in ("手紙 の人", "使える手段がないため、催告しません。", "死亡", "50,000", "抜き取った 1人"):
        assert words in text


def test_a_plan_is_released_when_everything_was_marked(client_as: ClientAs, plan: Plan) -> None:
    chief = client_as("chief")
    text = release(chief, plan, comment="問題なし").content.decode()
    assert state(plan) == "released"
    assert "振分計画を確定しました。" in text
    assert content_hash(plan.pk) in text
    assert Entry.objects.get(act="dunning.release_plan").purpose == "問題なし"


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_part_that_was_not_marked_holds_the_release_back(client_as: ClientAs, plan: Plan, mark: str) -> None:
    answer = release(client_as("chief"), plan, **{mark: ""})
    assert answer.status_code == 422
    assert "内容を見て、確認の印を付けてください。" in answer.content.decode()
    assert state(plan) == "draft"


def test_what_changed_after_it_was_looked_at_is_not_released(client_as: ClientAs, plan: Plan) -> None:
    seen = content_hash(plan.pk)
    Decision.objects.filter(plan=plan, channel="letter").update(phone_mobile="090-0000-0009")
    assert "もう一度点検してください" in release(client_as("chief"), plan, seen=seen).content.decode()
    assert state(plan) == "draft"


def test_the_maker_of_a_plan_is_told_the_rule_and_offered_no_button(client_as: ClientAs, plan: Plan) -> None:
    chief = client_as("chief")
    Plan.objects.filter(pk=plan.pk).update(maker=chief.account)
    text = chief.get(address(plan)).content.decode()
    assert "計画を作成した人は、その計画を確定できません。" in text
    assert "この計画を確定する" not in text
    assert "計画を作成した人は、その計画を確定できません。" in release(chief, plan).content.decode()
    assert state(plan) == "draft"


def test_a_stop_has_no_way_round(client_as: ClientAs, plan: Plan) -> None:
    factories.extract(factories.ON + timedelta(days=7))
    chief = client_as("chief")
    assert "計画の基準日より新しい抽出が取り込まれています。" in chief.get(address(plan)).content.decode()
    release(chief, plan)
    assert state(plan) == "draft"


@pytest.mark.parametrize("role", ["tax_officer", "auditor"])
def test_others_of_the_city_read_the_page_but_release_nothing(client_as: ClientAs, plan: Plan, role: str) -> None:
    browser = client_as(role)
    text = browser.get(address(plan)).content.decode()
    assert "手紙 の人" in text
    assert "この計画を確定する" not in text
    assert browser.post(address(plan), MARKS | {"seen": content_hash(plan.pk)}).status_code == 403
    assert state(plan) == "draft"


@pytest.mark.parametrize("page", ["", "sheet.pdf"])
def test_the_contractor_has_no_part_in_the_release(client_as: ClientAs, plan: Plan, page: str) -> None:
    assert client_as("contractor_manager").get(f"{address(plan)}{page}").status_code == 403


def test_a_way_used_unusually_often_is_marked_beside_the_plans_before(client_as: ClientAs, plan: Plan) -> None:
    for days in range(1, 4):
        factories.plan(made_at=MADE - timedelta(days=days), state="released")
    for _ in range(15):
        factories.decision(plan, channel="letter")
    page = client_as("chief").get(address(plan))
    assert page.context["figure"].rows[0] == ("催告書", 16, 0, 0, 0)
    assert "いつもと違います" in page.content.decode()


def test_the_sheet_of_a_released_plan_names_who_when_and_upon_what(client_as: ClientAs, plan: Plan) -> None:
    chief = client_as("chief")
    release(chief, plan, comment="人数を確かめた")
    text = text_of(chief.get(f"{address(plan)}sheet.pdf").content)
    for words in ("振分計画の決裁書", "人数を確かめた", content_hash(plan.pk), "監査記録 第", "令和8年11月20日"):
        assert words in text
    assert "未決裁" not in text


def test_the_sheet_of_a_draft_says_so_and_names_no_resident(client_as: ClientAs, plan: Plan) -> None:
    text = text_of(client_as("tax_officer").get(f"{address(plan)}sheet.pdf").content)
    assert "未決裁" in text
    assert "手紙 の人" not in text
    assert Entry.objects.get(act="dunning.export_list").detail["format"] == "pdf"
