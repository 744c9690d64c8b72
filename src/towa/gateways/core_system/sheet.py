"""The sheet of a workbook, after the child read it: columns of text (Arrow), batches of good and bad rows go out."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from towa.gateways.core_system.bad_rows import LONE_RETURN
from towa.gateways.core_system.batch import Batch, ExtractRefused
from towa.gateways.core_system.checks import Fault, Rules
from towa.gateways.core_system.encoding import Encoding
from towa.gateways.core_system.format import Kind, RecordLayout
from towa.gateways.core_system.head import check_columns
from towa.gateways.core_system.reading import Reading
from towa.gateways.core_system.records import Places


ROWS_PER_BATCH = 25_000
"""About as much memory as one piece of a CSV."""
_FIRST_ROW = 2


class SheetRows:
    """読取ブロック: rows of a sheet; as they came means as a CSV would have held them."""

    def __init__(self, texts: pl.DataFrame, first: int) -> None:
        self._texts = texts
        self._first = first

    @property
    def lines(self) -> Places:
        return np.arange(self._first, self._first + len(self), dtype=np.int64)

    def __len__(self) -> int:
        return self._texts.height

    def row(self, index: int) -> bytes:
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerow(self._texts.row(index))
        return buffer.getvalue().encode()

    def row_at(self, line: int) -> bytes:
        if not 0 <= line - self._first < len(self):
            raise KeyError(line)
        return self.row(line - self._first)


class SheetReading(Reading):
    """One pass over one sheet."""

    def __init__(self, path: Path, record: RecordLayout, rules: Rules, *, file: str) -> None:
        super().__init__(record, Encoding.UTF_8, rules, file)
        self._sheet = pl.scan_ipc(path)

    def batches(self) -> Iterator[Batch]:
        """All rows of the sheet; raises ExtractRefused when the head row is wrong."""
        heads = self._sheet.collect_schema().names()
        if wrong := check_columns(heads, self._record, self._file):
            raise ExtractRefused((wrong,))
        names = dict(zip(heads, (field.name for field in self._record.fields), strict=True))
        first = _FIRST_ROW
        while (texts := self._sheet.slice(first - _FIRST_ROW, ROWS_PER_BATCH).collect()).height:
            yield from self._read(SheetRows(texts.rename(names), first), texts.rename(names))
            first += texts.height

    def _read(self, rows: SheetRows, texts: pl.DataFrame) -> Iterator[Batch]:
        unreadable = _lone_returns(texts, self._record)
        kept = np.delete(np.arange(len(rows)), list(unreadable))
        return self._split(rows, unreadable, texts[kept] if unreadable else texts, None)


def _lone_returns(texts: pl.DataFrame, record: RecordLayout) -> dict[int, Fault]:
    """Rows with a CR that no LF follows; other kinds than TEXT let none pass anyway."""
    asked = [texts[field.name] for field in record.fields if field.kind is Kind.TEXT]
    suspicious = [values for values in asked if values.str.contains("\r", literal=True).any()]
    found = (values.str.contains(r"\r(?:[^\n]|\z)").arg_true().to_list() for values in suspicious)
    return {row: LONE_RETURN for rows in found for row in rows}
