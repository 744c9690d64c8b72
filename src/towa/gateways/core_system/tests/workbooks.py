"""Workbooks for tests: right ones, and such as nobody should open."""

import datetime
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import xlsxwriter

from towa.gateways.core_system.format import RecordLayout


def write_workbook(path: Path, record: RecordLayout, content: Iterable[Mapping[str, object]]) -> Path:
    """One sheet with the record's heads; cells keep their Python types."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [field.column for field in record.fields])
    for number, row in enumerate(content, start=1):
        for place, field in enumerate(record.fields):
            write_cell(sheet, number, place, row[field.name], day)
    book.close()
    return path


def write_cell(sheet: object, row: int, column: int, value: object, day: object) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)  # type: ignore[attr-defined]
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, day)  # type: ignore[attr-defined]
    else:
        sheet.write(row, column, value)  # type: ignore[attr-defined]


def with_part(path: Path, name: str, content: bytes, *, replaced: bool = False) -> Path:
    """The same workbook with one part more, or one part exchanged."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    assert (name in parts) is replaced
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in (parts | {name: content}).items():
            archive.writestr(part, inside)
    return path


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
