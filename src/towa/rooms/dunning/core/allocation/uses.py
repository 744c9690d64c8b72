"""What does one person take from which row? The uses per (cell, action) as a sparse list, exact sums, and sharpened limits.

Only the pairs that use something are kept: a person touches a handful of the rows. All usages come from whole numbers of
people and of minutes per (cell, action), so that "the limit holds" is exact where the uses are whole numbers.
"""

from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np

from towa.rooms.dunning.core.arrays import AnyArray, BoolArray, FloatArray, IntArray


ROUNDING = 1e-12
"""Share of a limit by which uses that are no whole numbers may pass it: the noise of adding floats."""
EXACT = 2.0**53


@dataclass(frozen=True, eq=False)
class Uses:
    """使用: entries of pair p = cell * k + action are `start[p]:start[p + 1]`."""

    cells: int
    actions: int
    start: IntArray
    row: IntArray
    per_person: FloatArray
    per_minute: FloatArray
    limit: FloatArray
    """Sharpened: what whole uses can reach at most; inf where there is no limit."""
    scale: FloatArray
    """Largest use of a row by one person: prices are searched for in yen per such use."""
    closed: BoolArray
    """[cells * actions] pairs that no plan can contain."""

    @property
    def rows(self) -> int:
        return len(self.limit)

    @cached_property
    def owner(self) -> IntArray:
        """The pair of every entry."""
        return np.repeat(np.arange(self.cells * self.actions), np.diff(self.start))

    @cached_property
    def whole(self) -> bool:
        """All uses are whole numbers."""
        return bool(
            (self.per_person == np.trunc(self.per_person)).all()
            and (self.per_minute == np.trunc(self.per_minute)).all()
        )

    def costs(self, price: FloatArray) -> tuple[FloatArray, FloatArray]:
        """価格: [cells, actions] yen per person and per minute; inf for closed pairs."""
        paid, pairs = price[self.row], self.cells * self.actions
        person = np.bincount(self.owner, paid * self.per_person, pairs).astype(np.float64)
        minute = np.bincount(self.owner, paid * self.per_minute, pairs).astype(np.float64)
        person[self.closed] = np.inf
        shape = self.cells, self.actions
        return person.reshape(shape), minute.reshape(shape)

    def usage(self, counts: IntArray, sums: IntArray) -> FloatArray:
        """使用量: exact where uses are whole, else correctly rounded sums. `counts`, `sums`: [cells, actions]."""
        taken = self.per_person * counts.ravel()[self.owner] + self.per_minute * sums.ravel()[self.owner]
        if self.whole and float(np.abs(taken).sum()) < EXACT:
            return np.bincount(self.row, taken, self.rows).astype(np.float64)
        order = np.argsort(self.row, kind="stable")
        ends = np.cumsum(np.bincount(self.row, minlength=self.rows))
        parts = np.split(taken[order], ends[:-1]) if self.rows else []
        return np.array([fsum(part) for part in parts], dtype=np.float64)


def uses_of(
    count_use: FloatArray,
    minute_use: FloatArray,
    limit: FloatArray,
    shortest: AnyArray,
    longest: AnyArray,
    grid: AnyArray,
) -> Uses:
    """使用の整理. `shortest`, `longest`: minutes of the people of each cell (people of no cell: 0, -1).

    `grid`: whole number of which all minutes of a cell are the shortest plus a multiple (0 = all the same).
    """
    m, cells, actions = count_use.shape
    peopled = longest >= 0
    used = ((count_use != 0) | (minute_use != 0)) & peopled[None, :, None]
    pair, row = np.nonzero(used.transpose(1, 2, 0).reshape(cells * actions, m))
    where = row, pair // max(actions, 1), pair % max(actions, 1)
    person, minute = count_use[where], minute_use[where]
    ends = np.stack([person + minute * shortest[where[1]], person + minute * longest[where[1]]])
    scale = np.zeros(m)
    np.maximum.at(scale, row, np.abs(ends).max(axis=0, initial=0.0))
    sharp = _sharp(limit, row, np.stack([person, minute, ends[0], minute * grid[where[1]]]))
    start = np.concatenate([[0], np.cumsum(np.bincount(pair, minlength=cells * actions))])
    closed = _closed(row, pair, ends, sharp, cells * actions)
    return Uses(cells, actions, start, row, person, minute, sharp, np.where(scale > 0, scale, 1.0), closed)


def _sharp(limit: FloatArray, row: IntArray, uses: FloatArray) -> FloatArray:
    """162 minutes hold no more calls of 8 than 160 do: the plans stay the same, the bound becomes sharper.

    `uses`, per entry: per person, per minute; what the shortest call takes, and by what steps longer ones take more.
    """
    sharp = limit.astype(np.float64)
    for r in np.flatnonzero(np.isfinite(limit)):
        mine = uses[:, row == r]
        if not np.array_equal(mine[:2], np.trunc(mine[:2])):
            sharp[r] = limit[r] + ROUNDING * max(abs(limit[r]), float(np.abs(mine[:2]).max()))
            continue
        if np.abs(mine).max(initial=0.0) >= EXACT:
            continue
        step = float(np.gcd.reduce(np.abs(mine[2:]).astype(np.int64).ravel(), initial=0)) or 1.0
        sharp[r] = np.floor(limit[r] / step) * step
    return sharp


def _closed(row: IntArray, pair: IntArray, ends: FloatArray, limit: FloatArray, pairs: int) -> BoolArray:
    """Pairs of which a single use already passes a row that nobody can relieve. Action 0 is never closed."""
    least = ends.min(axis=0, initial=np.inf) if ends.shape[0] == 0 else ends.min(axis=0)
    relieved = np.zeros(len(limit), dtype=np.bool_)
    relieved[row[least < 0]] = True
    closed = np.zeros(pairs, dtype=np.bool_)
    closed[pair[(least > limit[row]) & ~relieved[row]]] = True
    return closed
