"""The ground of the tests itself: it must be able to fail."""

import socket

import pytest
from django.db import connection
from django.template import Context, Origin, Template, engines
from pytest_socket import SocketConnectBlockedError

from towa.platform.database import APP_ROLE
from towa.platform.tenancy.models import Municipality
from towa.platform.testing.unknown_words import OURS


def rendered(source: str, path: str) -> str:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return Template(source, origin=Origin(path), engine=engine).render(Context({"known": "x"}))


def test_unknown_word_in_our_template_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="nothing"):
        rendered("{{ nothing }}", f"{OURS}/rooms/page.html")


def test_unknown_part_of_a_known_word_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"known\.part"):
        rendered("{{ known.part }}", f"{OURS}/rooms/page.html")


def test_unknown_word_is_fine_with_a_default_in_a_condition_and_in_templates_of_others() -> None:
    assert rendered("{{ nothing|default:'-' }}", f"{OURS}/rooms/page.html") == "-"
    assert rendered("{% if nothing %}1{% endif %}", f"{OURS}/rooms/page.html") == ""
    assert rendered("{{ nothing }}", "/elsewhere/page.html") == ""


def test_network_is_shut() -> None:
    with pytest.raises((SocketConnectBlockedError, UserWarning), match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.django_db
def test_tests_use_the_programs_own_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        role, database = cursor.fetchone()
    assert role == APP_ROLE
    assert database.startswith("towa_test_")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_tables_are_emptied_after_a_test_with_real_transactions(time: int) -> None:
    assert not Municipality.objects.exists()
    Municipality.objects.create(code="992011", name=f"とわ市{time}")
