"""What every journey needs: a running town, a browser, a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.accessibility import running_browser
from tests.journeys.desk import SitDown, desks
from tests.journeys.town import RunningTown, a_running_town


@pytest.fixture(scope="session")
def running_town() -> Iterator[RunningTown]:
    with a_running_town() as town:
        yield town


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module only: while it is open, Django believes itself in an event loop and refuses the database."""
    with running_browser() as found:
        yield found


@pytest.fixture
def sit_down(browser: Browser, running_town: RunningTown) -> Iterator[SitDown]:
    with desks(browser, running_town.url) as found:
        yield found
