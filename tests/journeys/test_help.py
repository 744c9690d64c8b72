"""The handbook inside the program (手引き): it opens, and what is searched is found, without any network."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import SitDown


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_handbook_opens_from_the_footer_and_finds_late_charge(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    page.get_by_role("link", name="手引き").click()
    expect(page.locator("h1")).to_contain_text("手引き")
    page.locator("input.md-search__input").click()
    # The index is loaded first; what is typed before that is not looked for.
    expect(page.locator(".md-search-result__meta")).to_contain_text("入力してください", timeout=20_000)
    page.keyboard.type("延滞金", delay=30)
    page.keyboard.press("End")  # the page listens to keys; text that is put in whole presses none
    found = page.locator(".md-search-result__item a").first
    expect(found).to_contain_text("延滞金", timeout=20_000)
    found.click()
    expect(page.locator("main")).to_contain_text("延滞金")
