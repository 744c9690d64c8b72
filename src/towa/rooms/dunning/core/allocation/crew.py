"""Who runs the compiled loops? A few threads that share the stretches; each stretch writes to its own place.

Plain threads around loops that release the interpreter: unlike a numba threading layer they may be used from several
requests of a web server at once.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from types import TracebackType
from typing import Any

import numpy as np

from towa.rooms.dunning.core.allocation import price_loops
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.arrays import AnyArray, FloatArray, IntArray


BINS = 48
"""Distances told apart, two per doubling."""
ALONE = 4_000
"""People below which handing work to threads costs more than it saves."""


class Crew:
    """作業者: `with Crew(threads) as crew`."""

    def __init__(self, threads: int | None) -> None:
        self.threads = max(1, threads or len(os.sched_getaffinity(0)))
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown()

    def run(self, kernel: Callable[..., Any], people: int, pieces: int, *arguments: Any) -> None:
        """kernel(*arguments, begin, end) over all pieces."""
        if self.threads == 1 or people < ALONE:
            kernel(*arguments, 0, pieces)
            return
        self._pool = self._pool or ThreadPoolExecutor(self.threads)
        ends = np.linspace(0, pieces, 4 * self.threads + 1).astype(int).tolist()
        waiting = [self._pool.submit(kernel, *arguments, a, b) for a, b in pairwise(ends) if a < b]
        for each in waiting:
            each.result()

    def price(self, layout: Layout, price: FloatArray) -> tuple[float, IntArray, IntArray]:
        """値付け: (sum of best scores in float32 arithmetic, counts, minutes per (cell, action))."""
        person, minute = layout.uses.costs(price)
        counts, sums, totals = _places(layout)
        grain = grain_of(layout, person, minute)
        tables = person.astype(np.float32), minute.astype(np.float32), np.float32(grain)
        arrays = layout.fast, layout.minutes, layout.first, layout.last, layout.of_cell, *tables, counts, sums, totals
        self.run(price_loops.price_pass, layout.people, len(layout.first), *arrays)
        return float(totals.sum()) / grain, by_cell(layout, counts), by_cell(layout, sums)

    def certify(self, layout: Layout, price: FloatArray, unit: float) -> "Certified":
        """証明用の値付け: the dual value is never below the true one. `unit`: finest distance told apart, yen."""
        person, minute = layout.uses.costs(price)
        counts, sums, totals = _places(layout)
        grain = grain_of(layout, person, minute)
        choice = np.empty(layout.people, np.int16)
        near = np.zeros((len(layout.first), layout.uses.actions, BINS), np.int32)
        arrays = layout.value, layout.minutes, layout.first, layout.last, layout.of_cell, person, minute, grain, unit
        self.run(
            price_loops.certify_pass, layout.people, len(layout.first), *arrays, counts, sums, totals, choice, near
        )
        bounded = np.isfinite(layout.uses.limit)
        dual = int(totals.sum()) / grain + fsum(price[bounded] * layout.uses.limit[bounded])
        found = by_cell(layout, counts), by_cell(layout, sums), by_cell(layout, near)
        return Certified(price, dual, *found, choice)

    def doubtful(self, layout: Layout, price: FloatArray, reach: FloatArray) -> IntArray:
        """迷う人々: sorted places of everyone with another action within reach[cell, action] yen."""
        person, minute = layout.uses.costs(price)
        marks = np.empty(layout.people, np.uint8)
        arrays = layout.value, layout.minutes, layout.first, layout.last, layout.of_cell, person, minute, reach, marks
        self.run(price_loops.doubt_pass, layout.people, len(layout.first), *arrays)
        return np.flatnonzero(marks)


@dataclass(frozen=True, eq=False)
class Certified:
    """証明: what a pass in float64 found at these prices."""

    price: FloatArray
    dual: float
    """No plan can be worth more."""
    counts: IntArray
    sums: IntArray
    near: IntArray
    """[cells, actions, BINS] people by how near an action is to changing hands."""
    choice: AnyArray


def grain_of(layout: Layout, person: FloatArray, minute: FloatArray) -> float:
    """Power of two by which scores are multiplied, so that sums of whole numbers neither overflow nor lose much."""
    paid = (
        float(np.abs(person[np.isfinite(person)]).max(initial=0.0))
        + float(np.abs(minute).max(initial=0.0)) * layout.longest
    )
    return float(2.0 ** np.floor(61 - np.log2((layout.largest + paid + 1.0) * (layout.people + 1.0))))


def _places(layout: Layout) -> tuple[IntArray, IntArray, IntArray]:
    shape = len(layout.first), layout.uses.actions
    return np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(len(layout.first), np.int64)


def by_cell(layout: Layout, parts: AnyArray) -> AnyArray:
    """Statistics of stretches added up per cell."""
    dtype = np.float64 if parts.dtype == np.float64 else np.int64
    if len(parts) == layout.uses.cells and bool((np.diff(layout.of_cell) > 0).all()):
        return parts.astype(dtype, copy=False)
    made = np.zeros((layout.uses.cells, *parts.shape[1:]), dtype)
    if len(parts):
        new = np.flatnonzero(np.diff(layout.of_cell, prepend=-1))
        made[layout.of_cell[new]] = parts if len(new) == len(parts) else np.add.reduceat(parts, new, dtype=dtype)
    return made
