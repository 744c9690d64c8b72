"""The plan of the day (今日の振り分け計画): looked at, tried with other capacities, made anew, released by somebody else."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe_violations, overflow
from tests.journeys.desk import SitDown
from tests.journeys.releasing import mark_all, newest_plan, release


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
LONG = 60_000


def try_capacity(page: Page, plan: str) -> None:
    """Moves the slider of the letters by keys alone and waits for the answer."""
    page.goto(f"{plan}what-if/")
    slider = page.get_by_role("slider", name="催告書の発送数")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowLeft")
    expect(page.locator("#answer")).to_contain_text("効果見込みは")
    expect(page.get_by_role("heading", name="試算のくわしい結果")).to_be_visible()


def made_anew(page: Page) -> str:
    """A new draft that may send half as many SMS as the newest plan sends; gives its path."""
    page.goto(f"{newest_plan(page)}what-if/")
    used = re.search(r"使用 ([\d,]+)", page.locator(".slider", has_text="SMSの送信数").inner_text())
    assert used is not None
    page.get_by_role("spinbutton", name="SMSの送信数").fill(str(int(used[1].replace(",", "")) // 2))
    page.get_by_role("button", name="この容量で計画を作り直す").click()
    page.get_by_role("link", name="結果を見る").click(timeout=LONG)
    page.wait_for_url(re.compile(r"/dunning/plans/\d+/$"))
    return newest_plan(page)


def test_chief_reads_how_good_the_plan_is_and_what_it_uses(sit_down: SitDown) -> None:
    page = sit_down("chief")
    page.goto(newest_plan(page))
    expect(page.locator("main")).to_contain_text(re.compile(r"この計画は理論上の上限の [\d.]+ % です。"))
    expect(page.get_by_role("img", name=re.compile("電話の手段と時間帯ごとの使い方"))).to_be_visible()
    expect(page.get_by_role("link", name="なぜ公平で、ほぼ最適といえるのか")).to_have_attribute(
        "href", "/help/explanation/routing-proof/"
    )


def test_chief_tries_a_capacity_by_keys_and_takes_it_back(sit_down: SitDown) -> None:
    page = sit_down("chief")
    plan = newest_plan(page)
    try_capacity(page, plan)
    number = page.get_by_role("spinbutton", name="催告書の発送数")
    tried = int(number.input_value())
    expect(page.locator("#answer")).to_contain_text(f"→ {tried:,} 件")
    assert page.evaluate("document.activeElement.type") == "range"
    assert axe_violations(page) == []
    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("#answer")).to_contain_text("今は計画のとおりです")
    assert int(number.input_value()) > tried
    assert newest_plan(page) == plan


def test_a_typed_number_moves_the_slider_and_a_slip_is_named(sit_down: SitDown) -> None:
    page = sit_down("chief")
    page.goto(f"{newest_plan(page)}what-if/")
    number, slider = (page.get_by_role(role, name="催告書の発送数") for role in ("spinbutton", "slider"))
    number.fill("130")
    expect(slider).to_have_js_property("value", "130")
    number.fill("-5")
    expect(page.locator("#answer")).to_contain_text("読めない数があります")
    assert axe_violations(page) == []


def test_what_is_tried_fits_on_an_enlarged_screen(sit_down: SitDown) -> None:
    page = sit_down("chief", zoom=2.0)
    try_capacity(page, newest_plan(page))
    assert overflow(page) == 0


def test_draft_is_released_by_somebody_else_and_only_then_seen_by_the_contractor(sit_down: SitDown) -> None:
    chief, head, operator = sit_down("chief"), sit_down("division-head"), sit_down("operator")
    draft = made_anew(chief)
    chief.goto(f"{draft}release/")
    expect(chief.locator("main")).to_contain_text("計画を作成した人は、その計画を確定できません。")
    expect(chief.get_by_role("button", name="この計画を確定する")).to_have_count(0)
    answer = operator.goto(draft)
    assert answer is not None
    assert answer.status == 404
    release(head, draft)
    assert axe_violations(head) == []
    answer = operator.goto(draft)
    assert answer is not None
    assert answer.status == 200
    assert newest_plan(operator) == draft


def test_release_waits_until_every_part_was_marked(sit_down: SitDown, tmp_path: Path) -> None:
    chief, head = sit_down("chief"), sit_down("division-head")
    draft = made_anew(chief)
    head.goto(f"{draft}release/")
    assert axe_violations(head) == []
    head.get_by_role("button", name="この計画を確定する").click()
    expect(head.locator("main")).to_contain_text("内容を見て、確認の印を付けてください。")
    assert axe_violations(head) == []
    mark_all(head)
    head.get_by_label("所見（任意）").fill("件数を確かめた。")
    head.get_by_role("button", name="この計画を確定する").click()
    expect(head.locator("main")).to_contain_text("件数を確かめた。")
    with head.expect_download() as download:
        head.get_by_role("link", name="決裁文書（PDF）").click()
    target = tmp_path / "sheet.pdf"
    download.value.save_as(target)
    assert target.read_bytes().startswith(b"%PDF")


def test_chief_follows_a_difference_to_the_people_behind_it(sit_down: SitDown) -> None:
    page = sit_down("chief")
    draft = made_anew(page)
    page.goto(f"{draft}changes/?kind=changed")
    people = page.locator("main tbody td.numeric a").first
    count = people.inner_text()
    people.click()
    expect(page.locator("#list [role=status]")).to_have_text(count)
    assert axe_violations(page) == []
