"""Our reading with all checks, alone in its process: workbook → child → checks → typed frames. Prints one JSON line.

Usage: python -m benchmarks.read_xlsx.ours WORKBOOK
"""

import json
import sys
from pathlib import Path

from benchmarks.import_csv.layout import LAYOUT, RECORD
from benchmarks.read_xlsx.clock import Clock, peak_mib
from towa.gateways.core_system.reader import open_single


def main(path: str) -> None:
    clock = Clock()
    good = bad = yen = 0
    with open_single(Path(path), RECORD.name, layout=LAYOUT) as extract:
        for batch in extract.batches(RECORD.name):
            good, bad = good + batch.good.height, bad + len(batch.bad)
            yen += int(batch.good["amount"].sum())
    print(json.dumps({"rows": good + bad, "bad": bad, "yen": yen, **clock.taken(), "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
