"""外字: characters of a private use area are kept as they are and reported, with count and first places."""

import polars as pl

from towa.gateways.core_system import parsing
from towa.gateways.core_system.encoding import PRIVATE_USE
from towa.gateways.core_system.format import Kind, RecordLayout
from towa.gateways.core_system.records import Places
from towa.kernel.result import Finding, Place, Severity


_FIRST_PLACES = 10


class PrivateUse:
    """Counts rows with 外字 while a file is read."""

    def __init__(self, record: RecordLayout, file: str) -> None:
        self._record = record
        self._file = file
        self._rows = 0
        self._places: list[str] = []
        self._first: Place | None = None

    def look(self, texts: pl.DataFrame, lines: Places, utf8: bytes | None) -> None:
        # In UTF-8 these areas begin with EE, EF, F3 or F4; most chunks hold no such byte and cost nothing.
        if utf8 is not None and not any(lead in utf8 for lead in (b"\xee", b"\xef", b"\xf3", b"\xf4")):
            return
        places = parsing.private_use(texts, self._record).arg_true().to_list()
        self._rows += len(places)
        for place in places[: _FIRST_PLACES - len(self._places)]:
            self._note(texts.row(place), int(lines[place]))

    def finding(self) -> Finding | None:
        if not self._rows:
            return None
        return Finding(
            Severity.NOTICE,
            "private_use",
            f"外字（利用者定義文字）を含む行が{self._rows:,}行あります。文字はそのまま保ちます。最初の箇所：{'、'.join(self._places)}",
            "帳票や画面で正しく見えるか、外字の対応表を確かめてください。",
            self._first,
        )

    def _note(self, cells: tuple[str, ...], line: int) -> None:
        for field, cell in zip(self._record.fields, cells, strict=True):
            if field.kind is Kind.TEXT and (found := PRIVATE_USE.search(cell)):
                self._places.append(f"{line}行目「{field.column}」U+{ord(found[0]):04X}")
                self._first = self._first or Place(self._file, line, field.column)
                return
