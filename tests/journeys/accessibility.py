"""Can everybody use this page? (アクセシビリティの検査) The tools that journeys use: browser, axe-core, pictures.

axe finds a third to a half of what JIS X 8341-3 asks for; the rest is checked by hand (keyboard, 200 %, forced colours).
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright


ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OFFICE_SCREEN = (1366, 768)
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


def browser_path() -> str:
    """The installed browser.

    Raises:
        LookupError: none of the known ones is there; the message says how to get it.
    """
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    raise LookupError("ブラウザーがありません。apt-get install chromium-headless-shell を実行してください。")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser without a window, in Japanese.

    Playwright keeps an event loop in this thread while it runs; Django would refuse its database beside one,
    though nothing here is asynchronous.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox"], env={**os.environ, "LANGUAGE": "ja"}
        )
        try:
            yield browser
        finally:
            browser.close()


def office_page(browser: Browser, *, zoom: float = 1.0, **options: Any) -> Page:
    """A page as an office sees it: 1366 × 768; zoomed in, the same glass holds fewer CSS pixels."""
    width, height = OFFICE_SCREEN
    viewport = ViewportSize(width=round(width / zoom), height=round(height / zoom))
    context = browser.new_context(viewport=viewport, device_scale_factor=zoom, locale="ja-JP", **options)
    return context.new_page()


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds on the page that is open: one line per rule, with the first place."""
    page.evaluate(_axe())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{rule['id']}: {rule['help']} ({len(rule['nodes'])}×) {rule['nodes'][0]['html']}"
        for rule in found["violations"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen; nobody should have to scroll sideways to read."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def screenshot(page: Page, target: Path, *, whole: bool = True) -> None:
    """A picture of the page, without blinking carets and running animations."""
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(target), full_page=whole, animations="disabled", caret="hide")


@cache
def _axe() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
