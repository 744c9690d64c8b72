"""How near is one pricing pass to the memory's speed? Both measured in the same run, with the same threads."""

import time
from typing import Any

import numpy as np
from numba import njit

from towa.rooms.dunning.core.allocation import Problem
from towa.rooms.dunning.core.allocation.crew import Crew
from towa.rooms.dunning.core.allocation.layout import layout_of


SHARE_WANTED = 0.25


@njit(cache=True, nogil=True, fastmath=True)
def _read(big, sums, begin, end):  # type: ignore[no-untyped-def]
    piece = len(big) // len(sums)
    for s in range(begin, end):
        total = np.float32(0)
        for i in range(s * piece, (s + 1) * piece):
            total += big[i]
        sums[s] = total


def pass_speed(problem: Problem) -> dict[str, Any]:
    """Best of several turns of a pass over all people and of reading 1 GiB."""
    layout, big, sums = layout_of(problem), np.ones(2**28, np.float32), np.zeros(64, np.float32)
    price = np.full(problem.rows, 10.0)
    with Crew(None) as crew:
        passed = min(_seconds(lambda: crew.price(layout, price)) for _ in range(9))
        read = min(_seconds(lambda: crew.run(_read, len(big), 64, big, sums)) for _ in range(9))
    bytes_passed = layout.fast.nbytes + layout.minutes.nbytes
    speed, memory = bytes_passed / passed / 1e9, big.nbytes / read / 1e9
    print(
        f"one pass over {problem.people:,}: {passed * 1e3:.1f} ms, {speed:.1f} GB/s = {speed / memory:.0%} of reading memory ({memory:.1f} GB/s)"
    )
    line = {
        "what": "pass",
        "n": problem.people,
        "milliseconds": round(passed * 1e3, 2),
        "share_of_memory": round(speed / memory, 3),
    }
    return line | {
        "gigabytes_per_second": round(speed, 1),
        "memory": round(memory, 1),
        "met": speed / memory >= SHARE_WANTED,
    }


def _seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
