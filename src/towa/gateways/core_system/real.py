"""The real door: an extract in a folder, and a single file of one record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from towa.gateways.core_system import records
from towa.gateways.core_system.batch import Batch, ExtractRefused, Totals
from towa.gateways.core_system.checks import Rules
from towa.gateways.core_system.csv_file import CsvReading
from towa.gateways.core_system.encoding import BOM, Encoding, decide
from towa.gateways.core_system.format import ExtractLayout, RecordLayout
from towa.gateways.core_system.head import LONGEST_HEAD, columns_of
from towa.gateways.core_system.manifest import FileFacts, Manifest, check_totals
from towa.gateways.core_system.reading import Reading
from towa.gateways.core_system.sheet import SheetReading
from towa.gateways.core_system.workspace import Workspace
from towa.kernel.result import Finding, errors_in


@dataclass
class Extract:
    """抽出データ: read record by record, each as often as you like, in memory that does not grow with the file.

    `findings` grows while batches are read. What stops a take-in is raised as `ExtractRefused`, when opening or
    while reading, a disagreement of totals after the last batch: keep nothing of a record that raised.
    """

    layout: ExtractLayout
    manifest: Manifest | None
    rules: Rules
    sources: dict[str, "Source"]
    findings: list[Finding] = field(default_factory=list)
    chunk_bytes: int = records.CHUNK_BYTES
    workspace: Workspace = field(default_factory=Workspace)
    lent: list[Workspace] = field(default_factory=list)
    """Folders of whoever opened it; they go with it."""
    _totals: dict[str, Totals] = field(default_factory=dict)

    def batches(self, record: str) -> Iterator[Batch]:
        """All rows of one record, good and bad.

        Raises:
            ExtractRefused: wrong head row, broken quotes, or (after the last batch) totals that disagree.
            KeyError: the extract has no such record.
        """
        with self._reading(self.sources[record], self.layout[record]) as reading:
            self._totals[record] = reading.totals
            try:
                yield from reading.batches()
            except ExtractRefused as refused:
                self._note(refused.findings)
                raise
        self._note(reading.findings())
        self._compare(record, reading.totals)

    def totals(self, record: str) -> Totals:
        """Counted by the latest reading of this record; complete after its last batch."""
        return self._totals.get(record, Totals())

    def close(self) -> None:
        """Removes what was unpacked; happens by itself when the extract is no longer used."""
        for workspace in (self.workspace, *self.lent):
            workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self, source: "Source", record: RecordLayout) -> Iterator[Reading]:
        if source.is_workbook:
            yield SheetReading(source.path, record, self.rules, file=source.name)
            return
        with source.path.open("rb") as stream:
            stream.seek(len(BOM) if stream.read(len(BOM)) == BOM else 0)
            yield CsvReading(
                stream, record, source.encoding, self.rules, file=source.name, chunk_bytes=self.chunk_bytes
            )

    def _compare(self, record: str, totals: Totals) -> None:
        entry = self.manifest.entry(record) if self.manifest else None
        found = tuple(check_totals(entry, totals)) if entry else ()
        self._note(found)
        if errors := errors_in(found):
            raise ExtractRefused(errors)

    def _note(self, found: tuple[Finding, ...] | list[Finding]) -> None:
        """A record read twice tells its findings once."""
        self.findings.extend(finding for finding in found if finding not in self.findings)


@dataclass(frozen=True)
class Source:
    """読取元: where the rows of one record stand and in which encoding."""

    path: Path
    encoding: Encoding
    name: str
    """As people know the file; `path` may be a copy."""
    is_workbook: bool = False
    """`path` is then what the child made of it: columns of text (Arrow)."""


def source_of(path: Path, facts: FileFacts, record: RecordLayout) -> Source:
    """Decides the encoding of one file."""
    with path.open("rb") as file:
        head = file.readline(LONGEST_HEAD)
    return Source(path, decide(facts.valid_utf8, head, columns_of(record)), path.name)
