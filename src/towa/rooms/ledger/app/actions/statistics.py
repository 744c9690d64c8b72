"""How large have the tables become? (統計情報) PostgreSQL plans well only when it knows, and a take-in changes everything.

From PostgreSQL 17 on the program may ask for it itself (MAINTAIN); before, autovacuum does it within a minute.
"""

from typing import Any

from towa.rooms.ledger.app.actions.targets import TARGETS


TABLES = (*(target.table for target in TARGETS), "ledger_balance")


def gather(cursor: Any, table: str) -> None:
    """統計の更新 of one table; nothing where the program has no right to it."""
    if cursor.connection.info.server_version < 170_000:
        return
    cursor.execute("SELECT has_table_privilege(%s, 'MAINTAIN')", [table])
    if cursor.fetchone()[0]:
        cursor.execute(f"ANALYZE {table}")
