"""What CSV and workbook share: rows of text are judged, counted and split into good and bad; good + bad = rows, always."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import polars as pl

from towa.gateways.core_system import parsing
from towa.gateways.core_system.bad_rows import unfit_row, unreadable_row
from towa.gateways.core_system.batch import LINE, BadRow, Batch, Totals
from towa.gateways.core_system.checks import Fault, Rules
from towa.gateways.core_system.encoding import Encoding
from towa.gateways.core_system.format import RecordLayout
from towa.gateways.core_system.keys import SeenKeys
from towa.gateways.core_system.parsing import Parsed
from towa.gateways.core_system.private_use import PrivateUse
from towa.gateways.core_system.records import Places
from towa.kernel.result import Finding


BAD_PER_BATCH = 20_000
"""A wholly spoilt file must not fill the memory with reasons."""


class Rows(Protocol):
    """読取ブロック: some rows of a file as they came."""

    @property
    def lines(self) -> Places:
        """Line of each row in its file."""

    def __len__(self) -> int: ...

    def row(self, index: int) -> bytes:
        """The row as it came."""

    def row_at(self, line: int) -> bytes:
        """The row that begins at this line of the file."""


class Reading:
    """One pass over one file; `totals` and `findings` are complete after the last batch."""

    def __init__(self, record: RecordLayout, encoding: Encoding, rules: Rules, file: str) -> None:
        self._record = record
        self._encoding = encoding
        self._rules = rules
        self._file = file
        self._seen = SeenKeys(record)
        self._private_use = PrivateUse(record, file)
        self.totals = Totals()

    def batches(self) -> Iterator[Batch]:
        """All rows of the file.

        Raises:
            ExtractRefused: the head row is wrong, or rows cannot be told apart.
        """
        raise NotImplementedError

    def findings(self) -> list[Finding]:
        """Notices about the file as a whole."""
        found = self._private_use.finding()
        return [found] if found else []

    def _split(
        self, rows: Rows, unreadable: dict[int, Fault], texts: pl.DataFrame, utf8: bytes | None
    ) -> Iterator[Batch]:
        """Texts hold the cells of all rows but the unreadable ones; utf8 the same as bytes, where there are such."""
        judged = self._judge(rows, unreadable, texts, utf8)
        self._count(judged)
        lines = pl.Series(LINE, rows.lines[judged.kept[judged.good.to_numpy()]])
        frame = judged.parsed.typed.filter(judged.good).with_columns(lines)
        bad = self._bad(judged)
        yield Batch(self._record, frame, next(bad, []), rows.row_at)
        for more in bad:
            yield Batch(self._record, frame.clear(), more, rows.row_at)

    def _judge(self, rows: Rows, unreadable: dict[int, Fault], texts: pl.DataFrame, utf8: bytes | None) -> "_Judged":
        kept = np.delete(np.arange(len(rows)), list(unreadable))
        if texts.height != len(kept):
            raise RuntimeError(f"{self._file}: {len(kept)} rows cut, {texts.height} rows read")
        self._private_use.look(texts, rows.lines[kept], utf8)
        parsed = parsing.parse(texts, self._record, self._rules)
        repeated = pl.Series(self._seen.repeated(texts, parsed.readable(self._record.key)))
        return _Judged(rows, unreadable, kept, texts, parsed, parsed.good & ~repeated, repeated)

    def _count(self, judged: "_Judged") -> None:
        totals, name = self.totals, self._record.yen_total
        totals.rows_good += int(judged.good.sum())
        totals.rows_bad += len(judged.rows) - int(judged.good.sum())
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
        line, original = int(judged.rows.lines[row]), judged.rows.row(row)
        return unreadable_row(self._record, self._file, line, original, self._encoding, judged.unreadable[row])

    def _unfit(self, judged: "_Judged", row: int, place: int, cells: tuple[str, ...], fit: tuple[bool, ...]) -> BadRow:
        line, original = int(judged.rows.lines[row]), judged.rows.row(row)
        repeated = bool(judged.repeated[place])
        return unfit_row(self._record, self._file, line, cells, original, self._rules, repeated=repeated, fit=fit)


@dataclass(frozen=True)
class _Judged:
    """Some rows after all questions were asked; `kept` are those that have cells at all."""

    rows: Rows
    unreadable: dict[int, Fault]
    kept: Places
    texts: pl.DataFrame
    parsed: Parsed
    good: pl.Series
    repeated: pl.Series
