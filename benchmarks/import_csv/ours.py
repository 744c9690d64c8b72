"""The measured import, alone in its process: file → checks → COPY. Prints one JSON line.

Usage: python -m benchmarks.import_csv.ours FILE ADDRESS
"""

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import psycopg

from benchmarks.import_csv.layout import LAYOUT, RECORD
from towa.gateways.core_system.batch import LINE
from towa.gateways.core_system.reader import open_single
from towa.platform.database.copying import copy_batches


TABLE = "wide_receipt"
COLUMNS = [field.name for field in RECORD.fields] + [LINE]


def main(path: str, address: str) -> None:
    bad: list[str] = []
    started = time.perf_counter()
    with psycopg.connect(address) as connection:
        taken = copy_batches(connection, TABLE, COLUMNS, _good(Path(path), bad))
    seconds = time.perf_counter() - started
    print(json.dumps({"rows": taken + len(bad), "bad": len(bad), "seconds": seconds, "peak_mib": peak_mib()}))


def peak_mib() -> float:
    """VmHWM of this process: the most memory it ever held, whatever its parent was."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else float("nan")


def _good(path: Path, bad: list[str]) -> Iterator[pl.DataFrame]:
    with open_single(path, RECORD.name, layout=LAYOUT) as extract:
        for batch in extract.batches(RECORD.name):
            bad.extend(finding.line() for row in batch.bad for finding in row.findings[:1])
            yield batch.good


if __name__ == "__main__":
    main(*sys.argv[1:])
