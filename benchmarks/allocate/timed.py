"""How long does `allocate` take? Best of several turns; very large towns in a process of their own, with their memory.

    python -m benchmarks.allocate.timed PEOPLE TURNS

The memory is the highest that the process held while planning, above what it held with the made-up town in it.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.allocate.instance import instance
from towa.rooms.dunning.core.allocation import Allocation, Problem, allocate


def best_of(turns: int, problem: Problem) -> tuple[float, Allocation]:
    """(seconds of the best turn, its plan)."""
    best: tuple[float, Allocation] | None = None
    for _ in range(turns):
        begun = time.perf_counter()
        made = allocate(problem)
        spent = time.perf_counter() - begun
        best = (spent, made) if best is None or spent < best[0] else best
    assert best is not None
    return best


def figures(seconds: float, problem: Problem, made: Allocation) -> dict[str, Any]:
    over = float((made.usage - problem.limit).max(initial=0.0))
    stages = {key: round(value, 3) for key, value in made.timings.items()}
    line = {"n": problem.people, "seconds": round(seconds, 3), "gap": made.gap, "violation": max(over, 0.0)}
    return line | {"moved": len(made.moved), "stages": stages}


def apart(people: int, turns: int) -> dict[str, Any]:
    """In a process of its own: figures, and gigabytes above the input."""
    command = [sys.executable, "-m", "benchmarks.allocate.timed", str(people), str(turns)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def _status(key: str) -> float:
    """Gigabytes of this process by /proc."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1e6


def _main(people: int, turns: int) -> None:
    allocate(instance(2_000))
    problem = instance(people)
    Path("/proc/self/clear_refs").write_text("5")  # the generator's own peak does not count
    before = _status("VmRSS")
    seconds, made = best_of(turns, problem)
    line = figures(seconds, problem, made)
    print(json.dumps(line | {"gigabytes_above_input": round(_status("VmHWM") - before, 2)}))


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
