"""How do cells become columns? Each of one type where all its cells are; else a list of what stands in them."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import polars as pl

from towa.gateways.core_system.sheet_xml.marks import (
    EMPTY,
    FLAG,
    LONG_MOMENT,
    LONG_NUMBER,
    MOMENT,
    NUMBER,
    TEXT,
    Bytes,
    Floats,
    NotPlainError,
)


Value = str | float | bool | datetime | None
_DAY_MS = 86_400_000.0
_FIRST_DAY, _END_DAY = 61.0, 2_958_466.0
"""1 March 1900, from where on Excel counts as calendars do, to the end of 9999."""
_EPOCH_MS = -2_209_161_600_000
"""30 December 1899, seen from 1970."""
DAYS_1904 = 1462
_ORDER = (EMPTY, NUMBER, TEXT, FLAG, MOMENT)


def column(kinds: Bytes, values: Floats, table: pl.Series, epoch: int) -> pl.Series | list[Value]:
    """列: cells of one column in the order of rows."""
    values = _exact(kinds, values, table)
    kinds = np.where(kinds == LONG_NUMBER, NUMBER, np.where(kinds == LONG_MOMENT, MOMENT, kinds))
    here = [kind for kind in _ORDER[1:] if (kinds == kind).any()]
    if not here:
        return pl.Series(values=[None] * len(kinds), dtype=pl.String)
    parts = {kind: _of_kind(kind, kinds == kind, values, table, epoch) for kind in here}
    return parts[here[0]] if len(here) == 1 else _merged(list(parts.values()))


def _exact(kinds: Bytes, values: Floats, table: pl.Series) -> Floats:
    """Numbers of many digits are read by the language, which rounds them right."""
    places = np.flatnonzero(kinds >= LONG_NUMBER)
    if len(places):
        values = values.copy()
        values[places] = [float(text) for text in table.gather(values[places].astype(np.uint32))]
        if not np.isfinite(values[places]).all():
            raise NotPlainError("number")
    return values


def _of_kind(kind: int, here: np.ndarray, values: Floats, table: pl.Series, epoch: int) -> pl.Series:
    if kind == TEXT:
        return table.gather(np.where(here, values, len(table) - 1).astype(np.uint32))
    present = pl.Series(here)
    if kind == MOMENT:
        return (
            pl.Series(_moments(np.where(here, values, _FIRST_DAY), epoch)).cast(pl.Datetime("ms")).set(~present, None)
        )
    numbers = pl.Series(values.copy())
    numbers = numbers.cast(pl.Boolean) if kind == FLAG else numbers
    return numbers if here.all() else pl.select(pl.when(present).then(numbers)).to_series()


def _moments(days: Floats, epoch: int) -> np.ndarray:
    """Milliseconds since 1970, rounded as the library rounds."""
    if not ((days >= _FIRST_DAY) & (days + epoch < _END_DAY)).all():
        raise NotPlainError("day")
    return np.floor((days + epoch) * _DAY_MS + 0.5).astype(np.int64) + _EPOCH_MS


def _merged(parts: Sequence[pl.Series]) -> list[Value]:
    """Each place is filled in one part at most."""
    lists = [part.to_list() for part in parts]
    return [next((value for value in cells if value is not None), None) for cells in zip(*lists, strict=True)]
