"""One file of one record: bytes come in, batches of good and bad rows go out; good + bad = rows, always."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import polars as pl

from towa.gateways.core_system import parsing, records
from towa.gateways.core_system.bad_rows import (
    LONE_RETURN,
    MARK_INSIDE,
    NUL,
    byte_fault,
    column_fault,
    unfit_row,
    unreadable_row,
)
from towa.gateways.core_system.batch import LINE, BadRow, Batch, ExtractRefused, Totals
from towa.gateways.core_system.checks import Fault, Rules
from towa.gateways.core_system.encoding import BOM, Encoding, undecodable
from towa.gateways.core_system.format import RecordLayout
from towa.gateways.core_system.head import LONGEST_HEAD, check_head
from towa.gateways.core_system.keys import SeenKeys
from towa.gateways.core_system.parsing import Parsed
from towa.gateways.core_system.private_use import PrivateUse
from towa.gateways.core_system.records import BrokenRecords, Chunk, Places
from towa.kernel.result import Finding, Place, Severity


BAD_PER_BATCH = 20_000
"""A wholly spoilt file must not fill the memory with reasons."""


class CsvReading:
    """One pass over one file; `totals` and `findings` are complete after the last batch."""

    def __init__(
        self,
        stream: BinaryIO,
        record: RecordLayout,
        encoding: Encoding,
        rules: Rules,
        *,
        file: str,
        chunk_bytes: int = records.CHUNK_BYTES,
        rows_as_lines: bool = False,
    ) -> None:
        self._stream = stream
        self._record = record
        self._encoding = encoding
        self._rules = rules
        self._file = file
        self._chunk_bytes = chunk_bytes
        self._rows_as_lines = rows_as_lines
        self._seen = SeenKeys(record)
        self._private_use = PrivateUse(record, file)
        self.totals = Totals()

    def batches(self) -> Iterator[Batch]:
        """All rows of the file.

        Raises:
            ExtractRefused: the head row is wrong, or quotes are broken so that rows cannot be told apart.
        """
        wrong = check_head(self._stream.readline(LONGEST_HEAD), self._record, self._encoding, self._file)
        if wrong:
            raise ExtractRefused((wrong,))
        try:
            for chunk in records.cut(self._stream, line=2, size=self._chunk_bytes, rows_as_lines=self._rows_as_lines):
                yield from self._read(chunk)
        except BrokenRecords as broken:
            raise ExtractRefused((_broken(broken, self._file),)) from broken

    def findings(self) -> list[Finding]:
        """Notices about the file as a whole."""
        found = self._private_use.finding()
        return [found] if found else []

    def _read(self, chunk: Chunk) -> Iterator[Batch]:
        judged = self._judge(chunk)
        self._count(judged)
        lines = pl.Series(LINE, chunk.lines[judged.kept[judged.good.to_numpy()]])
        frame = judged.parsed.typed.filter(judged.good).with_columns(lines)
        bad = self._bad(judged)
        yield Batch(self._record, frame, next(bad, []), chunk.row_at)
        for more in bad:
            yield Batch(self._record, frame.clear(), more, chunk.row_at)

    def _judge(self, chunk: Chunk) -> "_Judged":
        unreadable = unreadable_rows(chunk, len(self._record.fields), self._encoding)
        utf8 = self._in_utf8(chunk, unreadable)
        kept = _others(len(chunk), unreadable)
        texts = parsing.read_texts(utf8, self._record)
        if texts.height != len(kept):
            raise RuntimeError(f"{self._file}: {len(kept)} rows cut, {texts.height} rows read")
        self._private_use.look(texts, chunk.lines[kept], utf8)
        parsed = parsing.parse(texts, self._record, self._rules)
        repeated = pl.Series(self._seen.repeated(texts, parsed.readable(self._record.key)))
        return _Judged(chunk, unreadable, kept, texts, parsed, parsed.good & ~repeated, repeated)

    def _in_utf8(self, chunk: Chunk, unreadable: dict[int, Fault]) -> bytes:
        """The readable rows in UTF-8; rows that cannot be decoded join the unreadable ones."""
        data = chunk.without(set(unreadable))
        try:
            text = data.decode(self._encoding)
        except UnicodeDecodeError:
            unreadable |= undecodable_rows(chunk, self._encoding)
            data = chunk.without(set(unreadable))
            text = data.decode(self._encoding)
        return data if self._encoding is Encoding.UTF_8 else text.encode()

    def _count(self, judged: "_Judged") -> None:
        totals, name = self.totals, self._record.yen_total
        totals.rows_good += int(judged.good.sum())
        totals.rows_bad += len(judged.chunk) - int(judged.good.sum())
        if not name:
            return
        amounts, readable = judged.parsed.typed[name], judged.parsed.fit[name]
        totals.yen_good += int(amounts.filter(judged.good).sum() or 0)
        totals.yen_bad += int(amounts.filter(readable & ~judged.good).sum() or 0)
        totals.yen_unreadable += int((~readable).sum()) + len(judged.unreadable)

    def _bad(self, judged: "_Judged") -> Iterator[list[BadRow]]:
        """Bad rows in the order of the file, so many at a time."""
        places = (~judged.good).arg_true().to_list()
        unfit = dict(zip(judged.kept[places].tolist(), places, strict=True))
        order = sorted([*judged.unreadable, *unfit])
        for begin in range(0, len(order), BAD_PER_BATCH):
            rows = order[begin : begin + BAD_PER_BATCH]
            asked = [unfit[row] for row in rows if row in unfit]
            cells = zip(judged.texts[asked].iter_rows(), judged.parsed.fit[asked].iter_rows(), strict=True)
            yield [
                self._unreadable(judged, row)
                if row in judged.unreadable
                else self._unfit(judged, row, unfit[row], *next(cells))
                for row in rows
            ]

    def _unreadable(self, judged: "_Judged", row: int) -> BadRow:
        line, original = int(judged.chunk.lines[row]), judged.chunk.row(row)
        return unreadable_row(self._record, self._file, line, original, self._encoding, judged.unreadable[row])

    def _unfit(self, judged: "_Judged", row: int, place: int, cells: tuple[str, ...], fit: tuple[bool, ...]) -> BadRow:
        line, original = int(judged.chunk.lines[row]), judged.chunk.row(row)
        repeated = bool(judged.repeated[place])
        return unfit_row(self._record, self._file, line, cells, original, self._rules, repeated=repeated, fit=fit)


@dataclass(frozen=True)
class _Judged:
    """One chunk after all questions were asked; `kept` are its rows that have cells at all."""

    chunk: Chunk
    unreadable: dict[int, Fault]
    kept: Places
    texts: pl.DataFrame
    parsed: Parsed
    good: pl.Series
    repeated: pl.Series


def unreadable_rows(chunk: Chunk, columns: int, encoding: Encoding) -> dict[int, Fault]:
    """Rows whose cells cannot be told apart, with the reason."""
    faults = dict.fromkeys(chunk.rows_with(records.lone_returns(chunk.data)), LONE_RETURN)
    for byte, fault in ((b"\0", NUL), (BOM, MARK_INSIDE)):
        if byte in chunk.data and (byte is not BOM or encoding is Encoding.UTF_8):
            faults |= {row: fault for row in range(len(chunk)) if byte in chunk.row(row)}
    counts = chunk.column_counts()
    for row in np.flatnonzero(counts != columns).tolist():
        faults[row] = column_fault(columns, int(counts[row]), blank=not chunk.row(row).strip())
    return faults


def undecodable_rows(chunk: Chunk, encoding: Encoding) -> dict[int, Fault]:
    """Rows with a byte that is no character, asked one by one."""
    found = ((row, undecodable(chunk.row(row), encoding)) for row in range(len(chunk)))
    return {row: byte_fault(encoding, byte) for row, byte in found if byte}


def _others(rows: int, left_out: dict[int, Fault]) -> Places:
    return np.delete(np.arange(rows), list(left_out))


def _broken(broken: BrokenRecords, file: str) -> Finding:
    messages = {
        "unclosed_quote": '引用符（"）が閉じられていません。ここから先の行を区切れません。',
        "stray_quote": '引用符（"）の使い方が正しくありません。ここから先の行を区切れません。',
    }
    cure = '抽出し直してください。値の中の " は "" と二つ重ね、値の全体を " で囲みます。'
    return Finding(Severity.ERROR, broken.code, messages[broken.code], cure, Place(file, broken.line))
