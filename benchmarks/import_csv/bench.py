"""Import of 1,000,000 rows × 20 columns of CP932 with validation into PostgreSQL, beside Django `bulk_create`.

Usage: python -m benchmarks.import_csv.bench [--rows 1000000] [--peer-rows 50000]
Both write into an ordinary table without indexes, in one transaction, each alone in a process of its own.
The peer reads the first rows of the same file only; its figure per row is what counts.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from benchmarks.import_csv.generate import write
from benchmarks.import_csv.layout import RECORD
from benchmarks.import_csv.ours import TABLE
from towa.gateways.core_system.batch import LINE
from towa.gateways.core_system.format import Kind
from towa.platform.database.addresses import addresses, create_database, drop_database, ensure_database


DATABASE = "towa_benchmark"
RESULTS = Path(__file__).parent.parent / "results" / "import_csv.jsonl"
TYPES = {Kind.YEN: "bigint", Kind.COUNT: "bigint", Kind.DATE: "date", Kind.FLAG: "boolean"}
RATIO_WANTED, ROWS_WANTED, MEMORY_ALLOWED = 10, 80_000, 300


def main(rows: int, peer_rows: int) -> int:
    ensure_database()
    address = addresses().in_database(DATABASE).admin
    create_database(address)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "wide_receipt.csv"
            write(path, rows)
            ours = _run("ours", path, address)
            peer = _run("peer", path, address, str(min(peer_rows, rows)))
            small_path = Path(folder) / "fifth.csv"
            write(small_path, rows // 5)
            small = _run("ours", small_path, address)
    finally:
        drop_database(address)
    return _report(ours, peer, small)


def _run(who: str, path: Path, address: str, *more: str) -> dict[str, float]:
    _make_table(address)
    command = [sys.executable, "-m", f"benchmarks.import_csv.{who}", str(path), address, *more]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = json.loads(output)
    with psycopg.connect(address) as connection:
        stored = connection.execute(f"SELECT count(*) FROM {TABLE}").fetchone()
    if stored is None or stored[0] != result["rows"] - result["bad"]:
        raise SystemExit(f"{who}: {stored} rows stored, {result}")
    return result


def _make_table(address: str) -> None:
    columns = ", ".join(f"{field.name} {TYPES.get(field.kind, 'text')}" for field in RECORD.fields)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {TABLE}")
        connection.execute(f"CREATE TABLE {TABLE} ({columns}, {LINE} bigint)")
        connection.execute("CHECKPOINT")


def _report(ours: dict[str, float], peer: dict[str, float], small: dict[str, float]) -> int:
    speed, peer_speed = (result["rows"] / result["seconds"] for result in (ours, peer))
    ratio = speed / peer_speed
    print(f"{'':28}{'rows':>12}{'bad':>8}{'seconds':>10}{'rows/s':>12}{'peak MiB':>10}")
    for name, result in (
        ("towa (COPY)", ours),
        ("towa, a fifth of the rows", small),
        ("Django bulk_create(2000)", peer),
    ):
        pace = result["rows"] / result["seconds"]
        print(
            f"{name:28}{result['rows']:>12,.0f}{result['bad']:>8,.0f}{result['seconds']:>10.1f}{pace:>12,.0f}{result['peak_mib']:>10.0f}"
        )
    print(f"ratio {ratio:.1f} (wanted ≥ {RATIO_WANTED}); ≥ {ROWS_WANTED:,} rows/s and ≤ {MEMORY_ALLOWED} MiB wanted")
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "rows": ours["rows"], "rows_per_second": round(speed),
        "peer_rows": peer["rows"], "peer_rows_per_second": round(peer_speed), "ratio": round(ratio, 2),
        "peak_mib": round(ours["peak_mib"], 1), "peak_mib_of_a_fifth": round(small["peak_mib"], 1),
    }  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    return 0 if ratio >= RATIO_WANTED and ours["peak_mib"] <= MEMORY_ALLOWED else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peer-rows", type=int, default=50_000)
    arguments = parser.parse_args()
    raise SystemExit(main(arguments.rows, arguments.peer_rows))
