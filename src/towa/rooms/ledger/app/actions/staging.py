"""Good rows of an extract go into temporary tables by COPY, bad ones into a list; nothing of the ledger is touched.

The tables end with the transaction. However large a file is, one batch of it is in memory at a time.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from towa.gateways.core_system.batch import BadRow, Batch
from towa.gateways.core_system.format import Kind
from towa.kernel.text import phone_key, search_key
from towa.rooms.ledger.app.actions.target import Target
from towa.rooms.ledger.app.actions.targets import TARGETS


@dataclass
class Staged:
    """読込済: what one record brought."""

    target: Target
    rows_in: int = 0
    yen_good: int = 0
    bad: list[BadRow] = field(default_factory=list)


def create_tables(cursor: Any, targets: Iterable[Target] = TARGETS) -> None:
    """Makes the empty staging tables; they end with the transaction."""
    for target in targets:
        columns = ", ".join(f"{name} {kind}" for name, kind in target.stage_columns())
        cursor.execute(f"DROP TABLE IF EXISTS {target.stage}")
        cursor.execute(f"CREATE TEMP TABLE {target.stage} ({columns}) ON COMMIT DROP")


def stage(cursor: Any, target: Target, batches: Iterable[Batch], advance: Callable[[int], object]) -> Staged:
    """Copies all batches of one record."""
    staged = Staged(target)
    with cursor.copy(_copy_statement(target)) as copy:
        for batch in batches:
            for piece in _csv_pieces(prepared(target, batch.good)):
                copy.write(piece)
            staged.rows_in += batch.rows
            staged.bad.extend(batch.bad)
            if target.yen:
                staged.yen_good += int(batch.good[target.yen].sum() or 0)
            advance(batch.rows)
    cursor.execute(f"ANALYZE {target.stage}")
    return staged


def prepared(target: Target, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in the order of the staging table, with search keys and with the zone of the core's clock."""
    zoned = [
        pl.col(item.name).dt.replace_time_zone("Asia/Tokyo") for item in target.fields if item.kind is Kind.TIMESTAMP
    ]
    with_keys = frame.with_columns(*zoned, *_keys(target, frame))
    return with_keys.select([name for name, _ in target.stage_columns()])


def _keys(target: Target, frame: pl.DataFrame) -> list[pl.Series]:
    """Search keys are computed once for each different text."""
    if target.record == "addressee":
        name, kana = mapped(frame["name"], search_key), mapped(frame["name_kana"], search_key)
        return [(name + "|" + kana).rename("search_key")]
    if target.record == "phone":
        return [mapped(frame["phone_no"], phone_key).rename("phone_key")]
    return []


def mapped(texts: pl.Series, function: Callable[[str], str]) -> pl.Series:
    """The function's value for each text ("" for none), asked once per different text."""
    known = texts.drop_nulls().unique()
    table = {text: function(text) for text in known}
    return texts.replace_strict(table, default="", return_dtype=pl.String)


def _copy_statement(target: Target) -> str:
    columns = ", ".join(name for name, _ in target.stage_columns())
    return f"COPY {target.stage} ({columns}) FROM STDIN (FORMAT csv)"


def _csv_pieces(frame: pl.DataFrame, rows: int = 100_000) -> Iterator[bytes]:
    for piece in frame.iter_slices(rows):
        yield piece.write_csv(include_header=False, datetime_format="%Y-%m-%d %H:%M:%S%z").encode()
