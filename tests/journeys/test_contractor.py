"""A day of an operator of the contractor (受託者のオペレーター): what may be handled, and not a line more."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import SitDown
from tests.journeys.releasing import a_released_plan


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_operator_sees_only_whom_the_contractor_may_handle(sit_down: SitDown) -> None:
    plan = a_released_plan(sit_down)
    officer, operator = sit_down("tax-officer"), sit_down("operator")
    counts = []
    for page in (officer, operator):
        page.goto(plan)
        page.get_by_role("link", name="一覧", exact=True).click()
        counts.append(int(page.locator("#list [role=status]").inner_text().split("人")[0].replace(",", "")))
    assert 0 < counts[1] < counts[0]
    officer.goto(f"{officer.url}?handler=contractor")
    expect(officer.locator("#list [role=status]")).to_contain_text(f"{counts[1]:,}人")
    expect(operator.get_by_role("link", name="対象外")).to_have_count(0)


def test_person_whom_only_officers_may_handle_is_closed_to_the_operator(sit_down: SitDown) -> None:
    plan, officer = a_released_plan(sit_down), sit_down("tax-officer")
    officer.goto(f"{plan}people/?handler=officer")
    closed = officer.locator("#list tbody th a").first.get_attribute("href")
    operator = sit_down("operator")
    answer = operator.goto(str(closed))
    assert answer is not None
    assert answer.status == 403


def test_take_in_is_neither_offered_to_the_operator_nor_open(sit_down: SitDown) -> None:
    page = sit_down("operator")
    expect(page.locator("nav.nav")).to_contain_text("最新の振り分け")
    expect(page.locator("nav.nav")).not_to_contain_text("抽出データの取込")
    for address in ("/ledger/extracts/", "/ledger/extracts/upload/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 403
    expect(page.locator("main")).to_contain_text("「抽出データの取込」は、今の役割（オペレーター）では行えません。")
    expect(page.get_by_role("link", name="ホーム").first).to_be_visible()
