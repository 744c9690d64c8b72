"""The release of a plan (決裁) as people do it: what several journeys need, because a contractor sees nothing before."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.desk import SitDown


def newest_plan(page: Page) -> str:
    """The path of the newest plan that exists for the person at the desk."""
    page.goto("/dunning/")
    return urlsplit(page.url).path


def mark_all(page: Page) -> None:
    """「確認しました」 in every part of the page."""
    for box in page.locator("main input[type=checkbox]").all():
        box.check()


def release(page: Page, plan: str) -> None:
    """Looks through the page of the release and releases; the record stands there afterwards."""
    page.goto(f"{plan}release/")
    mark_all(page)
    page.get_by_role("button", name="この計画を確定する").click()
    expect(page.get_by_role("heading", name="決裁の記録")).to_be_visible()


def a_released_plan(sit_down: SitDown) -> str:
    """The path of a released plan; where there is none yet, the division head releases the newest."""
    page = sit_down("division-head")
    page.goto("/dunning/plans/")
    released = page.locator("main tbody tr", has_text="確定").first
    if not released.count():
        plan = newest_plan(page)
        release(page, plan)
        return plan
    return str(released.locator("th a").get_attribute("href"))
