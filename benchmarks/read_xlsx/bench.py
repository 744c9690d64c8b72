"""Reading a workbook of 100,000 rows × 20 columns with all checks, beside openpyxl in read-only mode without any.

Usage: python -m benchmarks.read_xlsx.bench [--rows 100000]
Both read every row of the same file, each alone in a process of its own; the sums of the amounts must be equal.
Ours includes the checks for bombs, a second process with limits, and the checks of every cell.
"""

import argparse
import json
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


RESULTS = Path(__file__).parent.parent / "results" / "read_xlsx.jsonl"
RATIO_WANTED = 10


def main(rows: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wide_receipt.xlsx"
        make_workbook(path, rows)
        ours = _run("ours", str(path))
        peer = _run("peer", str(path), str(rows))
    if (ours["rows"], ours["yen"], ours["bad"]) != (peer["rows"], peer["yen"], 0):
        raise SystemExit(f"different results: {ours} {peer}")
    return _report(ours, peer)


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


def _run(who: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", f"benchmarks.read_xlsx.{who}", *arguments]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def _report(ours: dict[str, float], peer: dict[str, float]) -> int:
    ratio = (ours["rows"] / ours["seconds"]) / (peer["rows"] / peer["seconds"])
    print(f"{'':28}{'rows':>10}{'seconds':>10}{'CPU s':>8}{'rows/s':>10}{'peak MiB':>10}")
    for name, result in (("towa, with all checks", ours), ("openpyxl, read-only", peer)):
        pace = result["rows"] / result["seconds"]
        print(
            f"{name:28}{result['rows']:>10,.0f}{result['seconds']:>10.1f}{result['cpu']:>8.1f}{pace:>10,.0f}{result['peak_mib']:>10.0f}"
        )
    print(f"ratio {ratio:.1f} (wanted ≥ {RATIO_WANTED}); of CPU time {peer['cpu'] / ours['cpu']:.1f}")
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "rows": ours["rows"], "ratio": round(ratio, 2),
        "cpu_ratio": round(peer["cpu"] / ours["cpu"], 2),
        "rows_per_second": round(ours["rows"] / ours["seconds"]),
        "peer_rows_per_second": round(peer["rows"] / peer["seconds"]), "peak_mib": round(ours["peak_mib"], 1),
    }  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    return 0 if ratio >= RATIO_WANTED else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    raise SystemExit(main(parser.parse_args().rows))
