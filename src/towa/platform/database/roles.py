"""The three roles of the database and what each may do; safe to run again and again."""

import time

import psycopg
from psycopg import sql


OWNER_ROLE = "towa_owner"
APP_ROLE = "towa_app"
BACKUP_ROLE = "towa_backup"
ROLES = {OWNER_ROLE: "", APP_ROLE: "", BACKUP_ROLE: "BYPASSRLS"}

# Roles belong to the whole server; two processes that prepare at once disturb each other ("tuple concurrently updated").
CONCURRENT = (psycopg.errors.InternalError_, psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject)
FIRST_WITH_MAINTAIN = 170_000
PAUSES = (0.1, 0.3, 0.9, 2.7)


class RolesRefused(Exception):
    """データベースの役割を用意できませんでした。"""


def prepare(admin_address: str, passwords: dict[str, str] | None = None) -> None:
    """Makes roles, extensions and rights in the database behind `admin_address`.

    Args:
        admin_address: a login that may create roles, or one for which they were made beforehand.
        passwords: role → password; a role with one may log in.

    Raises:
        RolesRefused: rights are missing; the message lists the SQL that an administrator has to run once.
    """
    for pause in PAUSES:
        try:
            _prepare(admin_address, passwords or {})
            return
        except CONCURRENT:
            time.sleep(pause)
    _prepare(admin_address, passwords or {})


def _prepare(admin_address: str, passwords: dict[str, str]) -> None:
    with psycopg.connect(admin_address, autocommit=True) as connection:
        try:
            _make_roles(connection, passwords)
            _grant(connection)
        except psycopg.errors.InsufficientPrivilege as error:
            raise RolesRefused(f"{error}\n管理者が一度だけ次を実行してください:\n{_by_hand()}") from error


def _make_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role, extra in ROLES.items():
        if role not in present:
            connection.execute(
                sql.SQL("CREATE ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE " + extra).format(sql.Identifier(role))
            )
        if role in passwords:
            connection.execute(
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(passwords[role]))
            )


def _grant(connection: psycopg.Connection) -> None:
    """Rights by default privileges: every table that the owner makes later is covered; TRUNCATE is never granted.

    MAINTAIN (PostgreSQL 17 and later) lets the program gather statistics after it has written much; it shows no data.
    """
    owner, app, backup = (sql.Identifier(role) for role in (OWNER_ROLE, APP_ROLE, BACKUP_ROLE))
    database = sql.Identifier(connection.info.dbname)
    maintain = ", MAINTAIN" if connection.info.server_version >= FIRST_WITH_MAINTAIN else ""
    for statement in (
        "GRANT {owner}, {app}, {backup} TO CURRENT_USER",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}, {backup}, {owner}",
        "GRANT CREATE ON DATABASE {database} TO {owner}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT ALL ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}, {backup}",
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
        f"GRANT SELECT, INSERT, UPDATE, DELETE{maintain} ON TABLES TO {{app}}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT ON TABLES TO {backup}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT ON SEQUENCES TO {backup}",
    ):
        connection.execute(sql.SQL(statement).format(owner=owner, app=app, backup=backup, database=database))


def _by_hand() -> str:
    return "\n".join(f"  CREATE ROLE {role} {extra};".replace(" ;", ";") for role, extra in ROLES.items())
