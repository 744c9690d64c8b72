"""Emptying the tables after a test with real transactions (テスト後の片付け): the program itself may not TRUNCATE."""

import psycopg
from django.db import connections
from psycopg import sql

from towa.platform.database import Addresses


KEPT = ("django_migrations", "django_content_type", "auth_permission")


def flush(addresses: Addresses) -> None:
    """Empties every table but those filled by migrations, as the administrator."""
    for connection in connections.all(initialized_only=True):
        connection.close()
    with psycopg.connect(addresses.admin) as admin:
        tables = [sql.Identifier(name) for name in _tables(admin)]
        for table in tables:
            admin.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
        admin.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables)))
        for table in tables:
            admin.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))


def _tables(admin: psycopg.Connection) -> list[str]:
    rows = admin.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(%s)", [list(KEPT)]
    )
    return [name for (name,) in rows]
