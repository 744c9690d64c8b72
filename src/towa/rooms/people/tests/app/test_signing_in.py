"""Signing in: the right person at once, the wrong one slowly, and everything on record."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from towa.platform.audit.models import Entry
from towa.platform.tenancy import outside_town
from towa.platform.tenancy import town as work_for
from towa.platform.tenancy.models import Municipality
from towa.rooms.people.app import queries
from towa.rooms.people.app.actions import DEMO_PASSWORD, make_demo_accounts


pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
NAME = "chief-demo"


@pytest.fixture
def demo(town: Municipality) -> Municipality:
    make_demo_accounts(town.pk)
    return town


@pytest.fixture
def browser(demo: Municipality) -> Client:
    return Client()


def attempt(browser: Client, password: str, name: str = NAME, next_page: str = "") -> int:
    with outside_town():
        return browser.post(
            reverse("people:sign-in"), {"login_name": name, "password": password, "next": next_page}
        ).status_code


def test_right_password_opens_the_house_and_is_recorded(browser: Client) -> None:
    assert attempt(browser, DEMO_PASSWORD) == 302
    line = Entry.objects.get(act="people.sign_in")
    assert line.actor_name == NAME


def test_wrong_password_is_refused_and_recorded(browser: Client) -> None:
    assert attempt(browser, "wrong") == 422
    assert Entry.objects.filter(act="people.refuse_sign_in", actor_name="anonymous").count() == 1


def test_unknown_name_is_refused_in_the_same_words(browser: Client) -> None:
    with outside_town():
        pages = [
            browser.post(reverse("people:sign-in"), {"login_name": name, "password": "wrong"})
            for name in (NAME, "nobody-xx")
        ]
    assert "利用者名またはパスワードが違います" in pages[0].content.decode()
    assert pages[0].context["form"].errors == pages[1].context["form"].errors


def test_after_five_failures_even_the_right_password_waits_a_minute(browser: Client) -> None:
    with time_machine.travel(MORNING, tick=False):
        assert [attempt(browser, "wrong") for _ in range(5)] == [422] * 5
        assert attempt(browser, DEMO_PASSWORD) == 422
    with time_machine.travel(MORNING + timedelta(seconds=61), tick=False):
        assert attempt(browser, DEMO_PASSWORD) == 302


def test_success_forgets_former_failures(browser: Client) -> None:
    for _ in range(3):
        attempt(browser, "wrong")
        attempt(browser, "wrong")
        assert attempt(browser, DEMO_PASSWORD) == 302


def test_disabled_account_does_not_get_in(browser: Client, demo: Municipality, django_user_model: type) -> None:
    django_user_model.objects.filter(login_name=NAME).update(is_active=False)  # type: ignore[attr-defined]
    assert attempt(browser, DEMO_PASSWORD) == 422


def test_one_is_led_to_the_page_one_wanted_but_never_to_another_house(browser: Client) -> None:
    with outside_town():
        for wanted, led in (("/jobs/", "/jobs/"), ("https://example.com/", reverse("home"))):
            page = browser.post(
                reverse("people:sign-in"), {"login_name": NAME, "password": DEMO_PASSWORD, "next": wanted}
            )
            assert page.headers["Location"] == led


def test_demo_accounts_are_shown_in_demonstrations_only(demo: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    for is_demo in (True, False):
        monkeypatch.setattr(queries, "installation", lambda is_demo=is_demo: SimpleNamespace(demo=is_demo))
        with outside_town():
            page = Client().get(reverse("people:sign-in")).content.decode()
        assert (NAME in page) is is_demo
        assert (DEMO_PASSWORD in page) is is_demo


def test_demo_accounts_are_made_once_one_for_each_role(demo: Municipality) -> None:
    made = make_demo_accounts(demo.pk)
    assert len(made) == len({view.role for view in made}) == 13


def test_signing_out_is_recorded_and_closes_the_house(browser: Client) -> None:
    attempt(browser, DEMO_PASSWORD)
    with outside_town():
        browser.post(reverse("people:sign-out"))
        assert browser.get(reverse("people:account")).status_code == 302
    assert Entry.objects.filter(act="people.sign_out", actor_name=NAME).exists()


def test_demo_accounts_of_a_second_town_have_names_of_their_own(demo: Municipality, other_town: Municipality) -> None:
    with outside_town(), work_for(other_town.pk):
        names = {view.login_name for view in make_demo_accounts(other_town.pk)}
    assert f"chief-{other_town.code}-demo" in names
