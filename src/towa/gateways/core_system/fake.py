"""The fake door: an extract in memory, for tests of other rooms. Cell by cell, slow and plain.

It asks the same questions as the real one through `checks.py` only, so it is also the twin that tells whether the
fast form in `parsing.py` is right: both pass the same tests.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Self

import polars as pl

from towa.gateways.core_system.bad_rows import unfit_row
from towa.gateways.core_system.batch import LINE, BadRow, Batch, ExtractRefused, Totals
from towa.gateways.core_system.checks import DATE_FORMS, TIMESTAMP_FORMS, Rules, check_cell
from towa.gateways.core_system.format import ExtractLayout, Field, Kind, RecordLayout
from towa.gateways.core_system.manifest import Manifest, check_totals
from towa.gateways.core_system.parsing import schema
from towa.kernel.result import Finding, errors_in


Cell = str | int | bool | date | datetime | None
Texts = Mapping[str, str]


@dataclass
class FakeExtract:
    """記憶上の抽出データ: rows as texts by field name, record by record."""

    layout: ExtractLayout
    rows: Mapping[str, Sequence[Texts]]
    manifest: Manifest | None = None
    findings: list[Finding] = field(default_factory=list)
    batch_rows: int = 1000
    _totals: dict[str, Totals] = field(default_factory=dict)

    def batches(self, record: str) -> Iterator[Batch]:
        """All rows of one record, good and bad; raises as the real one does when the totals disagree."""
        layout, content = self.layout[record], self.rows[record]
        totals = self._totals[record] = Totals()
        seen: set[tuple[str, ...]] = set()
        for begin in range(0, len(content), self.batch_rows):
            lines = enumerate(content[begin : begin + self.batch_rows], start=begin + 2)
            yield self._batch(layout, lines, seen, totals)
        entry = self.manifest.entry(record) if self.manifest else None
        found = tuple(check_totals(entry, totals)) if entry else ()
        self.findings.extend(found)
        if errors := errors_in(found):
            raise ExtractRefused(errors)

    def totals(self, record: str) -> Totals:
        return self._totals.get(record, Totals())

    def close(self) -> None:
        """Nothing to remove."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def rules(self) -> Rules:
        return Rules(self.layout.date_style, self.manifest.municipality_code if self.manifest else "")

    def _batch(
        self, record: RecordLayout, lines: Iterator[tuple[int, Texts]], seen: set[tuple[str, ...]], totals: Totals
    ) -> Batch:
        good: list[dict[str, Cell]] = []
        bad: list[BadRow] = []
        for line, texts in lines:
            cells = [texts[item.name] for item in record.fields]
            repeated = self._repeats(record, texts, seen)
            fit = not repeated and not any(self._faulty(item, texts) for item in record.fields)
            if fit:
                good.append(
                    {item.name: value_of(item, texts[item.name], self.rules) for item in record.fields} | {LINE: line}
                )
            else:
                original = _csv_line(cells)
                bad.append(unfit_row(record, record.file_name, line, cells, original, self.rules, repeated=repeated))
            self._count(record, texts, totals, fit=fit)
        return Batch(record, pl.DataFrame(good, schema=schema(record) | {LINE: pl.Int64()}), bad)

    def _repeats(self, record: RecordLayout, texts: Texts, seen: set[tuple[str, ...]]) -> bool:
        """Keys of numbers are compared as numbers: "01" and "1" are one 期別."""
        if any(self._faulty(record[name], texts) for name in record.key):
            return False
        numeric = all(record[name].kind in (Kind.DIGITS, Kind.COUNT) for name in record.key)
        key = tuple(texts[name].lstrip("0") if numeric else texts[name] for name in record.key)
        repeated = key in seen
        seen.add(key)
        return repeated

    def _faulty(self, item: Field, texts: Texts) -> bool:
        return check_cell(item, texts[item.name], self.rules) is not None

    def _count(self, record: RecordLayout, texts: Texts, totals: Totals, *, fit: bool) -> None:
        totals.rows_good += fit
        totals.rows_bad += not fit
        if not record.yen_total:
            return
        if self._faulty(record[record.yen_total], texts):
            totals.yen_unreadable += 1
        elif fit:
            totals.yen_good += int(texts[record.yen_total] or 0)
        else:
            totals.yen_bad += int(texts[record.yen_total] or 0)


def value_of(item: Field, text: str, rules: Rules) -> Cell:
    """The typed value of a cell that was found fit."""
    if text == "":
        return None
    match item.kind:
        case Kind.YEN | Kind.COUNT:
            return int(text)
        case Kind.DATE:
            return datetime.strptime(text, DATE_FORMS[rules.date_style]).date()  # noqa: DTZ007
        case Kind.TIMESTAMP:
            return datetime.strptime(text, TIMESTAMP_FORMS[rules.date_style])  # noqa: DTZ007
        case Kind.CODE:
            return item.codes[text]
        case Kind.FLAG:
            return text == "1"
        case _:
            return text


def _csv_line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode("utf-8", "surrogatepass")
