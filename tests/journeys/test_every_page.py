"""Every page of three people (すべての画面): it answers, it is whole, everybody can use it, it fits on the screen."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import OFFICE_SCREEN, axe_violations, overflow
from tests.journeys.desk import SitDown
from tests.journeys.releasing import a_released_plan


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
RAW = re.compile(r"</?c-[\w-]+|{%|{{")
SAMPLES = 2
MOST_PAGES = 60
WIDTH, HEIGHT = OFFICE_SCREEN
looked_at: set[str] = set()  # page types that axe has seen in this session: the same for every role


def shape(address: str) -> str:
    """Addresses of one kind of page: numbers and values do not count."""
    parts = urlsplit(address)
    return re.sub(r"\d+", "N", parts.path) + "?" + "&".join(sorted(name for name, _ in parse_qsl(parts.query)))


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(link => link.getAttribute('href'))")
    here = [urljoin(page.url, href) for href in found if not href.startswith("#")]
    return [address for address in here if urlsplit(address).netloc == urlsplit(page.url).netloc]


def every_page(page: Page) -> Iterator[str]:
    """Opens page after page behind the links of those before; files are fetched, not opened. Yields faults."""
    waiting, seen, pages, done = [page.url], Counter[str](), set[str](), 0
    while waiting and done < MOST_PAGES:
        address = waiting.pop(0)
        kind = shape(address)
        if seen[kind] >= SAMPLES or address in seen or "/help/" in address:
            continue
        seen.update([kind, address])
        done += 1
        answer = page.request.get(address) if kind not in pages else page.goto(address)
        assert answer is not None
        if answer.status >= 400:
            yield f"{answer.status} {address}"
        elif "text/html" in answer.headers["content-type"]:
            if kind not in pages:
                page.goto(address)
            pages.add(kind)
            yield from faults(page, kind)
            waiting += links(page)


def faults(page: Page, kind: str) -> Iterator[str]:
    """What is wrong with the page that is open."""
    path = page.url
    if found := RAW.search(page.content()):
        yield f"{path}: {found.group()}"
    if kind not in looked_at:
        looked_at.add(kind)
        yield from (f"{path}: {violation}" for violation in axe_violations(page))
    for zoom in (1, 2):
        page.set_viewport_size({"width": WIDTH // zoom, "height": HEIGHT // zoom})
        if wider := overflow(page):
            yield f"{path}: {wider} px wider than the screen at {zoom * 100} %"
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


@pytest.mark.parametrize("role", ["tax-officer", "operator", "system-administrator"])
def test_every_page_behind_a_link_is_whole_and_usable(sit_down: SitDown, role: str) -> None:
    a_released_plan(sit_down)  # without one there would be little for the operator to open
    assert list(every_page(sit_down(role))) == []
