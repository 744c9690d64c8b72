"""The handbook inside the program (手引き): it opens, and what is searched is found, without any network."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import SitDown


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize(
    ("words", "title"),
    [("延滞金", "延滞金"), ("抽出データ", "抽出データ"), ("振り分けの設定", "振り分けの設定を変える")],
)
def test_handbook_opens_from_the_footer_and_finds_what_is_asked(sit_down: SitDown, words: str, title: str) -> None:
    page = sit_down("tax-officer")
    page.get_by_role("link", name="手引き").click()
    expect(page.locator("h1")).to_contain_text("手引き")
    page.locator("input.md-search__input").click()
    # The index is loaded first; what is typed before that is not looked for.
    expect(page.locator(".md-search-result__meta")).to_contain_text("入力してください", timeout=20_000)
    page.keyboard.type(words, delay=30)
    page.keyboard.press("End")  # the page listens to keys; text that is put in whole presses none
    found = page.locator(".md-search-result__item a").first
    expect(found).to_contain_text(title, timeout=20_000)
    found.click()
    expect(page.locator("main")).to_contain_text(title)
