"""A query's rows as a Polars frame (表): read through COPY, typed by the query's own columns."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import polars as pl


def fetch(cursor: Any, query: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
    """A query's rows as a frame: through COPY, typed by the query's own columns."""
    cursor.execute(f"SELECT * FROM ({query}) q LIMIT 0", parameters)
    schema = {column.name: _POLARS[column.type_code] for column in cursor.description}
    out = BytesIO()
    with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)", parameters) as copy:
        for block in copy:
            out.write(block)
    if not out.tell():
        return pl.DataFrame(schema=schema)
    out.seek(0)
    return pl.read_csv(out, has_header=False, new_columns=list(schema), schema_overrides=_read_as(schema)).with_columns(
        (pl.col(name) == "t") for name, kind in schema.items() if kind == pl.Boolean
    )


def _read_as(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: pl.String if kind == pl.Boolean else kind for name, kind in schema.items()}


_POLARS: Mapping[int, Any] = {
    16: pl.Boolean, 20: pl.Int64, 21: pl.Int64, 23: pl.Int64, 25: pl.String, 1043: pl.String, 1082: pl.Date,
}  # fmt: skip
"""PostgreSQL's type numbers → Polars."""
