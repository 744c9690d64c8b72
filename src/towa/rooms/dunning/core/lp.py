"""How is the planning problem told to HiGHS? Columns (action, class), rows for capacities and for classes.

Used twice: with divided people (prices and bound, `solver.py`) and with whole people for the few who matter (`repair.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs  # highspy.Highs prints a banner to stdout when it is made; this does not

from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.programme import Programme


PENALTY_FACTOR = 100.0
"""A missing contact of a minimum costs this many times the largest value: more than any exchange could."""
_ALWAYS: dict[str, float | str] = {"output_flag": False, "threads": 1, "random_seed": 0}


@dataclass(frozen=True, eq=False)
class Answer:
    """HiGHSの解."""

    amount: FloatArray
    """People per (action, class); action 0 is not counted."""
    prices: FloatArray
    """Of the capacity rows, >= 0; empty for whole people."""
    missing: FloatArray
    """What is short of each minimum, per row."""


def solve_divided(programme: Programme, weight: IntArray, active: BoolArray, limits: FloatArray) -> Answer:
    """線形計画: the best plan over the active columns when people may be divided."""
    return _Model(programme, weight, active, limits).run({"solver": "simplex"})


def solve_whole(
    programme: Programme, weight: IntArray, active: BoolArray, limits: FloatArray, tolerance: float, nodes: int
) -> Answer:
    """整数計画: whole people; stops when the plan is proven within `tolerance` yen, or after `nodes` nodes (never by time)."""
    options = {"mip_abs_gap": tolerance, "mip_rel_gap": 0.0, "mip_max_nodes": nodes}
    return _Model(programme, weight, active, limits).run(options, whole=True)


class _Model:
    """Rows: capacities, then one per class with several columns. Columns: (action, class), then one slack per minimum."""

    def __init__(self, programme: Programme, weight: IntArray, active: BoolArray, limits: FloatArray) -> None:
        self.programme, self.weight, self.limits = programme, weight, limits
        self.shape = active.shape
        self.minima = np.flatnonzero(programme.signs < 0)
        self.actions, self.columns = np.nonzero(active)

    def run(self, options: Mapping[str, float | str], *, whole: bool = False) -> Answer:
        """One thread and a fixed seed: the same answer every time. Raises `RuntimeError` when HiGHS gives none."""
        lp = self._lp()
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        highs = _Highs()
        for option, chosen in (_ALWAYS | dict(options)).items():
            highs.setOptionValue(option, chosen)
        highs.passModel(lp)
        highs.run()
        status = highs.getModelStatus()
        enough = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit}
        if status not in enough | ({highspy.HighsModelStatus.kModelEmpty} if not lp.num_col_ else set()):
            raise RuntimeError(f"HiGHS: {highs.modelStatusToString(status)}")
        return self._answer(highs.getSolution())

    def _answer(self, solution: highspy.HighsSolution) -> Answer:
        found = np.array(solution.col_value, dtype=np.float64)
        amount = np.zeros(self.shape)
        amount[self.actions, self.columns] = found[: len(self.actions)]
        missing = np.zeros(len(self.limits))
        missing[self.minima] = found[len(self.actions) :]
        dual = np.array(solution.row_dual, dtype=np.float64)[: len(self.limits)]
        return Answer(amount, np.maximum(-dual, 0.0), missing)

    def _lp(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        several = np.bincount(self.columns, minlength=len(self.weight)) > 1
        column, row, value = self._matrix(several)
        order = np.lexsort((row, column))
        lp.num_col_ = len(self.actions) + len(self.minima)
        lp.num_row_ = len(self.limits) + int(several.sum())
        worth = self.programme.value[self.actions, self.columns]
        penalty = PENALTY_FACTOR * (1.0 + float(np.abs(worth).max(initial=0.0)))
        lp.col_cost_ = np.concatenate([-worth, np.full(len(self.minima), penalty)])
        lp.col_lower_ = np.zeros(lp.num_col_)
        lp.col_upper_ = np.concatenate([self.weight[self.columns], np.full(len(self.minima), highspy.kHighsInf)])
        lp.row_lower_ = np.full(lp.num_row_, -highspy.kHighsInf)
        lp.row_upper_ = np.concatenate([self.limits, self.weight[several]]).astype(np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=lp.num_col_))])
        lp.a_matrix_.index_ = row[order]
        lp.a_matrix_.value_ = value[order]
        return lp

    def _matrix(self, several: BoolArray) -> tuple[IntArray, IntArray, FloatArray]:
        """Entries as (column, row, value): uses of capacities, one per class row, slacks of minima."""
        class_row = np.cumsum(several) - 1 + len(self.limits)
        own = np.flatnonzero(several[self.columns])
        slack = len(self.actions) + np.arange(len(self.minima))
        column, row, value = self._uses()
        return (
            np.concatenate([column, own, slack]),
            np.concatenate([row, class_row[self.columns[own]], self.minima]),
            np.concatenate([value, np.ones(len(own)), -np.ones(len(self.minima))]),
        )

    def _uses(self) -> tuple[IntArray, IntArray, FloatArray]:
        none = np.zeros(0, dtype=np.int64)
        parts: list[tuple[IntArray, IntArray, IntArray]] = [(none, none, none)]
        for use in self.programme.uses:
            here = np.flatnonzero(self.actions == use.action)
            rows = use.rows[self.columns[here]]
            here, rows = here[rows >= 0], rows[rows >= 0]
            parts.append((here, rows, use.amount * self.programme.signs[rows]))
        column, row, value = (np.concatenate(part) for part in zip(*parts, strict=True))
        return column, row, value.astype(np.float64)
