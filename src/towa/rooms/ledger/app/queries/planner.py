"""Whole tables at once (一括処理): how PostgreSQL is told that a query reads everything.

Right after a take-in the tables have no statistics yet; PostgreSQL then expects a handful of rows and loops row by row
over half a million. Only the owner of a table may gather statistics, so the loops are switched off for such queries.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def whole_tables(cursor: Any) -> Iterator[None]:
    """No nested loops inside; ends with the transaction (or its savepoint) when an error comes through."""
    cursor.execute("SELECT current_setting('enable_nestloop')")
    (before,) = cursor.fetchone()
    cursor.execute("SET LOCAL enable_nestloop = off")
    yield
    cursor.execute("SELECT set_config('enable_nestloop', %s, true)", [before])
