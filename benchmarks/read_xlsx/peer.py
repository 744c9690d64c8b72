"""The peer, alone in its process: openpyxl in read-only mode, values only, no checks at all. Prints one JSON line.

Usage: python -m benchmarks.read_xlsx.peer WORKBOOK ROWS
"""

import itertools
import json
import sys

import openpyxl

from benchmarks.import_csv.layout import RECORD
from benchmarks.read_xlsx.clock import Clock, peak_mib


AMOUNT = [field.name for field in RECORD.fields].index("amount")


def main(path: str, rows: str) -> None:
    clock = Clock()
    count = yen = 0
    book = openpyxl.load_workbook(path, read_only=True)
    for cells in itertools.islice(book.worksheets[0].iter_rows(min_row=2, values_only=True), int(rows)):
        count += 1
        yen += int(str(cells[AMOUNT]))
    print(json.dumps({"rows": count, "bad": 0, "yen": yen, **clock.taken(), "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
