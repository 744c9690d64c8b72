"""振り分けの割当: `allocate` beside linear programming and rules of thumb, on the same instances in one run.

    python -m benchmarks.allocate.bench [--peer-seconds 60] [--seeds 30] [--without-largest]

Of the peers, the time of solving alone counts (building the model is told beside it); all of `allocate` counts. What the peers
find is divided people, still to be rounded; rules of thumb do not look for minima. Seconds are the best of several turns.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.allocate.instance import instance
from benchmarks.allocate.rules import office_rule, score_greedy
from benchmarks.allocate.solvers import peer
from benchmarks.allocate.speed import pass_speed
from benchmarks.allocate.timed import apart, best_of, figures
from towa.rooms.dunning.core.allocation import Problem, allocate


RESULTS = Path(__file__).parents[1] / "results" / "allocate.jsonl"
WANTED = {10_000: (0.6, 5e-4), 100_000: (1.0, 1e-4), 1_000_000: (1.5, 5e-6), 10_000_000: (5.0, 5e-6)}
"""People: (seconds, gap)."""
RATIO, BETTER, BESIDE_GREEDY, MEMORY = 12.0, 1.07, 1.2, 2.0
"""Times the best solver at 10,000; times the value of score greedy; times its seconds at 1,000,000; GB above the input."""
SOLVERS = {
    10_000: (("HiGHS simplex", 1), ("HiGHS simplex", 2), ("HiGHS IPM", 1), ("HiGHS IPM", 2), ("GLOP", 1), ("PDLP", 1), ("PDLP", 2)),
    100_000: (("HiGHS simplex", 1), ("PDLP", 2)),
}  # fmt: skip
TURNS = {10_000: 15, 100_000: 9, 1_000_000: 5, 10_000_000: 3}


def main(peer_seconds: float, seeds: int, *, largest: bool) -> int:
    load = os.getloadavg()[0]
    allocate(instance(2_000))  # loads what was compiled
    sizes = [_size(n, peer_seconds) for n in WANTED if largest or n < 10_000_000]
    lines = [*sizes, _identical(2_000, 50), _identical(1, 100_000), _random(seeds), pass_speed(), _slope(sizes)]
    stamp = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "commit": _commit(), "cores": os.cpu_count()}
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        file.writelines(json.dumps(stamp | {"load": round(load, 1)} | line) + "\n" for line in lines)
    return 0 if all(line["met"] for line in lines) else 1


def _size(n: int, peer_seconds: float) -> dict[str, Any]:
    if n >= 10_000_000:
        line = apart(n, TURNS[n])
    else:
        problem = instance(n)
        seconds, made = best_of(TURNS[n], problem)
        line = figures(seconds, problem, made) | {"bound": made.bound}
    told = (
        f", {line['gigabytes_above_input']} GB above its input (≤ {MEMORY})" if "gigabytes_above_input" in line else ""
    )
    met = (
        line["seconds"] <= WANTED[n][0]
        and line["gap"] <= WANTED[n][1]
        and line.get("gigabytes_above_input", 0) <= MEMORY
    )
    print(
        f"{n:>11,} people: {line['seconds']:.3f} s (≤ {WANTED[n][0]}), gap {line['gap']:.1e} (≤ {WANTED[n][1]:.0e}){told}",
        flush=True,
    )
    if n <= 1_000_000:
        met &= _beside_rules(problem, line)
    if n in SOLVERS and peer_seconds:
        met &= _beside_solvers(n, peer_seconds, line)
    return {"what": "size"} | line | {"met": bool(met)}


def _beside_rules(problem: Problem, line: dict[str, Any]) -> bool:
    for name, rule in (("score greedy", score_greedy), ("office rule", office_rule)):
        rule(instance(1_000))
        spent, worth = min(rule(problem) for _ in range(3))
        better, slower = line["bound"] * (1 - line["gap"]) / worth, line["seconds"] / spent
        line[name] = {"seconds": round(spent, 3), "ours_is_worth": round(better, 4), "ours_takes": round(slower, 2)}
        print(
            f"{'':13}{name}: {spent:.3f} s; our plan is worth {better - 1:+.1%}, in {slower:.2f} x its time", flush=True
        )
    greedy = line["score greedy"]
    slow = problem.people >= 1_000_000 and greedy["ours_takes"] > BESIDE_GREEDY
    return bool(greedy["ours_is_worth"] >= BETTER and not slow)


def _beside_solvers(n: int, peer_seconds: float, line: dict[str, Any]) -> bool:
    line["peers"] = {}
    for name, threads in SOLVERS[n]:
        found = peer(name, n, threads, peer_seconds)
        found["ratio"] = round(found.get("solve", math.nan) / line["seconds"], 1)
        line["peers"][f"{name}, {threads} threads"] = found
        told = f"{'':13}{name} ({threads}): solving {found.get('solve')} s, building {found.get('build')} s, {found['ended']}"
        print(f"{told}: {found['ratio']} x ours", flush=True)
    if n > 10_000:
        return True
    best = min(found["ratio"] for name, found in line["peers"].items() if not name.startswith("PDLP"))
    line["ratio"] = best
    print(f"{'':13}the best of HiGHS simplex, IPM and GLOP takes {best} x ours (≥ {RATIO}), solving alone")
    return bool(best >= RATIO)


def _identical(kinds: int, each: int) -> dict[str, Any]:
    base = instance(max(kinds, 2_000), 5)
    kind = np.repeat(np.arange(kinds) if kinds > 1 else np.array([int(np.argmax(base.value[6]))]), each)
    people = base.value[:, kind], base.minutes[kind], base.cell[kind]
    limit = base.limit * 50 if kinds > 1 else np.maximum(base.limit, 0) * 50  # one kind alone cannot serve every group
    problem = Problem(*people, base.count_use, base.minute_use, limit, ids=np.arange(len(kind)))
    seconds, made = best_of(3, problem)
    print(
        f"{problem.people:,} people of {kinds:,} kinds: {seconds:.3f} s (≤ 3), gap {made.gap:.1e} (≤ 1e-04)", flush=True
    )
    met = seconds <= 3 and made.gap <= 1e-4
    return {"what": "identical people", "kinds": kinds} | figures(seconds, problem, made) | {"met": bool(met)}


def _random(seeds: int) -> dict[str, Any]:
    """Other towns of 10,000, a third each with little, usual and ample capacity."""
    turns = [best_of(1, instance(10_000, 2 + seed, (0.6, 1.0, 1.6)[seed % 3])) for seed in range(seeds)]
    gaps, seconds = [made.gap for _, made in turns], [spent for spent, _ in turns]
    median, worst = statistics.median(gaps), max(gaps)
    slow = f"{statistics.median(seconds):.3f} s in the middle, {max(seconds):.3f} s at most"
    print(
        f"{seeds} random towns of 10,000: gap {median:.1e} in the middle (≤ 5e-04), {worst:.1e} at most (≤ 2e-03); {slow}"
    )
    line = {
        "what": "random instances",
        "number": seeds,
        "median": median,
        "worst": worst,
        "seconds": round(max(seconds), 3),
    }
    return line | {"met": median <= 5e-4 and worst <= 2e-3}


def _slope(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Least squares through the logarithms."""
    n, seconds = ([math.log(line[key]) for line in lines] for key in ("n", "seconds"))
    slope = statistics.linear_regression(n, seconds).slope
    print(f"time grows with n to the power of {slope:.2f} from {lines[0]['n']:,} to {lines[-1]['n']:,} people (≤ 1)")
    return {"what": "slope", "power": round(slope, 3), "met": slope <= 1}


def _commit() -> str:
    run = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return run.stdout.strip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-seconds", type=float, default=60.0, help="0 = no solvers")
    parser.add_argument("--seeds", type=int, default=30, help="random towns of 10,000")
    parser.add_argument("--without-largest", action="store_true", help="no town of 10,000,000 (2 GB)")
    given = parser.parse_args()
    raise SystemExit(main(given.peer_seconds, given.seeds, largest=not given.without_largest))
