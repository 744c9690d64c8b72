"""What comes out of a reading: good rows as a typed frame, bad rows with everything needed to mend them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

from towa.gateways.core_system.format import RecordLayout
from towa.kernel.result import Finding


LINE = "line"
"""Column of every good frame: line in the file (1 = head row); in a workbook the row of the sheet."""


@dataclass(frozen=True)
class BadRow:
    """隔離行: a row that cannot be taken in, with its cells as text, its bytes as they came, and every reason."""

    record: RecordLayout
    line: int
    cells: tuple[str, ...]
    original: bytes
    findings: tuple[Finding, ...]


def _no_original(line: int) -> bytes:
    raise KeyError(line)


@dataclass(frozen=True)
class Batch:
    """読取単位: some rows of one record. Rows of `good` plus length of `bad` = rows read, always.

    `good` has one column per field (TEXT, DIGITS, CODE: str; YEN, COUNT: Int64; DATE: Date; TIMESTAMP: Datetime;
    FLAG: Boolean; null = left empty) and the column `line`. Codes are in our words.
    """

    record: RecordLayout
    good: pl.DataFrame
    bad: list[BadRow]
    find_original: Callable[[int], bytes] = field(default=_no_original, repr=False, compare=False)

    @property
    def rows(self) -> int:
        return self.good.height + len(self.bad)

    def original(self, line: int) -> bytes:
        """原文: the bytes of the row at `line` exactly as the core wrote them, line end included."""
        return self.find_original(line)


@dataclass
class Totals:
    """合計: counted while reading, for comparison with the manifest."""

    rows_good: int = 0
    rows_bad: int = 0
    yen_good: int = 0
    """Sum of the record's `yen_total` field over the good rows."""
    yen_bad: int = 0
    """The same over those bad rows whose amount can be read."""
    yen_unreadable: int = 0
    """Number of bad rows whose amount cannot be read."""

    @property
    def rows(self) -> int:
        return self.rows_good + self.rows_bad

    @property
    def yen(self) -> int:
        return self.yen_good + self.yen_bad


class ExtractRefused(Exception):
    """抽出データを受け付けられません: the reading stops; `findings` say why, where, and what to do."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(finding.line() for finding in findings))
        self.findings = findings


Batches = Iterator[Batch]
