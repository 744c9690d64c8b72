"""CSV for people and CSV for machines (CSV)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from towa.platform.documents.columns import Column, Row, SheetRefused, cell, plain
from towa.platform.documents.targets import Target, whole_or_nothing


# What spreadsheet programs take for the beginning of a formula, in half and full width (OWASP "CSV injection").
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def guarded(text: str) -> str:
    """The text with a leading apostrophe if a spreadsheet could take it for a formula."""
    return f"'{text}" if text.lstrip(" 　").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def write_csv_for_people(
    target: Target, columns: Sequence[Column], rows: Iterable[Row], *, encoding: str = "utf-8-sig"
) -> int:
    """人が見るCSV: opened in Excel; guarded against formulas; characters that cp932 lacks become 〓.

    Only text is guarded: a number that is negative stays a number.

    Returns:
        The number of rows without the head.
    """
    with whole_or_nothing(target) as out:
        count = 0
        for line in _lines(columns, rows, guard=True):
            data = _encode_for_people(line, encoding, first=count == 0)
            out.write(data)
            count += 1
    return count - 1


def write_csv_for_machines(
    target: Target,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    encoding: str = "cp932",
    newline: str = "\r\n",
    head: bool = True,
) -> int:
    """機械が読むCSV: exactly the given values, quotes only where needed, never guarded.

    Returns:
        The number of rows without the head.

    Raises:
        SheetRefused: a character has no place in the encoding; row, column and character are named.
            No file is left behind where `target` is a path.
    """
    with whole_or_nothing(target) as out:
        count = -1
        for line in _lines(columns, rows, guard=False, newline=newline):
            count += 1
            if count == 0 and not head:
                continue
            out.write(_encode_for_machines(line, encoding, count, columns))
    return count


def _lines(columns: Sequence[Column], rows: Iterable[Row], *, guard: bool, newline: str = "\r\n") -> Iterator[str]:
    """One text per line, the head first."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=newline)
    writer.writerow([_text(column.title, guard) for column in columns])
    yield _taken(buffer)
    for number, row in enumerate(rows, start=1):
        values = [cell(row, column, number) for column in columns]
        writer.writerow([_text(value, guard) if isinstance(value, str) else plain(value) for value in values])
        yield _taken(buffer)


def _text(value: str, guard: bool) -> str:
    return guarded(value) if guard else value


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line


def _encode_for_people(line: str, encoding: str, *, first: bool) -> bytes:
    if encoding == "utf-8-sig":
        return line.encode("utf-8-sig" if first else "utf-8")
    try:
        return line.encode(encoding)
    except UnicodeEncodeError:  # a sheet for the eye is better with a visible gap (下駄) than not at all
        return b"".join(_or_gap(character, encoding) for character in line)


def _or_gap(character: str, encoding: str) -> bytes:
    try:
        return character.encode(encoding)
    except UnicodeEncodeError:
        return "〓".encode(encoding)


def _encode_for_machines(line: str, encoding: str, number: int, columns: Sequence[Column]) -> bytes:
    try:
        return line.encode(encoding)
    except UnicodeEncodeError as error:
        wrong = line[error.start]
        place = "見出し" if number == 0 else f"{number}行目"
        title = _column_of(line, error.start, columns)
        raise SheetRefused(
            f"{place}の「{title}」の文字「{wrong}」（U+{ord(wrong):04X}）は {encoding} で書けません。"
        ) from error


def _column_of(line: str, position: int, columns: Sequence[Column]) -> str:
    """The column in which the character at `position` of the written line stands."""
    before = next(csv.reader([line[:position] + ('"' if line[:position].count('"') % 2 else "")]), [""])
    return columns[min(len(before), len(columns)) - 1].title
