"""Throw-away databases (使い捨てのデータベース): migrated once, copied per run, dropped at the end.

A template named after the hash of all migrations is made by the first run that needs it; every run, and every
parallel worker, copies it (a copy takes about 0.2 s, all migrations together many times that).
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import procrastinate
import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

import towa
from towa.platform.database import APP_ROLE, OWNER_ROLE, Addresses, prepare
from towa.platform.database.addresses import drop_database, ensure_database


PREFIX = "towa_test"
ADVISORY_LOCK = 7_204_518_001  # any fixed number; one migrates, the others wait


@contextmanager
def throw_away_database() -> Iterator[Addresses]:
    """A database of this process alone, with all tables, connected as the program's role."""
    name = f"{PREFIX}_{os.getpid()}_{secrets.token_hex(4)}"
    found = ensure_database()
    with _server(found) as server:
        _drop_stale(server, found)
        template = _template(server, found)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        own = found.in_database(name)
        prepare(own.admin)  # rights on the database itself are not copied with a template
    connect(own, APP_ROLE)
    try:
        yield own
    finally:
        connection.close()
        drop_database(own.admin)


def connect(addresses: Addresses, role: str) -> None:
    """Points Django's connection at this database in this role."""
    connection.close()
    connection.settings_dict.update(addresses.for_django(role))


@contextmanager
def _server(found: Addresses) -> Iterator[psycopg.Connection]:
    """The server's own database, with the lock that lets one process at a time make or copy the template."""
    address = found.in_database("postgres").admin
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        yield server


def _template(server: psycopg.Connection, found: Addresses) -> str:
    name = f"{PREFIX}_template_{_fingerprint()}"
    if name not in _databases(server):
        half = f"{name}_half"
        _drop(found, half)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
        _migrate(found.in_database(half))
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name)))
    return name


def _migrate(addresses: Addresses) -> None:
    prepare(addresses.admin)
    connect(addresses, OWNER_ROLE)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()


def _fingerprint() -> str:
    """What decides the tables: our migrations, the roles, and the versions of those who bring tables of their own."""
    source = Path(towa.__file__).parent
    files = [*source.glob("**/migrations/*.py"), *source.glob("platform/database/roles.py")]
    files += source.glob("platform/tenancy/constraints.py")
    digest = hashlib.sha256(f"{django.__version__} {procrastinate.__version__}".encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(source)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _drop_stale(server: psycopg.Connection, found: Addresses) -> None:
    """Databases of killed runs, and templates of former migrations."""
    in_use = {name for (name,) in server.execute("SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL")}
    for name in _databases(server) - in_use:
        word = name.removeprefix(f"{PREFIX}_").split("_")[0]
        if (word.isdigit() and not Path(f"/proc/{word}").exists()) or (
            word == "template" and _fingerprint() not in name
        ):
            _drop(found, name)


def _databases(server: psycopg.Connection) -> set[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
    return {name for (name,) in rows}


def _drop(found: Addresses, name: str) -> None:
    drop_database(found.in_database(name).admin)
