"""Reads one workbook into columns of text (Arrow), in a process of its own with little memory and little time.

Usage: python -m towa.gateways.core_system.workbook_worker WORKBOOK TARGET STYLE LAYOUT MEMORY
LAYOUT is JSON: {"columns": {head: [kind, width]}, "ignored": [heads], "plain_from": bytes}; MEMORY is bytes.
Prints a line {"plain": [parts that our own reader read and so looked through]}, then {"sheets": n} or {"refused": reason}.
"""

import json
import os
import resource
import sys
from pathlib import Path

import polars as pl
import python_calamine

from towa.gateways.core_system.archive import WORKBOOK_LIMITS, blocks, open_archive
from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.cells import cell_text, column_texts
from towa.gateways.core_system.format import Kind
from towa.gateways.core_system.sheet_xml.marks import NotPlainError
from towa.gateways.core_system.sheet_xml.sheet_reader import Sheet, read_sheet


Columns = dict[str, tuple[Kind, int]]
_UNKNOWN = (Kind.TEXT, 0)
CPU_SECONDS = 240
_ROWS = 25_000
"""So many are read again at a time."""


def main(workbook: str, target: str, style: str, layout: str, memory: str) -> None:
    keep_within(int(memory))
    spoken = json.loads(layout)
    known = {head: (Kind(kind), width) for head, (kind, width) in spoken["columns"].items()}
    sheet = plain_sheet(Path(workbook), spoken["plain_from"])
    _say({"plain": sheet.parts if sheet else []})
    try:
        frame, sheets = (_texts(sheet, known, style), sheet.sheets) if sheet else _slow(workbook, known, style)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        _say({"refused": str(error)[:300]})
        return
    _without_empty_tail(frame.drop(spoken["ignored"], strict=False)).write_ipc(target, record_batch_size=_ROWS)
    _say({"sheets": sheets})
    os._exit(0)  # all is written; taking a million values apart one by one would only cost time


def _say(answer: dict[str, object]) -> None:
    print(json.dumps(answer), flush=True)  # noqa: T201  # the answer to the parent


def keep_within(memory: int) -> None:
    """This process ends when it takes more: bytes of memory and of one file, seconds of work; it leaves no dump."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain_sheet(workbook: Path, large: int = 0) -> Sheet | None:
    """The first sheet by our own reader; None: not plain, damaged, or too small for its compiled code to be worth loading."""
    try:
        with open_archive(workbook, WORKBOOK_LIMITS) as archive:
            if sum(entry.file_size for entry in archive.infolist()) < large:
                return None
            return read_sheet(archive, lambda part: blocks(archive, archive.getinfo(part), workbook.name))
    except (NotPlainError, ExtractRefused):
        return None


def _texts(sheet: Sheet, known: Columns, style: str) -> pl.DataFrame:
    texts = {}
    for head, column in zip(sheet.heads, sheet.columns, strict=True):
        kind = known.get(head, _UNKNOWN)
        if isinstance(column, pl.Series):
            texts[head] = column_texts(column, *kind, style)
        else:
            texts[head] = pl.Series([cell_text(cell, *kind, style) for cell in column], dtype=pl.String)
    return pl.DataFrame(texts)


def _slow(workbook: str, known: Columns, style: str) -> tuple[pl.DataFrame, int]:
    """The library's way, cell by cell; also how many sheets there are."""
    with python_calamine.CalamineWorkbook.from_path(workbook) as book:
        head, *body = book.get_sheet_by_index(0).to_python(skip_empty_area=False) or [[]]
        sheets = len(book.sheet_names)
    heads = [str(cell) for cell in head]
    kinds = [known.get(name, _UNKNOWN) for name in heads]
    rows = [[cell_text(cell, *kind, style) for cell, kind in zip(row, kinds, strict=False)] for row in body]
    return pl.DataFrame(rows, schema=dict.fromkeys(_distinct(heads), pl.String), orient="row"), sheets


def _distinct(heads: list[str]) -> list[str]:
    return [f"{head}（{number}列目）" if head in heads[:number] else head for number, head in enumerate(heads)]


def _without_empty_tail(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows that only carry a format, below the last one with content, are no rows."""
    if not frame.height:
        return frame
    filled = frame.select(pl.any_horizontal(pl.all() != "")).to_series().arg_true()
    return frame.head(int(filled[-1]) + 1 if len(filled) else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
