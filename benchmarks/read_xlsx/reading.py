"""Our reading step alone in its process: workbook → columns of values, under the limits of the child. One JSON line.

Usage: python -m benchmarks.read_xlsx.reading WORKBOOK
"""

import json
import sys
from pathlib import Path

import fastexcel

from benchmarks.import_csv.layout import RECORD
from benchmarks.read_xlsx.clock import Clock, peak_mib
from towa.gateways.core_system.archive import WORKBOOK_LIMITS, open_archive
from towa.gateways.core_system.workbook import memory_for
from towa.gateways.core_system.workbook_worker import keep_within, whole_columns


def main(path: str) -> None:
    clock = Clock()
    with open_archive(Path(path), WORKBOOK_LIMITS) as archive:
        keep_within(memory_for(archive))
    sheet = whole_columns(fastexcel.read_excel(path))
    if sheet is None:
        raise SystemExit("the workbook mixes numbers and text in one column")
    columns = sheet.to_polars()
    yen = int(columns[RECORD["amount"].column].sum())
    result = {"rows": columns.height, "bad": 0, "yen": yen, **clock.taken(), "peak_mib": peak_mib()}
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
