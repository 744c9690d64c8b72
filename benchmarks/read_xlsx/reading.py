"""Our reading step alone in its process: workbook → columns of values, under the limits of the child. One JSON line.

Usage: python -m benchmarks.read_xlsx.reading WORKBOOK
"""

import json
import sys
from pathlib import Path

from benchmarks.import_csv.layout import RECORD
from benchmarks.read_xlsx.clock import Clock, peak_mib
from towa.gateways.core_system.archive import WORKBOOK_LIMITS, open_archive
from towa.gateways.core_system.sheet_xml import rows, strings
from towa.gateways.core_system.workbook import memory_for
from towa.gateways.core_system.workbook_worker import keep_within, plain_sheet


COMPILED = rows, strings
"""Imported here, because the reader imports them late, and imports are measured on no side."""


def main(path: str) -> None:
    clock = Clock()
    with open_archive(Path(path), WORKBOOK_LIMITS) as archive:
        keep_within(memory_for(archive))
    sheet = plain_sheet(Path(path))
    if sheet is None:
        raise SystemExit("our own reader refuses this workbook")
    amounts = sheet.columns[sheet.heads.index(RECORD["amount"].column)]
    if isinstance(amounts, list):
        raise SystemExit("the workbook mixes numbers and text in one column")
    result = {"rows": len(amounts), "bad": 0, "yen": int(amounts.sum()), **clock.taken(), "peak_mib": peak_mib()}
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
