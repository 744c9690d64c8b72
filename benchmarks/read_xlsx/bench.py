"""Reading a workbook of 100,000 rows × 20 columns, beside openpyxl (read-only, values only).

Usage: python -m benchmarks.read_xlsx.bench [--rows 100000]

Two lines, because two things are asked:

- "reading" is the peer's own task, workbook → values in columns: the reading step of our child, with its limits of
  memory and time, and nothing else on either side. This ratio must be 10; the exit code hangs on it.
- "reading with all checks" is what a take-in does: a child process is started, every part is looked through (bombs, DTD,
  macros, error cells), every cell is asked for its form. The peer does nothing of that.

Every side runs alone in a process of its own, three times in turn; medians count. Sums of the amounts must be equal.
The ratio is of CPU time (children included, imports of the measured process not, on any side): other work on the
machine does not disturb it, and threads win nothing by it. Wall time is printed beside.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from benchmarks.import_csv.generate import write
from benchmarks.import_csv.layout import RECORD
from towa.gateways.core_system.format import Kind
from towa.gateways.core_system.workbook import CHILD_ENVIRONMENT


RESULTS = Path(__file__).parent.parent / "results" / "read_xlsx.jsonl"
RATIO_WANTED = 10
ROUNDS = 3
SIDES = {"reading": "reading", "ours": "reading with all checks", "peer": "openpyxl, values only"}
Figures = dict[str, float]


def main(rows: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wide_receipt.xlsx"
        make_workbook(path, rows)
        rounds = [{side: _run(side, path, rows) for side in SIDES} for _ in range(ROUNDS)]
    results = [(figures["rows"], figures["yen"], figures["bad"]) for one in rounds for figures in one.values()]
    if set(results) != {(rows, results[0][1], 0)}:
        raise SystemExit(f"different results: {results}")
    return _report({side: _median([one[side] for one in rounds]) for side in SIDES})


def make_workbook(path: Path, rows: int) -> None:
    """Codes and names as text, amounts as numbers, days as dates, each with its format: what people send."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        write(Path(file.name), rows, bad_share=0.0)
        frame = pl.read_csv(file.name, encoding="cp932", infer_schema=False)
    numbers = [place for place, field in enumerate(RECORD.fields) if field.kind in (Kind.YEN, Kind.COUNT)]
    days = [place for place, field in enumerate(RECORD.fields) if field.kind is Kind.DATE]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False, "strings_to_formulas": False})
    day, thousands, text = (book.add_format({"num_format": form}) for form in ("yyyy/mm/dd", "#,##0", "@"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [field.column for field in RECORD.fields])
    for line, cells in enumerate(frame.iter_rows(), start=1):
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            if place in numbers:
                sheet.write_number(line, place, int(cell), thousands)
            elif place in days:
                sheet.write_datetime(line, place, datetime.fromisoformat(cell), day)
            else:
                sheet.write_string(line, place, cell, text)
    book.close()


def _run(side: str, path: Path, rows: int) -> Figures:
    command = [
        sys.executable,
        "-m",
        f"benchmarks.read_xlsx.{side}",
        str(path),
        *([str(rows)] if side == "peer" else []),
    ]
    environment = os.environ | (CHILD_ENVIRONMENT if side == "reading" else {})
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    result: Figures = json.loads(output)
    return result


def _median(figures: list[Figures]) -> Figures:
    return {name: statistics.median(one[name] for one in figures) for name in figures[0]}


def _report(sides: dict[str, Figures]) -> int:
    peer = sides["peer"]
    print(f"{'':26}{'rows':>9}{'wall s':>8}{'CPU s':>8}{'peak MiB':>10}{'ratio CPU':>11}{'ratio wall':>12}")
    for side, name in SIDES.items():
        ours = sides[side]
        print(
            f"{name:26}{ours['rows']:>9,.0f}{ours['seconds']:>8.2f}{ours['cpu']:>8.2f}{ours['peak_mib']:>10.0f}"
            f"{peer['cpu'] / ours['cpu']:>11.1f}{peer['seconds'] / ours['seconds']:>12.1f}"
        )
    ratio = peer["cpu"] / sides["reading"]["cpu"]
    print(f"reading: ratio {ratio:.1f} (wanted ≥ {RATIO_WANTED})")
    _append(sides, ratio)
    return 0 if ratio >= RATIO_WANTED else 1


def _append(sides: dict[str, Figures], ratio: float) -> None:
    reading, ours, peer = sides["reading"], sides["ours"], sides["peer"]
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "rows": ours["rows"], "ratio": round(ratio, 2),
        "ratio_wall": round(peer["seconds"] / reading["seconds"], 2),
        "with_all_checks": round(peer["cpu"] / ours["cpu"], 2),
        "with_all_checks_wall": round(peer["seconds"] / ours["seconds"], 2),
        "cpu_seconds": {side: round(figures["cpu"], 2) for side, figures in sides.items()},
        "peak_mib": round(ours["peak_mib"], 1),
    }  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    raise SystemExit(main(parser.parse_args().rows))
