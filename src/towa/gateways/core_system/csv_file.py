"""A CSV of one record: bytes come in, batches of good and bad rows go out; good + bad = rows, always."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from towa.gateways.core_system import parsing, records
from towa.gateways.core_system.bad_rows import (
    LONE_RETURN,
    MARK_INSIDE,
    NUL,
    byte_fault,
    column_fault,
)
from towa.gateways.core_system.batch import Batch, ExtractRefused
from towa.gateways.core_system.checks import Fault, Rules
from towa.gateways.core_system.encoding import BOM, Encoding, undecodable
from towa.gateways.core_system.format import RecordLayout
from towa.gateways.core_system.head import LONGEST_HEAD, check_head
from towa.gateways.core_system.reading import Reading
from towa.gateways.core_system.records import BrokenRecords, Chunk
from towa.kernel.result import Finding, Place, Severity


class CsvReading(Reading):
    """One pass over a CSV, piece by piece."""

    def __init__(
        self,
        stream: BinaryIO,
        record: RecordLayout,
        encoding: Encoding,
        rules: Rules,
        *,
        file: str,
        chunk_bytes: int = records.CHUNK_BYTES,
    ) -> None:
        super().__init__(record, encoding, rules, file)
        self._stream = stream
        self._chunk_bytes = chunk_bytes

    def batches(self) -> Iterator[Batch]:
        """All rows of the file.

        Raises:
            ExtractRefused: the head row is wrong, or quotes are broken so that rows cannot be told apart.
        """
        wrong = check_head(self._stream.readline(LONGEST_HEAD), self._record, self._encoding, self._file)
        if wrong:
            raise ExtractRefused((wrong,))
        try:
            for chunk in records.cut(self._stream, line=2, size=self._chunk_bytes):
                yield from self._read(chunk)
        except BrokenRecords as broken:
            raise ExtractRefused((_broken(broken, self._file),)) from broken

    def _read(self, chunk: Chunk) -> Iterator[Batch]:
        unreadable = unreadable_rows(chunk, len(self._record.fields), self._encoding)
        utf8 = self._in_utf8(chunk, unreadable)
        return self._split(chunk, unreadable, parsing.read_texts(utf8, self._record), utf8)

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


def _broken(broken: BrokenRecords, file: str) -> Finding:
    messages = {
        "unclosed_quote": '引用符（"）が閉じられていません。ここから先の行を区切れません。',
        "stray_quote": '引用符（"）の使い方が正しくありません。ここから先の行を区切れません。',
    }
    cure = '抽出し直してください。値の中の " は "" と二つ重ね、値の全体を " で囲みます。'
    return Finding(Severity.ERROR, broken.code, messages[broken.code], cure, Place(file, broken.line))
