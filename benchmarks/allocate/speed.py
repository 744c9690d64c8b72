"""How near is one pricing pass to the memory's speed? Both measured in the same run, with the same threads."""

import time
from typing import Any

import numpy as np
from numba import njit

from benchmarks.allocate.instance import instance
from towa.rooms.dunning.core.allocation import Problem
from towa.rooms.dunning.core.allocation.crew import Crew
from towa.rooms.dunning.core.allocation.layout import layout_of


SHARE_WANTED = 0.25
CROWD = 13


@njit(cache=True, nogil=True, fastmath=True)
def _read(big, sums, begin, end):  # type: ignore[no-untyped-def]
    piece = len(big) // len(sums)
    for s in range(begin, end):
        total = np.float32(0)
        for i in range(s * piece, (s + 1) * piece):
            total += big[i]
        sums[s] = total


def pass_speed() -> dict[str, Any]:
    """Best of several turns of a pass over all people, and of reading as much memory; both far larger than any cache."""
    layout, big, sums = layout_of(_crowd()), np.ones(2**28, np.float32), np.zeros(64, np.float32)
    price = np.full(layout.uses.rows, 10.0)
    with Crew(None) as crew:
        passed = min(_seconds(lambda: crew.price(layout, price)) for _ in range(9))
        read = min(_seconds(lambda: crew.run(_read, len(big), 64, big, sums)) for _ in range(9))
    speed, memory = (layout.fast.nbytes + layout.minutes.nbytes) / passed / 1e9, big.nbytes / read / 1e9
    share = speed / memory
    told = f"one pass over {layout.people:,} people, {layout.fast.nbytes / 1e9:.2f} GB: {passed * 1e3:.0f} ms, {speed:.1f} GB/s"
    print(f"{told} = {share:.0%} of reading memory ({memory:.1f} GB/s; ≥ {SHARE_WANTED:.0%})", flush=True)
    line = {
        "what": "pass",
        "n": layout.people,
        "milliseconds": round(passed * 1e3, 2),
        "share_of_memory": round(share, 3),
    }
    speeds = {"gigabytes_per_second": round(speed, 1), "memory": round(memory, 1)}
    return line | speeds | {"met": share >= SHARE_WANTED}


def _crowd() -> Problem:
    """A town of 1,000,000, everybody 13 times: the loop does not look whom it has seen before."""
    town = instance(1_000_000)
    value, minutes, cell = (np.repeat(part, CROWD, axis=-1) for part in (town.value, town.minutes, town.cell))
    return Problem(value, minutes, cell, town.count_use, town.minute_use, town.limit)


def _seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
