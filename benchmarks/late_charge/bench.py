"""延滞金 of 1,000,000 instalments: `late_charge_many` beside a loop over Decimal, in one run, equal to the yen.

The Decimal loop runs on a sample and is compared per row, the best pace of each; the sample must come out equal in
both, and some of all rows in the explained form too.
"""

import argparse
import json
import os
import subprocess
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from benchmarks.late_charge.peer import late_charges
from towa.law.late_charge import late_charge, late_charge_many
from towa.law.parameters import value


RESULTS = Path(__file__).parents[1] / "results" / "late_charge.jsonl"
RATIO_WANTED = 300
SLICE = 2_000
TURNS = 5
EXPLAINED = 2_000
LAST_DAY = np.datetime64("2026-11-20")


def main(rows: int, sample: int) -> int:
    principal, due, paid = _instalments(rows)
    begun = time.perf_counter()
    late_charge_many(principal[:10], due[:10], paid[:10])
    first_call = time.perf_counter() - begun
    pace, peer_pace = 0.0, 0.0
    peer: list[int] = []
    for begin in range(0, sample, SLICE):  # in turn, so that a busy machine troubles both alike
        pace = max(pace, *(rows / _timed(principal, due, paid) for _ in range(TURNS)))
        piece = slice(begin, min(begin + SLICE, sample))
        seconds, charges = _peer(principal[piece], due[piece], paid[piece])
        peer_pace = max(peer_pace, len(charges) / seconds)
        peer += charges
    ours = late_charge_many(principal, due, paid)
    _refuse_difference(ours, peer, principal, due, paid)
    return _report(pace, peer_pace, rows, len(peer), first_call, int(ours.sum()))


def _instalments(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Made-up instalments of ten years: a few in time, most late by up to four years."""
    chance = np.random.default_rng(20261120)
    principal = chance.integers(500, 300_000, rows)
    due = np.datetime64("2016-04-30") + chance.integers(0, 3_700, rows)
    return principal, due, np.minimum(due + chance.integers(-30, 1_460, rows), LAST_DAY)


def _timed(principal: np.ndarray, due: np.ndarray, paid: np.ndarray) -> float:
    begun = time.perf_counter()
    late_charge_many(principal, due, paid)
    return time.perf_counter() - begun


def _peer(principal: np.ndarray, due: np.ndarray, paid: np.ndarray) -> tuple[float, list[int]]:
    rates = {year: (_rate("first_month", year), _rate("after", year)) for year in range(2016, 2027)}
    triples = zip(principal.tolist(), due.tolist(), paid.tolist(), strict=True)
    rows = [(Decimal(yen), first, last) for yen, first, last in triples]
    begun = time.perf_counter()
    charges = late_charges(rows, rates)
    return time.perf_counter() - begun, [int(charge) for charge in charges]


def _rate(band: str, year: int) -> Decimal:
    return Decimal(value(f"late_charge_rate.{band}", date(year, 1, 1))) / 1000


def _refuse_difference(
    ours: np.ndarray, peer: list[int], principal: np.ndarray, due: np.ndarray, paid: np.ndarray
) -> None:
    different = np.flatnonzero(ours[: len(peer)] != np.array(peer))
    if len(different):
        raise SystemExit(f"{len(different)} of {len(peer)} rows differ from the Decimal loop, first row {different[0]}")
    for row in range(0, len(ours), max(1, len(ours) // EXPLAINED)):
        explained = late_charge(int(principal[row]), due[row].item(), paid[row].item()).amount
        if explained != ours[row]:
            raise SystemExit(f"row {row} differs from the explained form: {ours[row]} and {explained}")


def _report(pace: float, peer_pace: float, rows: int, sample: int, first_call: float, total: int) -> int:
    ratio = pace / peer_pace
    print(f"{'':34}{'rows':>12}{'rows/s':>14}")
    print(f"{'towa late_charge_many':34}{rows:>12,}{pace:>14,.0f}   (best of {TURNS * -(-sample // SLICE)})")
    print(
        f"{'loop over Decimal (a sample)':34}{sample:>12,}{peer_pace:>14,.0f}   (best of slices of {SLICE:,}; not run on all rows)"
    )
    print(f"equal to the yen on all {sample:,} sampled rows and on {EXPLAINED:,} explained ones; total {total:,} yen")
    print(f"first call with compiler and tables: {first_call:.2f} s; ratio {ratio:,.0f} (wanted ≥ {RATIO_WANTED})")
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "commit": _commit(), "cores": os.cpu_count(), "rows": rows,
        "rows_per_second": round(pace), "peer_rows": sample, "peer_rows_per_second": round(peer_pace), "ratio": round(ratio, 1),
        "first_call_seconds": round(first_call, 2),
    }  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    return 0 if ratio >= RATIO_WANTED else 1


def _commit() -> str:
    run = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return run.stdout.strip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=20_000)
    arguments = parser.parse_args()
    raise SystemExit(main(arguments.rows, arguments.sample))
