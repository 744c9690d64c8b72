"""How are the doubtful placed best? The core as a linear (or small whole-number) programme for HiGHS.

Columns are moves away from the base action, per kind; rows are the limits' remaining room, and one row per kind with several
moves. Overuse is possible at a penalty, so that there is always an answer; prices come back within [0, penalty].
"""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs  # highspy.Highs prints a banner to stdout when it is made; this does not

from towa.rooms.dunning.core.allocation.core import Core
from towa.rooms.dunning.core.allocation.uses import Uses
from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray


_ALWAYS: dict[str, float | str] = {"output_flag": False, "threads": 1, "random_seed": 0, "parallel": "off"}
_NEARLY: dict[str, float | str] = {"presolve": "off", "simplex_strategy": 4}
"""Everyone at base is nearly the answer: a few hundred steps of the primal simplex from there, sooner than presolving ends."""
LARGE = 30_000
"""Moves from which presolving pays."""


@dataclass(frozen=True, eq=False)
class Placed:
    """HiGHSの解: people per (kind, action), not necessarily whole; scaled prices; overuse per row (scaled)."""

    share: FloatArray
    scaled: FloatArray
    over: FloatArray
    gain: float
    """Yen above everyone at base, penalties not taken off."""


class CoreModel:
    """迷う人々の計画問題."""

    def __init__(self, core: Core, uses: Uses, room: FloatArray, weight: IntArray | None = None) -> None:
        """`room`: what the limits leave when the core stands at base (may be negative)."""
        self.core, self.uses = core, uses
        self.weight = core.weight if weight is None else weight
        moves = core.active.copy()
        moves[np.arange(core.kinds), core.base] = False
        moves[self.weight == 0] = False
        self.kind, self.action = np.nonzero(moves)
        self.gain = core.worth[self.kind, self.action]
        self.column, self.row, self.take = self._moves()
        self.rows = np.flatnonzero(np.isfinite(uses.limit))
        self.room = room / uses.scale

    def _moves(self) -> tuple[IntArray, IntArray, FloatArray]:
        """Sparse (column, row, scaled use) of every move: use of the action less use of the base."""
        parts = [self._entries(self.action, 1.0), self._entries(self.core.base[self.kind], -1.0)]
        column, row, take = (np.concatenate(each) for each in zip(*parts, strict=True))
        key, place = np.unique(column * self.uses.rows + row, return_inverse=True)
        total = np.bincount(place.ravel(), take, len(key))
        keep = np.abs(total) > 1e-13
        width = max(self.uses.rows, 1)
        return key[keep] // width, key[keep] % width, total[keep].astype(np.float64)

    def _entries(self, action: IntArray, sign: float) -> tuple[IntArray, IntArray, FloatArray]:
        pair = self.core.cell[self.kind] * self.uses.actions + action
        number = self.uses.start[pair + 1] - self.uses.start[pair]
        column = np.repeat(np.arange(len(pair)), number)
        turn = np.arange(len(column)) - np.repeat(np.cumsum(number) - number, number)
        entry = np.repeat(self.uses.start[pair], number) + turn
        minutes = self.core.minutes[self.kind][column]
        row = self.uses.row[entry]
        take = (self.uses.per_person[entry] + self.uses.per_minute[entry] * minutes) / self.uses.scale[row]
        return column, row, sign * take

    def solve(
        self,
        penalty: FloatArray,
        options: Mapping[str, float | str],
        *,
        reward: FloatArray | None = None,
        whole: bool = False,
    ) -> Placed:
        """One thread, fixed seed; prices come back within [reward, penalty]. Raises `RuntimeError` without an answer."""
        if not len(self.kind) and not len(self.rows):
            nothing = np.zeros(self.uses.rows)
            return Placed(self._share(np.zeros(0)), nothing, nothing, 0.0)
        lp = self._lp(penalty, np.zeros(self.uses.rows) if reward is None else reward)
        if whole:
            kinds = [highspy.HighsVarType.kInteger] * len(self.kind)
            lp.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (lp.num_col_ - len(self.kind))
        highs, nearly = _Highs(), {} if whole or len(self.kind) > LARGE else _NEARLY
        for option, chosen in (_ALWAYS | nearly | dict(options)).items():
            highs.setOptionValue(option, chosen)
        highs.passModel(lp)
        highs.run()
        status = highs.getModelStatus()
        if status not in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit}:
            raise RuntimeError(f"HiGHS: {highs.modelStatusToString(status)}")
        return self._placed(highs.getSolution(), whole)

    def _placed(self, solution: highspy.HighsSolution, whole: bool) -> Placed:
        found = np.array(solution.col_value, dtype=np.float64)
        moved = np.round(found[: len(self.kind)]) if whole else found[: len(self.kind)]
        scaled, over = np.zeros(self.uses.rows), np.zeros(self.uses.rows)
        over[self.rows] = found[len(self.kind) : len(self.kind) + len(self.rows)]
        if not whole:
            scaled[self.rows] = np.maximum(-np.array(solution.row_dual, dtype=np.float64)[: len(self.rows)], 0.0)
        return Placed(self._share(moved), scaled, over, float(self.gain @ moved))

    def _share(self, moved: FloatArray) -> FloatArray:
        share = np.zeros(self.core.active.shape)
        share[self.kind, self.action] = moved
        share[np.arange(self.core.kinds), self.core.base] = self.weight - np.bincount(self.kind, moved, self.core.kinds)
        return share

    def _lp(self, penalty: FloatArray, reward: FloatArray) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        several = np.bincount(self.kind, minlength=self.core.kinds) > 1
        spare = np.flatnonzero(reward[self.rows] > 0)
        column, row, take = self._matrix(several, spare)
        order = np.lexsort((row, column))
        lp.num_col_ = len(self.kind) + len(self.rows) + len(spare)
        lp.num_row_ = len(self.rows) + int(several.sum())
        lp.col_cost_ = np.concatenate([-self.gain, penalty[self.rows], -reward[self.rows][spare]])
        lp.col_lower_ = np.zeros(lp.num_col_)
        lp.col_upper_ = np.append(self.weight[self.kind], np.full(lp.num_col_ - len(self.kind), highspy.kHighsInf))
        lp.row_upper_ = np.concatenate([self.room[self.rows], self.weight[several]])
        low = np.full(lp.num_row_, -highspy.kHighsInf)
        low[spare] = self.room[self.rows][spare]
        lp.row_lower_ = low
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=lp.num_col_))])
        lp.a_matrix_.index_ = row[order]
        lp.a_matrix_.value_ = take[order]
        return lp

    def _matrix(self, several: BoolArray, spare: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
        """Entries as (column, row, value): moves, one per kind row, overuse, spare room."""
        place = np.full(self.uses.rows, -1)
        place[self.rows] = np.arange(len(self.rows))
        limited = place[self.row] >= 0
        kind_row = np.cumsum(several) - 1 + len(self.rows)
        own = np.flatnonzero(several[self.kind])
        over = len(self.kind) + np.arange(len(self.rows))
        unused = len(self.kind) + len(self.rows) + np.arange(len(spare))
        return (
            np.concatenate([self.column[limited], own, over, unused]),
            np.concatenate([place[self.row[limited]], kind_row[self.kind[own]], np.arange(len(self.rows)), spare]),
            np.concatenate([self.take[limited], np.ones(len(own)), -np.ones(len(self.rows)), np.ones(len(spare))]),
        )
