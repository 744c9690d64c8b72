"""隔離行: bad rows go out as a workbook that people can mend, and come back through the same checks.

The columns are the file's own, all as text, so that Excel leaves zeros and dates alone; behind them stand the line in
the original file, the reason and the cure. The wrong cell is coloured and carries its reason as a comment.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from towa.gateways.core_system.batch import BadRow
from towa.gateways.core_system.checks import NUMBER_CELL
from towa.gateways.core_system.encoding import BOM
from towa.gateways.core_system.format import ExtractLayout, Field, Kind, RecordLayout
from towa.gateways.core_system.head import columns_of
from towa.gateways.core_system.reader import open_single
from towa.gateways.core_system.real import Extract
from towa.gateways.core_system.recognising import heads_of
from towa.gateways.core_system.workspace import Workspace


LINE_COLUMN, REASON_COLUMN, CURE_COLUMN = "元の行", "理由", "対処"
EXTRA_COLUMNS = (LINE_COLUMN, REASON_COLUMN, CURE_COLUMN)
_COMMENTS = 2_000
"""Comments are drawings; Excel becomes slow with many. The colour and the reason stand in every row."""
_NARROW, _WIDE = 8, 40


def write_quarantine(path: Path, record: RecordLayout, bad_rows: Iterable[BadRow]) -> int:
    """隔離行の一覧を書く: returns the number of rows written; they are streamed, not held."""
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )  # fmt: skip
    sheet = book.add_worksheet(f"{record.term}の隔離行"[:31])
    writer = _Writer(sheet, record, _formats(book))
    writer.head()
    rows = 0
    for rows, bad in enumerate(bad_rows, start=1):  # the count is what is asked for
        writer.row(rows, bad)
    writer.finish(rows)
    book.close()
    return rows


def read_mended(path: Path, record: str, *, layout: ExtractLayout, municipality: str = "") -> Extract:
    """直した一覧を読む: the mended workbook (or CSV) as an extract of this one record, with the same checks.

    Raises:
        ExtractRefused: not a file made by `write_quarantine`, or damaged.
    """
    workspace = Workspace()
    plain = _without_extras(path, workspace) if path.suffix.lower() == ".csv" else path
    try:
        extract = open_single(plain, record, layout=layout, municipality=municipality, ignored_columns=EXTRA_COLUMNS)
    except BaseException:
        workspace.close()
        raise
    extract.lent.append(workspace)
    return extract


def origins_of(path: Path) -> dict[int, int]:
    """元の行: row of the mended file → line of the original file; only where the file still has that column."""
    rows = _rows_of(path)
    if not rows or LINE_COLUMN not in rows[0]:
        return {}
    place = rows[0].index(LINE_COLUMN)
    told = ((number, row[place]) for number, row in enumerate(rows[1:], start=2) if len(row) > place)
    return {number: int(text) for number, text in told if text.isascii() and text.isdigit()}


def _rows_of(path: Path) -> list[list[str]]:
    if path.suffix.lower() != ".csv":
        cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        return [[str(cell).removesuffix(".0") for cell in row] for row in cells]
    content = path.read_bytes().removeprefix(BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp932", errors="surrogateescape")
    return list(csv.reader(io.StringIO(text, newline="")))


def _without_extras(path: Path, workspace: Workspace) -> Path:
    """A workbook of the quarantine saved as CSV carries our three columns; the reader knows only the record's own."""
    if not set(EXTRA_COLUMNS) & set(heads_of(path)):
        return path
    rows = _rows_of(path)
    kept = [place for place, head in enumerate(rows[0]) if head not in EXTRA_COLUMNS]
    plain = workspace.folder() / path.name
    with plain.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        csv.writer(file).writerows([row[place] for place in kept if place < len(row)] for row in rows)
    return plain


class _Writer:
    def __init__(self, sheet: Worksheet, record: RecordLayout, formats: dict[str, Format]) -> None:
        self._sheet = sheet
        self._record = record
        self._formats = formats
        self._columns = columns_of(record)
        self._comments = 0

    def head(self) -> None:
        sheet, text = self._sheet, self._formats["text"]
        for place, item in enumerate(self._record.fields):
            sheet.set_column(place, place, _width(item), text)
        last = len(self._columns)
        sheet.set_column(last, last, _NARROW, text)
        sheet.set_column(last + 1, last + 2, 50, text)
        for place, title in enumerate([*self._columns, *EXTRA_COLUMNS]):
            sheet.write_string(0, place, title, self._formats["head" if place < last else "extra_head"])
        sheet.freeze_panes(1, 0)

    def row(self, number: int, bad: BadRow) -> None:
        wrong = _reasons_by_column(bad)
        for place, column in enumerate(self._columns):
            text = (bad.cells[place] if place < len(bad.cells) else "").removeprefix(NUMBER_CELL)
            self._sheet.write_string(number, place, text, self._formats["wrong" if column in wrong else "text"])
            if column in wrong:
                self._comment(number, place, wrong[column])
        reasons = "\n".join(dict.fromkeys(finding.message for finding in bad.findings))
        cures = "\n".join(dict.fromkeys(finding.cure for finding in bad.findings if finding.cure))
        for offset, text in enumerate((str(bad.line), reasons, cures)):
            self._sheet.write_string(number, len(self._columns) + offset, text, self._formats["extra"])

    def finish(self, rows: int) -> None:
        sheet, last = self._sheet, len(self._columns) + len(EXTRA_COLUMNS) - 1
        sheet.autofilter(0, 0, max(rows, 1), last)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(rows, 1), last)
        sheet.set_header(f"&L{self._record.term}の隔離行&R&D")
        sheet.set_footer("&C&P / &N")

    def _comment(self, row: int, place: int, reason: str) -> None:
        if self._comments < _COMMENTS:
            self._sheet.write_comment(row, place, reason, {"x_scale": 2.5})
            self._comments += 1


def _reasons_by_column(bad: BadRow) -> dict[str, str]:
    """Which column is wrong, and why; a key of several columns colours each of them."""
    found: dict[str, str] = {}
    for finding in bad.findings:
        for column in (finding.place.column if finding.place else "").split("・"):
            found[column] = f"{finding.message}\n{finding.cure}"
    return found


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    text = {"num_format": "@", "valign": "top", "font_name": "Meiryo UI", "font_size": 10}
    head = text | {"bold": True, "font_color": "#FFFFFF", "bottom": 1, "text_wrap": True}
    return {
        "text": book.add_format(text),
        "wrong": book.add_format(text | {"bg_color": "#FFE1D9", "border": 1, "border_color": "#EC0000"}),
        "extra": book.add_format(text | {"text_wrap": True, "bg_color": "#F2F2F2"}),
        "head": book.add_format(head | {"bg_color": "#0017C1"}),
        "extra_head": book.add_format(head | {"bg_color": "#4D4D4D"}),
    }


def _width(item: Field) -> float:
    """Full-width text needs twice the room of digits."""
    content = item.width * (2 if item.kind is Kind.TEXT else 1)
    return min(max(content, 2 * len(item.column), _NARROW) + 2, _WIDE)
