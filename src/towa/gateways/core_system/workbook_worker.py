"""Reads one workbook into columns of text (Arrow), in a process of its own with little memory and little time.

Usage: python -m towa.gateways.core_system.workbook_worker WORKBOOK TARGET STYLE LAYOUT MEMORY
LAYOUT is JSON: {"columns": {head: [kind, width]}, "ignored": [heads]}; MEMORY is bytes. Prints JSON: {"sheets": n} or {"refused": reason}.
"""

import json
import os
import resource
import sys

import fastexcel
import polars as pl
import python_calamine

from towa.gateways.core_system.cells import cell_text, column_texts
from towa.gateways.core_system.format import Kind


Columns = dict[str, tuple[Kind, int]]
_UNKNOWN = (Kind.TEXT, 0)
CPU_SECONDS = 240
_ROWS = 25_000
"""So many are read again at a time."""


def main(workbook: str, target: str, style: str, layout: str, memory: str) -> None:
    keep_within(int(memory))
    spoken = json.loads(layout)
    known = {head: (Kind(kind), width) for head, (kind, width) in spoken["columns"].items()}
    try:
        reader = fastexcel.read_excel(workbook)
        sheet = whole_columns(reader)
        frame = _texts(sheet.to_polars(), known, style) if sheet else _slow(workbook, known, style)
    except (fastexcel.FastExcelError, python_calamine.CalamineError, OSError, ValueError) as error:
        print(json.dumps({"refused": str(error)[:300]}))  # noqa: T201  # the answer to the parent
        return
    _without_empty_tail(frame.drop(spoken["ignored"], strict=False)).write_ipc(target, record_batch_size=_ROWS)
    print(json.dumps({"sheets": len(reader.sheet_names)}), flush=True)  # noqa: T201
    os._exit(0)  # all is written; taking a million values apart one by one would only cost time


def keep_within(memory: int) -> None:
    """This process ends when it takes more: bytes of memory and of one file, seconds of work; it leaves no dump."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def whole_columns(reader: fastexcel.ExcelReader) -> fastexcel.ExcelSheet | None:
    """The first sheet, every column of one type; None where one mixes numbers and text, which only the slow way keeps apart."""
    try:
        return reader.load_sheet(0, header_row=0, schema_sample_rows=None, dtype_coercion="strict")
    except fastexcel.UnsupportedColumnTypeCombinationError:
        return None


def _texts(values: pl.DataFrame, known: Columns, style: str) -> pl.DataFrame:
    return pl.DataFrame([column_texts(column, *known.get(column.name, _UNKNOWN), style) for column in values])


def _slow(workbook: str, known: Columns, style: str) -> pl.DataFrame:
    with python_calamine.CalamineWorkbook.from_path(workbook) as book:
        head, *body = book.get_sheet_by_index(0).to_python(skip_empty_area=False) or [[]]
    heads = [str(cell) for cell in head]
    kinds = [known.get(name, _UNKNOWN) for name in heads]
    rows = [[cell_text(cell, *kind, style) for cell, kind in zip(row, kinds, strict=False)] for row in body]
    return pl.DataFrame(rows, schema=dict.fromkeys(_distinct(heads), pl.String), orient="row")


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
