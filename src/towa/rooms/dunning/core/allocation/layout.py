"""In which order do the people stand? By cell, so that everyone in a stretch pays the same prices per action.

Cells whose uses are the same become one. Nothing that is decided depends on the order within a cell: sums are whole numbers,
the sample is drawn by a hash of the id (without ids: of the circumstances), and small sets are sorted by what they contain.
"""

from dataclasses import dataclass

import numpy as np

from towa.rooms.dunning.core.allocation.people_loops import (
    grids,
    hash_columns,
    hash_ids,
    largest_finite,
    narrow_columns,
    take_columns,
)
from towa.rooms.dunning.core.allocation.problem import Problem
from towa.rooms.dunning.core.allocation.uses import Uses, uses_of
from towa.rooms.dunning.core.arrays import AnyArray, IntArray


STRETCH = 4_096
"""People per piece of work."""


@dataclass(frozen=True, eq=False)
class Layout:
    """並び: the problem's people sorted by cell, cut into stretches within cells."""

    uses: Uses
    value: AnyArray
    """[k, n] as given (float32 or float64), sorted."""
    fast: AnyArray
    """[k, n] float32; the same array as `value` where that is float32."""
    minutes: AnyArray
    cell: AnyArray
    order: IntArray | None
    """Place in the problem per sorted place; None = as given."""
    first: IntArray
    """Of each stretch."""
    last: IntArray
    of_cell: IntArray
    """Cell of each stretch."""
    largest: float
    """Largest finite value, in size."""
    longest: int
    """Largest minutes."""

    @property
    def people(self) -> int:
        return int(self.value.shape[1])

    def take(self, places: IntArray) -> "Layout":
        """Only these sorted places (ascending)."""
        fast = take_columns(self.fast, places)
        minutes, cell = self.minutes[places], self.cell[places]
        return Layout(
            self.uses, fast, fast, minutes, cell, None, *stretches(cell, self.uses.cells), self.largest, self.longest
        )

    def original(self, places: IntArray) -> IntArray:
        return places if self.order is None else self.order[places]


def layout_of(problem: Problem) -> Layout:
    """並べ替え: merges equal cells, sorts by cell only where the people do not stand so already."""
    cell, kinds = _merged(problem)
    sorted_already = bool((cell[1:] >= cell[:-1]).all())
    order = None if sorted_already else np.argsort(cell, kind="stable")
    value, minutes = problem.value, problem.minutes
    if order is not None:
        value, minutes, cell = take_columns(value, order), minutes[order], cell[order]
    fast = value if value.dtype == np.float32 else narrow_columns(value)
    first, last, of_cell = stretches(cell, len(kinds))
    shortest, longest = _reach(minutes, first, last, of_cell, len(kinds))
    grid = grids(minutes, np.searchsorted(cell, np.arange(len(kinds) + 1, dtype=cell.dtype)))
    uses = uses_of(problem.count_use[:, kinds], problem.minute_use[:, kinds], problem.limit, shortest, longest, grid)
    found = np.zeros(len(first), fast.dtype)
    largest_finite(fast, first, last, found, 0, len(first))
    largest = float(found.max(initial=0))
    return Layout(uses, value, fast, minutes, cell, order, first, last, of_cell, largest, int(minutes.max(initial=0)))


def _merged(problem: Problem) -> tuple[AnyArray, IntArray]:
    """Cells with the same uses become one: (cell per person, one given cell per kind)."""
    both = np.concatenate([problem.count_use, problem.minute_use]) + 0.0  # -0.0 becomes 0.0
    seen: dict[bytes, int] = {}
    kind = np.array([seen.setdefault(both[:, c].tobytes(), len(seen)) for c in range(problem.cells)], dtype=np.int32)
    if len(seen) == problem.cells:
        return problem.cell, np.arange(problem.cells)
    return kind[problem.cell], np.unique(kind, return_index=True)[1]


def stretches(cell: AnyArray, cells: int) -> tuple[IntArray, IntArray, IntArray]:
    """(first, last, cell) of pieces of at most `STRETCH` people within one cell."""
    start = np.searchsorted(cell, np.arange(cells + 1, dtype=cell.dtype))
    pieces = -(-np.diff(start) // STRETCH)
    of_cell = np.repeat(np.arange(cells), pieces)
    turn = np.arange(len(of_cell)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first = start[of_cell] + turn * STRETCH
    return first, np.minimum(first + STRETCH, start[of_cell + 1]), of_cell


def _reach(
    minutes: AnyArray, first: IntArray, last: IntArray, of_cell: IntArray, cells: int
) -> tuple[IntArray, IntArray]:
    shortest, longest = np.full(cells, np.iinfo(np.int64).max), np.full(cells, -1)
    if len(first):
        np.minimum.at(shortest, of_cell, np.minimum.reduceat(minutes, first).astype(np.int64))
        np.maximum.at(longest, of_cell, np.maximum.reduceat(minutes, first).astype(np.int64))
    return np.where(longest < 0, 0, shortest), longest


def lots(problem: Problem, layout: Layout, seed: int) -> AnyArray:
    """くじ: uint64 per sorted place from id and seed, which nobody can choose and everybody can recompute."""
    if problem.ids is not None:
        return lots_of(problem.ids if layout.order is None else problem.ids[layout.order], seed)
    bits = layout.value.view(np.uint32 if layout.value.dtype == np.float32 else np.uint64)
    made = hash_columns(bits, layout.minutes, layout.cell, np.uint64(seed & (2**64 - 1)))
    order = np.argsort(made, kind="stable")
    alike = np.concatenate([[0], np.cumsum(made[order][1:] != made[order][:-1])])
    turn = np.arange(len(made)) - np.searchsorted(alike, alike)
    spread = np.empty(len(made), np.uint64)
    spread[order] = hash_ids(np.column_stack([made[order], turn.astype(np.uint64)]), np.uint64(0))
    lot: AnyArray = spread
    return lot


def lots_of(ids: AnyArray, seed: int) -> AnyArray:
    """くじ of ids: whole numbers by their value, everything else by its bytes."""
    if ids.dtype.kind in "iub":
        words = ids.astype(np.int64).view(np.uint64).reshape(-1, 1)
    else:
        words = _words(np.ascontiguousarray(ids))
    made: AnyArray = hash_ids(words, np.uint64(seed & (2**64 - 1)))
    return made


def _words(ids: AnyArray) -> AnyArray:
    """The bytes of each id as 64-bit words. Text of any width gives the same lot: trailing zero words do not count."""
    raw = ids.view(np.uint8).reshape(len(ids), ids.dtype.itemsize)
    padded = np.zeros((len(ids), -(-ids.dtype.itemsize // 8) * 8), dtype=np.uint8)
    padded[:, : raw.shape[1]] = raw
    return padded.view(np.uint64)
