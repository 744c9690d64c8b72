"""Fixtures for every test of the program; loaded by the `conftest.py` at the root of the house."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase


SECRET_FOR_TESTS = "明日も晴れ"  # noqa: S105  # the same for every account, of tests only


def pytest_configure(config: pytest.Config) -> None:
    """Reads the settings, so that pytest-django sees that there are some, and keeps the network shut."""
    settings.DATABASES  # noqa: B018
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadgroup` the journeys stay on one worker."""
    from towa.platform.testing.scheduling import ByPlace

    return ByPlace(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_runtest_setup() -> None:
    """No network in tests: loopback and local sockets only."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def _unknown_words_fail(django_test_environment: None) -> None:
    from towa.platform.testing.unknown_words import install

    install()


@pytest.fixture(autouse=True)
def _japanese_first() -> Iterator[None]:
    """A page asked for in English leaves its language behind in this process; the next test begins in Japanese."""
    from django.utils import translation

    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A throw-away database, migrated as the owner, used as the program's role: row-level security binds."""
    from towa.platform.testing.flush import flush
    from towa.platform.testing.throw_away import throw_away_database

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), throw_away_database() as own:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: flush(own))
        with django_db_blocker.block():
            yield


@pytest.fixture
def municipality(db: None) -> Any:
    """The fictional town as a row, without working for it."""
    return _register("992011", "とわ市")


@pytest.fixture
def other_town(db: None) -> Any:
    """Another town, as a row: nothing of it may ever be seen."""
    return _register("992020", "となり市")


@pytest.fixture
def town(municipality: Any) -> Iterator[Any]:
    """The fictional town, and we work for it, as the program itself."""
    from towa.platform.audit.actor import Actor, acting_as
    from towa.platform.tenancy import town as work_for

    with work_for(municipality.pk), acting_as(Actor(kind="system", name="test")):
        yield municipality
        _give_up_an_aborted_transaction()


@pytest.fixture
def client_as(municipality: Any) -> Callable[..., Client]:
    """`client_as("operator")`: a browser signed in as an account of this role (in `town=` another town)."""
    from towa.platform.testing.browser import Browser

    return lambda role, town=None: Browser.signed_in(str(role), town or municipality)


def _register(code: str, name: str) -> Any:
    from towa.platform.tenancy.models import Municipality

    return Municipality.objects.get_or_create(code=code, defaults={"name": name})[0]


def _give_up_an_aborted_transaction() -> None:
    """A test may end with the error it wanted; everything is rolled back anyway."""
    from django.db import connection
    from psycopg.pq import TransactionStatus

    if connection.connection and connection.connection.info.transaction_status is TransactionStatus.INERROR:
        connection.needs_rollback = True
