"""Large amounts of rows go into PostgreSQL by COPY: an order of magnitude faster than INSERT, in even memory."""

from collections.abc import Iterable, Sequence

import polars as pl
import psycopg
from psycopg import sql


SLICE_ROWS = 20_000
"""So many rows are made into text at a time; more only costs memory."""


def copy_batches(
    connection: psycopg.Connection, table: str, columns: Sequence[str], frames: Iterable[pl.DataFrame]
) -> int:
    """COPY: writes these columns of all frames into one table, inside the connection's transaction.

    Frames may hold text, whole numbers, booleans, dates and date-times; null becomes NULL, "" stays "".
    Under Django, pass `django.db.connection.connection` after `ensure_connection()`.

    Args:
        table: name of the table, with schema if needed ("public.ledger_receipt").
        columns: columns of the table, of the same name in every frame.

    Returns:
        Number of rows written.
    """
    target = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    rows = 0
    with connection.cursor() as cursor, cursor.copy(target) as copy:
        for frame in frames:
            for piece in frame.select(columns).iter_slices(SLICE_ROWS):
                copy.write(piece.write_csv(include_header=False, quote_style="necessary").encode())
            rows += frame.height
    return rows
