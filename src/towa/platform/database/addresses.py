"""The addresses in use: those of the settings, or those of the private cluster, which is started when needed."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
import psycopg.sql
from psycopg.conninfo import conninfo_to_dict

from towa.platform.configuration import installation
from towa.platform.database.private_cluster import ADMIN, DATABASE, Keys, PrivateCluster
from towa.platform.database.roles import APP_ROLE, BACKUP_ROLE, OWNER_ROLE, prepare


class DatabaseRefused(Exception):
    """データベースに接続できません。"""


@dataclass(frozen=True)
class Addresses:
    """Where the program (`app`) and the administrator (`admin`) connect; `admin` is used for migrations only."""

    app: str
    admin: str
    backup: str

    def for_django(self, role: str) -> dict[str, Any]:
        """Django's connection settings for one role; a login that is not the role itself changes into it."""
        address = self.app if role == APP_ROLE else self.admin
        parts = conninfo_to_dict(address)
        login = parts.pop("user", "")
        options = parts.pop("options", "")
        if login != role and f"role={role}" not in str(options):
            options = f"{options or ''} -c role={role}".strip()
        known = ("dbname", "password", "host", "port")
        name, password, host, port = (str(parts.pop(key, "")) for key in known)
        extra = {key: value for key, value in parts.items() if value is not None}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name, "USER": login, "PASSWORD": password, "HOST": host, "PORT": port,
            "OPTIONS": {**extra, "options": options},
        }  # fmt: skip

    def in_database(self, name: str) -> "Addresses":
        """The same servers and logins, another database (tests use throw-away databases)."""
        return Addresses(*(_with_database(address, name) for address in (self.app, self.admin, self.backup)))


@cache
def addresses() -> Addresses:
    """The addresses in use; starts the private cluster when the settings name no other database."""
    settings = installation()
    if settings.database_url:
        admin = settings.database_admin_url or settings.database_url
        _say_if_unreachable(admin)
        return Addresses(as_role(settings.database_url, APP_ROLE), admin, as_role(admin, BACKUP_ROLE))
    return private_addresses(PrivateCluster(settings.state_dir / "postgres").start())


def as_role(address: str, role: str) -> str:
    """The same address, changing into `role` right after the login (so what is printed is what is in use)."""
    parts = urlsplit(address)
    if unquote(parts.username or "") == role:
        return address
    query = "&".join(filter(None, [parts.query, f"options=-c%20role%3D{role}"]))
    return urlunsplit(parts._replace(query=query))


def private_addresses(keys: Keys, database: str = DATABASE) -> Addresses:
    return Addresses(
        app=keys.address(APP_ROLE, keys.app, database),
        admin=keys.address(ADMIN, keys.admin, database),
        backup=keys.address(BACKUP_ROLE, keys.backup, database),
    )


def ensure_database() -> Addresses:
    """Makes sure that database and roles exist (not the tables: those come by migration)."""
    found = addresses()
    if not installation().database_url:
        keys = PrivateCluster(installation().state_dir / "postgres").keys()
        create_database(found.admin)
        prepare(found.admin, {APP_ROLE: keys.app, BACKUP_ROLE: keys.backup})
    else:
        prepare(found.admin)
    return found


def create_database(admin_address: str) -> bool:
    """Creates the database named in the address when it is absent; True when it was created."""
    name = conninfo_to_dict(admin_address)["dbname"]
    with psycopg.connect(_with_database(admin_address, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(str(name))))
        return True


def drop_database(admin_address: str) -> None:
    """Drops the database named in the address; for throw-away databases of tests and benchmarks."""
    name = conninfo_to_dict(admin_address)["dbname"]
    with psycopg.connect(_with_database(admin_address, "postgres"), autocommit=True) as connection:
        connection.execute(
            psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(psycopg.sql.Identifier(str(name)))
        )


def _with_database(address: str, name: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path="/" + quote(name)))


def _say_if_unreachable(address: str) -> None:
    """A server that answers but has no such database yet is given one, where the login may."""
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        try:
            if create_database(address):
                return
        except psycopg.Error:
            pass  # the first error tells more
        raise DatabaseRefused(f"TOWA_DATABASE_URL のデータベースに接続できません。\n{error}") from error


__all__ = ["OWNER_ROLE", "Addresses", "DatabaseRefused", "addresses", "create_database", "drop_database"]
