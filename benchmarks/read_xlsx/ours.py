"""The measured reading, alone in its process: workbook → checks → typed frames. Prints one JSON line.

Usage: python -m benchmarks.read_xlsx.ours WORKBOOK
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

from benchmarks.import_csv.layout import LAYOUT, RECORD
from benchmarks.import_csv.ours import peak_mib
from towa.gateways.core_system.reader import open_single


def main(path: str) -> None:
    started = time.perf_counter()
    good = bad = yen = 0
    with open_single(Path(path), RECORD.name, layout=LAYOUT) as extract:
        for batch in extract.batches(RECORD.name):
            good, bad = good + batch.good.height, bad + len(batch.bad)
            yen += int(batch.good["amount"].sum())
    seconds, cpu = time.perf_counter() - started, sum(os.times()[:4])
    peak = max(peak_mib(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    print(json.dumps({"rows": good + bad, "bad": bad, "yen": yen, "seconds": seconds, "cpu": cpu, "peak_mib": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
