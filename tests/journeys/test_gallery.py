"""All components in a real browser: usable by everybody, by keyboard, enlarged, in high contrast (部品の検査)."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import axe_violations, office_page, overflow, running_browser


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as found:
        yield found


@pytest.fixture
def gallery(browser: Browser, live_server: Any, settings: Any) -> Iterator[Page]:
    settings.ROOT_URLCONF = "towa.platform.ui.tests.addresses"
    page = office_page(browser)
    page.goto(f"{live_server.url}/?sort=-yen")
    yield page
    page.context.close()


def test_components_have_no_violation(gallery: Page) -> None:
    assert axe_violations(gallery) == []
    assert overflow(gallery) == 0


@pytest.mark.parametrize(("zoom", "options"), [(2.0, {}), (4.0, {}), (1.0, {"forced_colors": "active"})])
def test_components_hold_enlarged_and_in_high_contrast(
    browser: Browser, gallery: Page, zoom: float, options: dict[str, Any]
) -> None:
    page = office_page(browser, zoom=zoom, **options)
    page.goto(gallery.url)
    assert axe_violations(page) == []
    assert overflow(page) == 0
    page.context.close()


def test_question_mark_shows_the_keys_and_escape_takes_them_away(gallery: Page) -> None:
    gallery.keyboard.press("Shift+?")
    assert gallery.locator("#keys").is_visible()
    assert "保存して次へ" in gallery.locator("[data-keys-list]").inner_text()
    assert axe_violations(gallery) == []
    gallery.keyboard.press("Escape")
    assert not gallery.locator("#keys").is_visible()


def test_slash_leads_to_the_search_but_types_itself_in_a_field(gallery: Page) -> None:
    gallery.evaluate("document.activeElement.blur()")
    gallery.keyboard.press("/")
    assert gallery.evaluate("document.activeElement.name") == "q"
    gallery.keyboard.type("/?")
    assert gallery.locator("[name=q]").input_value() == "/?"
    assert not gallery.locator("#keys").is_visible()


def test_keys_stay_switched_off_once_they_are(gallery: Page) -> None:
    gallery.keyboard.press("Shift+?")
    gallery.locator("#keys-on").uncheck()
    gallery.reload()
    gallery.keyboard.press("Shift+?")
    assert not gallery.locator("#keys").is_visible()


def test_control_and_enter_save_from_inside_a_field(gallery: Page) -> None:
    gallery.locator("#id_name").focus()
    with gallery.expect_request(lambda request: request.method == "POST"):
        gallery.keyboard.press("Control+Enter")


def test_dialog_keeps_the_focus_and_gives_it_back(gallery: Page) -> None:
    opener = gallery.get_by_role("button", name="対話を開く")
    opener.click()
    assert gallery.evaluate("document.activeElement.closest('dialog').id") == "sample-dialog"
    assert axe_violations(gallery) == []
    gallery.keyboard.press("Escape")
    assert opener.evaluate("button => button === document.activeElement")


def test_skip_link_appears_when_reached_and_leads_to_the_content(gallery: Page) -> None:
    skip = gallery.locator(".skip")
    skip.focus()
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    gallery.keyboard.press("Enter")
    assert gallery.evaluate("document.activeElement.id") == "main"
