"""Excel lists for people (Excel): ready to read, to filter and to print."""

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from towa.platform.documents.columns import Column, Row, SheetRefused, cell
from towa.platform.documents.targets import Target, whole_or_nothing


FONT = "游ゴシック"
# Formula, link and number detection off: what is written is what it says, and a name like "=1+1" stays a name.
_WORKBOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
    "default_format_properties": {"font_name": FONT, "font_size": 10},
}
_MAX_ROWS = 1_048_576
_MAX_TEXT = 32_767
_MAX_NUMBER = 10**15
_NUMBER_FORMATS = {"yen": "#,##0", "count": "#,##0", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "text": "@"}
_WIDEST = 36
"""Characters of the widest column: longer texts wrap, so that a printed line stays legible."""
_LINE_HEIGHT = 16
"""Points of one line in the list's type."""
_A4, _A3 = 9, 8
_FITS_A4 = 150
"""Characters that one line of A4 landscape holds at a size that is read without glasses."""
_WAREKI = '[$-411]ggge"年"m"月"d"日"'


def write_excel(
    target: Target,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    title: str,
    notes: Sequence[str] = (),
    sheet: str = "一覧",
) -> int:
    """一覧表をExcelで書く: title and notes above, a frozen head with filters, landscape (A4, or A3 for wide lists), pages numbered.

    Rows are streamed; memory does not grow with their number.

    Returns:
        The number of rows without title, notes and head.

    Raises:
        SheetRefused: a value does not fit its column, or there are more rows than Excel can hold.
    """
    with whole_or_nothing(target) as out, xlsxwriter.Workbook(out, _WORKBOOK) as book:
        page = book.add_worksheet(sheet[:31])
        head = _write_above(book, page, title, notes)
        _write_head(book, page, columns, head)
        count = _write_rows(book, page, columns, rows, head + 1)
        page.autofilter(head, 0, head + max(count, 1), len(columns) - 1)
        _set_up_print(page, title, head, sum(map(_width, columns)))
    return count


def _write_above(book: xlsxwriter.Workbook, page: Worksheet, title: str, notes: Sequence[str]) -> int:
    """Title and notes; returns the row of the head. Rows must be written in order: memory is constant."""
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for place, note in enumerate(notes, start=1):
        page.write_string(place, 0, note)
    return len(notes) + 1


def _write_head(book: xlsxwriter.Workbook, page: Worksheet, columns: Sequence[Column], head: int) -> None:
    look = {"bold": True, "bg_color": "#E6E6E6", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    left, right = book.add_format({**look, "indent": 1}), book.add_format({**look, "align": "right"})
    for place, column in enumerate(columns):
        page.set_column(place, place, _width(column))
        page.write_string(head, place, column.title, right if column.kind in {"yen", "count"} else left)
    page.freeze_panes(head + 1, 1)


def _write_rows(
    book: xlsxwriter.Workbook, page: Worksheet, columns: Sequence[Column], rows: Iterable[Row], first: int
) -> int:
    looks = [_look(book, column) for column in columns]
    count = 0
    for number, row in enumerate(rows, start=1):
        if first + number > _MAX_ROWS:
            raise SheetRefused(f"Excelの1枚に書けるのは{_MAX_ROWS - first:,}行までです。CSVを使ってください。")
        values = [_held_by_excel(cell(row, column, number), column, number) for column in columns]
        if (lines := max(map(_lines, values, columns))) > 1:
            page.set_row(first + number - 1, lines * _LINE_HEIGHT)
        for place, value in enumerate(values):
            _write(page, first + number - 1, place, value, looks[place])
        count = number
    return count


def _held_by_excel(value: Any, column: Column, number: int) -> Any:
    """Excel keeps 15 digits and 32,767 characters and drops the rest without a word; we do not."""
    too_long = isinstance(value, str) and len(value) > _MAX_TEXT
    if too_long or (isinstance(value, int) and abs(value) >= _MAX_NUMBER):
        raise SheetRefused(f"{number}行目の「{column.title}」はExcelの1つのセルに入りません。CSVを使ってください。")
    return value


def _look(book: xlsxwriter.Workbook, column: Column) -> Format:
    pattern = _WAREKI if column.wareki else _NUMBER_FORMATS[column.kind]
    look = {"num_format": pattern, "bottom": 4, "bottom_color": "#B3B3B3", "valign": "top"}
    if column.kind == "text":  # set off a little from the figure or day on its left
        look |= {"text_wrap": True, "indent": 1}
    return book.add_format(look)


def _lines(value: Any, column: Column) -> int:
    """How many lines a wrapped text takes: not every program works the height out by itself."""
    if not isinstance(value, str):
        return 1
    places = sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in value)
    return max(1, -(-places // _width(column)))


def _width(column: Column) -> int:
    return min(round(column.shown_width), _WIDEST)


def _write(page: Worksheet, row: int, place: int, value: Any, look: Format) -> None:
    if value is None:
        page.write_blank(row, place, None, look)
    elif isinstance(value, str):
        page.write_string(row, place, value, look)
    elif isinstance(value, int):
        page.write_number(row, place, value, look)
    else:
        page.write_datetime(row, place, value, look)


def _set_up_print(page: Worksheet, title: str, head: int, width: int) -> None:
    page.set_landscape()
    page.set_paper(_A4 if width <= _FITS_A4 else _A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_header(f"&L{title.replace('&', '&&')[:200]}")
    page.set_footer("&C&P / &N")
