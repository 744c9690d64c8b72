"""Without a mouse, and without Japanese (キーボードだけで・英語で): the same ways are open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import SitDown


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
MANY = 80


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is there, as somebody without a mouse would."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with {MANY} tabs")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name ?? document.activeElement.id"))


def test_whole_way_to_a_person_goes_by_keyboard(sit_down: SitDown) -> None:
    page = sit_down(None)
    tab_to(page, "[name=login_name]")
    page.keyboard.type("tax-officer-demo")
    page.keyboard.press("Tab")
    page.keyboard.type("towa-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("/")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.locator("h1")).to_contain_text("振分計画")
    tab_to(page, "a[href$='/people/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("振り分けの一覧")
    page.keyboard.press("/")
    assert focused(page) == "text"
    tab_to(page, "#list tbody th a")
    name = str(page.evaluate("document.activeElement.innerText"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_question_mark_shows_the_keys_of_the_page(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    page.keyboard.press("Shift+?")
    keys = page.locator("[data-keys-list]")
    expect(keys).to_contain_text("ホーム")
    expect(keys).to_contain_text("最新の振り分け")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_focus_is_always_to_be_seen(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_program_speaks_english_from_the_sign_in_page_on_and_japanese_again(sit_down: SitDown) -> None:
    page = sit_down(None)
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    page.locator("form:has(input[value='tax-officer-demo']) button").click()
    page.wait_for_url("/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert not JAPANESE.search(page.locator("nav.nav").inner_text())
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("nav.nav")).to_contain_text("最新の振り分け")


def test_english_pages_hold_no_japanese_but_names_and_data(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    page.get_by_role("button", name="English").click()
    for address in ("/dunning/plans/", "/ledger/extracts/", "/ledger/extracts/upload/", "/jobs/"):
        page.goto(address)
        spoken = " ".join(page.locator("h1, h2, th[scope=col], label, main button, main .lead").all_inner_texts())
        assert not JAPANESE.search(spoken), f"{address}: {spoken}"
