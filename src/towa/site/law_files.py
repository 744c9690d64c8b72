"""Many amounts at once: a CSV file in, the same file with one more column out, or nothing and every bad row named.

The cells of the input are carried through as they are, in their order; encoding, line ends and a BOM are kept.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from towa.kernel.money import NotYen, format_yen, parse_yen
from towa.kernel.period import NotADate, parse_date
from towa.kernel.result import Finding, Place, Severity
from towa.law.accrual_many import LARGEST_AMOUNT, UNKNOWN


if TYPE_CHECKING:
    import _csv

Yens = NDArray[np.int64]
Days = NDArray[np.datetime64]
Formula = Callable[[Yens, Days, Days], Yens]
"""Amounts, first and second days → yen; UNKNOWN where the law of a day is not registered."""

# Finds a line which is no plain amount of at most twelve digits; whole columns are checked in one sweep.
_NOT_PLAIN = re.compile(r"^(?!(?:0|[1-9][0-9]{0,11})$)", re.MULTILINE)
EPOCH = date(1970, 1, 1)
BOM = "\ufeff"


class FileRefused(ValueError):
    """読み込めないファイル: nothing was written; `findings` name every bad place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings[0].line())
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Task:
    """計算の列: which columns go in, which comes out, by which formula."""

    amount: str
    first: str
    second: str
    outcome: str
    formula: Formula
    why_unknown: Callable[[int, date, date], str]
    """Says in Japanese why the amount of a row cannot be known."""


@dataclass(frozen=True)
class Sheet:
    """読み込んだ表: the cells of the needed columns, and every record's own text, line end included.

    Attributes:
        lines: per row, the line of the file on which it ends.
    """

    name: str
    encoding: str
    head: str
    columns: dict[str, list[str]]
    records: list[str]
    lines: list[int]

    def place(self, row: int, column: str, value: str) -> Place:
        return Place(self.name, self.lines[row], column, value)


@dataclass(frozen=True)
class Done:
    """計算の結果: how many rows, and the sum of the new column."""

    rows: int
    total: int


def compute_file(source: Path, target: Path, task: Task) -> Done:
    """一括計算: writes `target` with the task's column added after the last one.

    Raises:
        FileRefused: a row is bad; `target` is then untouched.
        OSError: a file cannot be read or written.
    """
    sheet = read_sheet(source, (task.amount, task.first, task.second), task.outcome)
    outcome = _computed(sheet, task)
    _write(target, sheet, task.outcome, outcome)
    return Done(len(outcome), sum(outcome))


def read_sheet(source: Path, needed: Sequence[str], outcome: str) -> Sheet:
    """CSVの読取り: strict UTF-8 first, then CP932; a quote left open or a row of another length is refused."""
    text, encoding = _decoded(source)
    lines = list(io.StringIO(text, newline="\n"))
    reader = csv.reader(lines, strict=True)
    try:
        head = next(reader, [])
        _refuse_head(source.name, head, needed, outcome)
        records = "".join(lines[: reader.line_num])
        return Sheet(source.name, encoding, records, *_body(source.name, reader, lines, head, needed))
    except csv.Error as error:
        cure = '引用符（"）の閉じ忘れや、改行の種類を確かめてください。'
        place = Place(source.name, reader.line_num)
        raise FileRefused([_finding(f"CSVとして読めません（{error}）。", cure, place)]) from error


def _body(
    name: str, reader: "_csv.Reader", lines: list[str], head: list[str], needed: Sequence[str]
) -> tuple[dict[str, list[str]], list[str], list[int]]:
    """All rows after the head: needed cells by column, the text of each record, the line on which it ends."""
    width = len(head)
    one, two, three = (head.index(column) for column in needed)
    cells: tuple[list[str], list[str], list[str]] = ([], [], [])
    records: list[str] = []
    ends: list[int] = []
    findings: list[Finding] = []
    begin = reader.line_num
    for row in reader:
        end = reader.line_num
        if len(row) != width:
            message = f"列の数が{len(row)}です（見出しは{width}列）。"
            findings.append(_finding(message, "区切りのカンマを確かめてください。", Place(name, end)))
            row = [""] * width
        cells[0].append(row[one])
        cells[1].append(row[two])
        cells[2].append(row[three])
        records.append(lines[begin] if end == begin + 1 else "".join(lines[begin:end]))
        ends.append(end)
        begin = end
    if findings:
        raise FileRefused(findings)
    return dict(zip(needed, cells, strict=True)), records, ends


