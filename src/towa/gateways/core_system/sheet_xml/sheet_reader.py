"""Reads the first sheet of a plain workbook into columns, many times faster than any library; refuses all others.

The way: pieces of inflated XML → compiled reader → a grid of kinds and numbers, and one table of texts → columns.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from towa.gateways.core_system.sheet_xml.columns import DAYS_1904, Value, column
from towa.gateways.core_system.sheet_xml.marks import (
    AT,
    DONE,
    FILLED,
    KNOWN,
    PAD,
    ROW,
    TEXT,
    TEXTS,
    USED,
    Bytes,
    Floats,
    Int64s,
    NotPlainError,
)
from towa.gateways.core_system.sheet_xml.parts import STRINGS, STYLES, Parts, parts_of
from towa.gateways.core_system.sheet_xml.pieces import pieces
from towa.gateways.core_system.sheet_xml.styles import styles_in
from towa.gateways.core_system.sheet_xml.texts import strings_in, table_of


Open = Callable[[str], Iterator[bytes]]
"""Gives the content of a part, block by block."""
_WIDEST = 1_000
_EMPTIEST = 4
"""Rows of the sheet for each row that is written: beyond that, the gaps would cost more than the cells."""


@dataclass(frozen=True)
class Sheet:
    """シート: heads, and below each the column of values: typed, or a list where types mix."""

    heads: list[str]
    columns: list[pl.Series | list[Value]]
    sheets: int
    """So many are in the workbook."""
    parts: list[str]
    """Read to their ends, with what they claim to be: size, check sum, no declaration, no error cell."""


@dataclass
class _Cells:
    kinds: Bytes
    values: Floats
    rows: Int64s


def read_sheet(archive: zipfile.ZipFile, opened: Open) -> Sheet:
    """シートを読む.

    Raises:
        NotPlainError: anything which known writers do not write; nothing was guessed.
    """
    parts = parts_of(archive)
    names = archive.namelist()
    shared = strings_in(b"".join(opened(STRINGS))) if STRINGS in names else pl.Series([], dtype=pl.String)
    styles = styles_in(b"".join(opened(STYLES))) if STYLES in names else np.zeros(1, np.uint8)
    cells, table = _grid(opened(parts.sheet), shared, styles)
    return _sheet(
        _with_gaps(cells), table, parts, [*parts.names, *(name for name in (STRINGS, STYLES) if name in names)]
    )


def _grid(blocks: Iterator[bytes], shared: pl.Series, styles: Bytes) -> tuple[_Cells, pl.Series]:
    """Every written row, and the table of all texts with an empty place at its end."""
    found, tables, state, width = [], [shared], np.zeros(6, np.int64), 0
    state[KNOWN] = len(shared)
    for piece in pieces(blocks):
        width = width or min(piece[: piece.find(b"</row>")].count(b"<c"), _WIDEST)
        cells, texts = _read_piece(piece, len(shared), styles, width, state)
        found.append(cells)
        tables.append(texts)
        state[KNOWN] += len(texts)
    tables.append(pl.Series([None], dtype=pl.String))
    return _joined(found), pl.concat(tables, rechunk=True)


def _read_piece(piece: bytes, shared: int, styles: Bytes, width: int, state: Int64s) -> tuple[_Cells, pl.Series]:
    from towa.gateways.core_system.sheet_xml.rows import read_rows  # the compiler is loaded for large books only

    height = piece.count(b"<row")
    cells = _Cells(np.zeros((height, width), np.uint8), np.zeros((height, width)), np.zeros(height, np.int64))
    texts = np.empty(len(piece), np.uint8)
    state[[AT, FILLED, TEXTS, USED]] = 0
    data = np.frombuffer(piece, np.uint8)
    if read_rows(data, shared, styles, cells.kinds, cells.values, cells.rows, texts, state) != DONE:
        raise NotPlainError("row", int(state[ROW]))
    if state[AT] != len(piece) - len(PAD) or state[FILLED] != height:
        raise NotPlainError("piece")
    return cells, table_of(texts, state)


def _joined(found: list[_Cells]) -> _Cells:
    """Columns first: each lies together."""
    kinds = np.concatenate([cells.kinds.T for cells in found], axis=1)
    values = np.concatenate([cells.values.T for cells in found], axis=1)
    return _Cells(
        np.ascontiguousarray(kinds), np.ascontiguousarray(values), np.concatenate([cells.rows for cells in found])
    )


def _with_gaps(cells: _Cells) -> _Cells:
    """Rows that are not written at all come back as empty ones."""
    height = int(cells.rows[-1]) if len(cells.rows) else 0
    if not height or cells.rows[0] != 1 or height > _EMPTIEST * len(cells.rows) + 1_000:
        raise NotPlainError("rows")
    if height == len(cells.rows):
        return cells
    whole = _Cells(
        np.zeros((len(cells.kinds), height), np.uint8), np.zeros((len(cells.kinds), height)), np.arange(1, height + 1)
    )
    whole.kinds[:, cells.rows - 1], whole.values[:, cells.rows - 1] = cells.kinds, cells.values
    return whole


def _sheet(cells: _Cells, table: pl.Series, parts: Parts, read: list[str]) -> Sheet:
    heads = _heads(cells, table)
    if cells.kinds[len(heads) :].any():
        raise NotPlainError("wider than its heads")
    epoch = DAYS_1904 if parts.counts_from_1904 else 0
    body = zip(cells.kinds[: len(heads), 1:], cells.values[: len(heads), 1:], strict=True)
    return Sheet(heads, [column(kinds, values, table, epoch) for kinds, values in body], parts.sheets, read)


def _heads(cells: _Cells, table: pl.Series) -> list[str]:
    """見出し: texts without a gap, all different; how the library names others is not imitated."""
    written = cells.kinds[:, 0] == TEXT
    heads: list[str] = table.gather(cells.values[written, 0].astype(np.uint32)).to_list()
    if not written[: len(heads)].all() or "" in heads or len(set(heads)) != len(heads) or not heads:
        raise NotPlainError("heads")
    return heads
