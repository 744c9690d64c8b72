"""Pages of the jobs: one's own runs with progress, nobody else's, and a way to stop."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from towa.platform.audit.actor import Actor, acting_as
from towa.platform.audit.models import Entry
from towa.platform.jobs import background, registry, start
from towa.platform.jobs.models import JobRun
from towa.platform.jobs.state import State
from towa.platform.tenancy.models import Municipality


pytestmark = pytest.mark.django_db
NAME = "test.pages"


@pytest.fixture
def clerk(client_as: Callable[..., Client]) -> Client:
    return client_as("counter_clerk")


@pytest.fixture
def run(town: Municipality, clerk: Client) -> Iterator[JobRun]:
    background(NAME, title="試しの処理")(lambda progress: None)
    with acting_as(Actor("person", "clerk", account_id=clerk.account.pk)):  # type: ignore[attr-defined]
        yield start(NAME)
    registry._jobs.pop(NAME)


def test_list_shows_ones_own_runs_by_their_titles(clerk: Client, run: JobRun) -> None:
    assert "試しの処理" in clerk.get(reverse("jobs:runs")).content.decode()


def test_page_of_an_empty_list_says_what_will_be_there(clerk: Client) -> None:
    assert "処理はまだありません" in clerk.get(reverse("jobs:runs")).content.decode()


def test_run_of_somebody_else_is_not_found(client_as: Callable[..., Client], run: JobRun) -> None:
    assert client_as("operator").get(reverse("jobs:run", args=[run.pk])).status_code == 404


def test_chief_sees_everybodys_runs(client_as: Callable[..., Client], run: JobRun) -> None:
    assert client_as("chief").get(reverse("jobs:run", args=[run.pk])).status_code == 200


def test_run_of_another_town_is_not_found_exactly_like_an_absent_one(
    client_as: Callable[..., Client], run: JobRun, other_town: Municipality
) -> None:
    chief = client_as("chief", town=other_town)
    pages = [chief.get(reverse("jobs:run", args=[pk])) for pk in (run.pk, 999_999)]
    assert [page.status_code for page in pages] == [404, 404]


def test_progress_is_asked_again_while_the_run_is_open(clerk: Client, run: JobRun) -> None:
    JobRun.objects.update(state=State.RUNNING, stage="読み込み", done=3, total=12)
    part = clerk.get(reverse("jobs:run", args=[run.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "読み込み" in part
    assert "<html" not in part
    assert f'hx-get="{reverse("jobs:run", args=[run.pk])}"' in part


def test_page_is_loaded_anew_when_the_run_has_ended(clerk: Client, run: JobRun) -> None:
    JobRun.objects.update(state=State.DONE, result={"url": "/people/account/"})
    address = reverse("jobs:run", args=[run.pk])
    assert clerk.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "結果を見る" in clerk.get(address).content.decode()


def test_cancelling_is_recorded(clerk: Client, run: JobRun) -> None:
    assert clerk.post(reverse("jobs:cancel", args=[run.pk])).status_code == 302
    run.refresh_from_db()
    assert run.state == State.CANCELLED
    assert Entry.objects.filter(act="jobs.cancel").count() == 1


def test_cancelling_needs_a_button_not_a_link(clerk: Client, run: JobRun) -> None:
    assert clerk.get(reverse("jobs:cancel", args=[run.pk])).status_code == 405
