"""A desk in the office (職員の机): one browser page whose every fault is written down.

A request to anywhere but the town, an error in the console, a refusal of the content security policy: none may happen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.journeys.accessibility import office_page


SitDown = Callable[..., Page]
# The console repeats each answer ≥ 400; whether it was deliberate is for the journey to say.
REPEATED = "Failed to load resource"


@contextmanager
def desks(browser: Browser, url: str) -> Iterator[SitDown]:
    """`sit_down("tax-officer")`: a page of this demonstration account, at home; `None`: nobody has signed in."""
    complaints: list[str] = []
    pages: list[Page] = []

    def sit_down(role: str | None, **options: Any) -> Page:
        page = office_page(browser, base_url=url, **options)
        pages.append(page)
        watch(page, url, complaints)
        page.goto("/people/sign-in/")
        if role:
            page.locator(f"form:has(input[value='{role}-demo']) button").click()
            page.wait_for_url("/")
        return page

    yield sit_down
    for page in pages:
        page.context.close()
    assert complaints == []


def watch(page: Page, url: str, complaints: list[str]) -> None:
    """Writes down what must not happen on any page."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REPEATED):
            complaints.append(f"{page.url}: {message.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith((url, "data:", "blob:")):
            complaints.append(f"{page.url}: asked {asked.url}")

    page.on("console", console)
    page.on("request", request)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
