"""Takes the handbook's pictures (手引きの画面) from a running demonstration: `python -m tools.pictures ADDRESS [FOLDER]`.

The town is fictional, so are all people on the pictures. Run it on a town of scale 1 that has taken in its extract.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.accessibility import office_page, running_browser, screenshot


ROOT = Path(__file__).resolve().parents[1]
LARGEST = 300 * 1024


def sign_in_page(page: Page, base: str) -> None:
    """Where everybody begins."""
    page.goto(f"{base}/people/sign-in/")


def plan(page: Page, base: str) -> None:
    """The newest plan in figures."""
    page.goto(f"{base}/dunning/")


def what_if(page: Page, base: str) -> None:
    """A hundred SMS more, tried."""
    page.goto(f"{base}/dunning/")
    page.goto(f"{page.url}what-if/")
    number = page.get_by_role("spinbutton", name="SMSの送信数")
    number.fill(str(int(number.input_value()) + 100))
    page.get_by_role("link", name="くわしい結果へ").wait_for()


def release(page: Page, base: str) -> None:
    """What an officer sees before a plan goes out."""
    page.goto(f"{base}/dunning/")
    page.goto(f"{page.url}release/")


def person(page: Page, base: str) -> None:
    """The first person of the plan's list who is called by an operator."""
    page.goto(f"{base}/dunning/")
    page.goto(f"{page.url}people/?channel=operator")
    page.locator("#list tbody th a").first.click()
    page.wait_for_load_state()


def take_in(page: Page, base: str) -> None:
    """The last extract that came in."""
    page.goto(f"{base}/ledger/extracts/")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()


PICTURES: dict[str, Callable[[Page, str], None]] = {
    "sign-in": sign_in_page,
    "plan": plan,
    "what-if": what_if,
    "release": release,
    "person": person,
    "take-in": take_in,
}


def sign_in(page: Page, base: str, login_name: str) -> None:
    """With the button of the demonstration's account."""
    page.goto(f"{base}/people/sign-in/")
    page.click(f"form:has(input[value='{login_name}']) button")
    page.wait_for_load_state()


def main(base: str, folder: Path) -> int:
    too_large = []
    with running_browser() as browser:
        page = office_page(browser)
        for name, show in PICTURES.items():
            show(page, base)
            page.wait_for_load_state("networkidle")
            target = folder / f"{name}.png"
            screenshot(page, target, whole=False)
            print(f"{target}  {target.stat().st_size // 1024} KiB")
            too_large += [name] if target.stat().st_size > LARGEST else []
            if show is sign_in_page:
                sign_in(page, base, "chief-demo")
    for name in too_large:
        print(f"{name}.png は {LARGEST // 1024} KiB を超えています。", file=sys.stderr)
    return 1 if too_large else 0


if __name__ == "__main__":
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    raise SystemExit(main(address.rstrip("/"), Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "img"))
