"""Which record is this file? (レコードの判別) A single file without a manifest tells it by its head row, or else by its name."""

import csv
from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from towa.gateways.core_system.archive import WORKBOOK_LIMITS, open_archive
from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.encoding import BOM
from towa.gateways.core_system.format import ExtractLayout, RecordLayout
from towa.gateways.core_system.head import LONGEST_HEAD, columns_of
from towa.gateways.core_system.workbook import ENDINGS
from towa.kernel.result import Finding, Place, Severity


SINGLE_ENDINGS = (".csv", *ENDINGS)
"""Files of one record; everything else is a whole extract."""


def record_of(path: Path, layout: ExtractLayout, ignored: Sequence[str] = ()) -> RecordLayout:
    """レコード of a single file: the one whose columns its head row names, else the one whose name the file bears.

    Args:
        ignored: heads that are no data (reasons of a quarantine).

    Raises:
        ExtractRefused: neither tells; the finding names the records that there are.
    """
    heads = [head for head in heads_of(path) if head not in ignored]
    for record in layout.records:
        if heads == columns_of(record) or path.stem == record.file_name:
            return record
    terms = "、".join(record.term for record in layout.records)
    finding = Finding(
        Severity.ERROR,
        "unknown_record",
        "見出し行から、どのレコードのファイルか分かりません。",
        f"1行目の列の名前を様式どおりにしてください。取り込めるレコード：{terms}",
        Place(path.name, 1),
    )
    raise ExtractRefused((finding,))


def heads_of(path: Path) -> list[str]:
    """Cells of the first row; characters that cannot be read are left to the reader's own checks."""
    if path.suffix.lower() in ENDINGS:
        with open_archive(path, WORKBOOK_LIMITS):  # a bomb or no workbook at all is refused here
            pass
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(nrows=1)
        return [str(cell) for cell in rows[0]] if rows else []
    with path.open("rb") as file:
        line = file.readline(LONGEST_HEAD).removeprefix(BOM)
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("cp932", errors="replace")
    return next(csv.reader([text]), [])
