"""A take-in that is killed in the middle leaves the ledger as it was; done again, it is whole."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from towa.platform.database.addresses import Addresses
from towa.platform.testing.throw_away import throw_away_database
from towa.rooms.ledger.tests.factories import ExtractFolder


PROGRAM = Path(__file__).with_name("killed.py")
TABLES = ("addressee", "levy", "instalment", "receipt", "balance", "extract", "quarantinedrow")
pytestmark = pytest.mark.crash


@pytest.fixture
def own(
    django_test_environment: None, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Addresses]:
    """A database of its own: what is committed there stays there."""
    from django.db import connection

    before = dict(connection.settings_dict)
    with django_db_blocker.unblock(), throw_away_database() as addresses:  # type: ignore[attr-defined]
        with psycopg.connect(addresses.admin, autocommit=True) as admin:
            admin.execute(
                "INSERT INTO tenancy_municipality (code, name, colour) VALUES ('992011', 'とわ市', '#0017c1')"
            )
        yield addresses
        connection.close()
        connection.settings_dict.update(before)


def program(own: Addresses, extract: Path, wait_at: str = "") -> subprocess.Popen[str]:
    environment = os.environ | {
        "TOWA_DATABASE_URL": own.app, "TOWA_DATABASE_ADMIN_URL": own.admin, "DJANGO_SETTINGS_MODULE": "towa.site.settings",
    }  # fmt: skip
    command = [sys.executable, str(PROGRAM), str(extract), wait_at]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=extract)


def rows(own: Addresses) -> dict[str, int]:
    with psycopg.connect(own.backup) as reader:
        found = (reader.execute(f"SELECT count(*) FROM ledger_{table}").fetchone() for table in TABLES)
        return {table: row[0] if row else -1 for table, row in zip(TABLES, found, strict=True)}


def test_a_take_in_killed_in_the_middle_leaves_nothing_and_is_whole_the_next_time(
    own: Addresses, tmp_path: Path
) -> None:
    extract = ExtractFolder().write(tmp_path)
    with program(own, extract, wait_at="不変条件の検査") as killed:
        assert killed.stdout is not None
        assert any(line.strip() == "不変条件の検査" for line in killed.stdout)
        killed.send_signal(signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    assert set(rows(own).values()) == {0}
    with program(own, extract) as again:
        assert again.communicate(timeout=60)[0].strip().endswith("taken")
    assert rows(own) == {
        "addressee": 3,
        "levy": 3,
        "instalment": 4,
        "receipt": 3,
        "balance": 3,
        "extract": 1,
        "quarantinedrow": 0,
    }
