"""How is a record of the core system (基幹系) laid out? Declared field by field; another city's layout is data, not code.

A layout names every file of an extract and every field of a record: English name, official term, kind, width,
whether it must be filled, and the core's codes with our words for them. Reader, writer (sample town), checks and
`docs/reference/record-layouts.md` are all driven by these declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """項目の型: what a field may hold."""

    TEXT = "text"  # any characters; half-width or full-width as the core wrote them
    DIGITS = "digits"  # ASCII digits, leading zeros kept, exactly `width` long
    YEN = "yen"  # whole yen, ASCII digits, optional leading "-" where `signed`
    COUNT = "count"  # whole number, not money
    DATE = "date"  # YYYY-MM-DD, or YYYYMMDD where the layout says `date_style="compact"`
    TIMESTAMP = "timestamp"  # YYYY-MM-DD HH:MM:SS
    CODE = "code"  # one of `codes`
    FLAG = "flag"  # 0 or 1


@dataclass(frozen=True)
class Field:
    """項目: one field of a record."""

    name: str
    """English identifier, the same in every city's layout (see GLOSSARY)."""
    term: str
    """Official Japanese name, printed in messages and as column head."""
    kind: Kind
    width: int
    """Longest text in characters; for DIGITS the exact length."""
    required: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    """The core's code → our word."""
    signed: bool = False
    head: str = ""
    """Column head in the file where it differs from `term` (a second city's wording)."""

    @property
    def column(self) -> str:
        """Head of this column in the file."""
        return self.head or self.term


@dataclass(frozen=True)
class RecordLayout:
    """レコード様式: one file of an extract."""

    name: str
    """English identifier of the record, e.g. "receipt"."""
    term: str
    file_name: str
    """Name of the file without its ending."""
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    """Fields which together name one record."""
    yen_total: str = ""
    """Field whose sum stands in the manifest; empty where there is none."""

    def __getitem__(self, name: str) -> Field:
        return next(item for item in self.fields if item.name == name)


@dataclass(frozen=True)
class ExtractLayout:
    """抽出データの様式: all files of one core system's extract."""

    name: str
    term: str
    version: str
    records: tuple[RecordLayout, ...]
    date_style: str = "dashed"
    """Either "dashed" (2026-11-20) or "compact" (20261120)."""
    encoding_of_origin: str = "cp932"
    """What this core writes; reading still tries strict UTF-8 first."""

    def __getitem__(self, name: str) -> RecordLayout:
        return next(item for item in self.records if item.name == name)
