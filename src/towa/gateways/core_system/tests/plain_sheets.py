"""Workbooks written by hand for tests of our own reader, and its slow twin: the library, cell by cell."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from towa.gateways.core_system import workbook_worker
from towa.gateways.core_system.format import Kind
from towa.gateways.core_system.sheet_xml.marks import NotPlainError
from towa.gateways.core_system.sheet_xml.sheet_reader import read_sheet


HEADS = ("文", "数", "日")
COLUMNS = {"文": (Kind.TEXT, 40), "数": (Kind.YEN, 13), "日": (Kind.DATE, 10)}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD_ROW = "".join(
    f'<c r="{letter}1" t="inlineStr"><is><t>{head}</t></is></c>' for letter, head in zip("ABC", HEADS, strict=True)
)
Texts = list[list[str]]


def hand_written(
    path: Path,
    rows: str,
    *,
    strings: str = "<si><t>零</t></si>",
    formats: str = "",
    book: str = "",
    head: str = HEAD_ROW,
    first_format: str = "0",
    declaration: str = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
) -> Path:
    """One sheet: the head row, then `rows` as they are. Style 1 is a day, style 2 has `formats` as its number format."""
    kept = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{book}<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{formats or "0"}"/></numFmts><cellXfs><xf numFmtId="{first_format}"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'{declaration}<worksheet xmlns="{MAIN}"><sheetData><row r="1">{head}</row>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in kept.items():
            archive.writestr(name, content.encode("utf-8", "surrogatepass"))
    return path


def plain(path: Path) -> Texts | None:
    """What our own reader gives, as text, heads first; None: it refuses."""
    sheet = workbook_worker.plain_sheet(path)
    if sheet is None:
        return None
    return _table(workbook_worker._texts(sheet, COLUMNS, "dashed"))


def plain_in_small_blocks(path: Path, size: int) -> Texts | None:
    """The same, the rows arriving in blocks of so many bytes."""

    def blocks(part: str) -> Iterator[bytes]:
        data = archive.read(part)
        head = data.find(b"<sheetData>") + len(b"<sheetData>")
        yield data[:head]
        yield from (data[at : at + size] for at in range(head, len(data), size))

    with zipfile.ZipFile(path) as archive:
        try:
            return _table(workbook_worker._texts(read_sheet(archive, blocks), COLUMNS, "dashed"))
        except NotPlainError:
            return None


def twin(path: Path) -> Texts:
    """What the library gives."""
    return _table(workbook_worker._slow(str(path), COLUMNS, "dashed")[0])


def _table(frame: pl.DataFrame) -> Texts:
    kept = workbook_worker._without_empty_tail(frame)
    return json.loads(json.dumps([kept.columns, *kept.rows()]))  # type: ignore[no-any-return]