def _decoded(source: Path) -> tuple[str, str]:
    content = source.read_bytes()
    for encoding in ("utf-8", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.startswith(BOM):
            return text.removeprefix(BOM), "utf-8-sig"
        return text, encoding
    cure = "UTF-8 か CP932（Shift_JIS）で保存し直してください。"
    raise FileRefused([_finding("文字コードが読み取れません。", cure, Place(source.name))])


def _refuse_head(name: str, head: list[str], needed: Sequence[str], outcome: str) -> None:
    findings = [
        _finding(f"列「{column}」がちょうど一つ必要です。", "見出し行の列名を確かめてください。", Place(name, 1))
        for column in needed
        if head.count(column) != 1
    ]
    if outcome in head:
        cure = "その列を取り除くか、名前を変えてください。"
        findings.append(_finding(f"結果の列「{outcome}」がすでにあります。", cure, Place(name, 1)))
    if findings:
        raise FileRefused(findings)


def _computed(sheet: Sheet, task: Task) -> list[int]:
    findings: list[Finding] = []
    amounts = _amounts(sheet, task.amount, findings)
    firsts, seconds = _days(sheet, task.first, findings), _days(sheet, task.second, findings)
    if findings:
        raise FileRefused(sorted(findings, key=lambda item: item.place.line or 0 if item.place else 0))
    outcome = task.formula(amounts, firsts, seconds)
    unknown = np.flatnonzero(outcome == UNKNOWN)
    if len(unknown):
        raise FileRefused([_unknown(sheet, task, int(row), amounts, firsts, seconds) for row in unknown])
    return [int(amount) for amount in outcome.tolist()]


def _amounts(sheet: Sheet, column: str, findings: list[Finding]) -> Yens:
    cells = sheet.columns[column]
    joined = "\n".join(cells)
    if cells and (joined.count("\n") >= len(cells) or _NOT_PLAIN.search(joined)):
        findings += [
            _finding(reason, "", sheet.place(row, column, cell))
            for row, cell in enumerate(cells)
            if (reason := _not_an_amount(cell))
        ]
    return np.array([0] * len(cells) if findings else list(map(int, cells)), np.int64)


def _not_an_amount(cell: str) -> str:
    try:
        amount = parse_yen(cell)
    except NotYen as error:
        return str(error)
    return "" if amount <= LARGEST_AMOUNT else f"金額「{cell}」は大きすぎます（{format_yen(LARGEST_AMOUNT)}まで）。"


def _days(sheet: Sheet, column: str, findings: list[Finding]) -> Days:
    cells = sheet.columns[column]
    known = {cell: _day(cell) for cell in set(cells)}  # a million rows hold a few thousand different days
    wrong = {cell: day for cell, day in known.items() if isinstance(day, str)}
    if wrong:
        findings += [
            _finding(wrong[cell], "", sheet.place(row, column, cell)) for row, cell in enumerate(cells) if cell in wrong
        ]
        return np.empty(0, "datetime64[D]")
    return np.array([known[cell] for cell in cells], np.int64).view("datetime64[D]")


def _day(cell: str) -> int | str:
    """Days since 1970-01-01, or why the cell is no date."""
    try:
        return (parse_date(cell) - EPOCH).days
    except NotADate as error:
        return str(error)


def _unknown(sheet: Sheet, task: Task, row: int, amounts: Yens, firsts: Days, seconds: Days) -> Finding:
    reason = task.why_unknown(int(amounts[row]), firsts[row].item(), seconds[row].item())
    return _finding(reason, "", sheet.place(row, task.second, str(seconds[row])))


def _finding(message: str, cure: str, place: Place) -> Finding:
    return Finding(Severity.ERROR, "law_file", message, cure, place)


def _write(target: Path, sheet: Sheet, outcome: str, amounts: Sequence[int]) -> None:
    """Writes beside the target and renames at the end, so that no half-written file is ever seen."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding=sheet.encoding, newline="") as file:
            file.write(_extended(sheet.head, outcome))
            file.writelines(map(_extended, sheet.records, amounts))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _extended(record: str, cell: object) -> str:
    """The record with one more cell; its own line end, if it has one, stays at the end."""
    body = record.rstrip("\r\n")
    return f"{body},{cell}{record[len(body) :]}"
