"""How is the day's planning problem told to the allocation? Dense uses per cell of people, minima as negated rows.

People belong to one cell when they touch the same rows that only some touch (their 地区 where a visit is open to them, the groups
with a minimum): what cannot matter to a person does not tell them apart from others.
"""

from datetime import date

import numpy as np

from towa.rooms.dunning.core.allocation import Problem
from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.classes import places, published_order
from towa.rooms.dunning.core.programme import Programme
from towa.rooms.dunning.core.target import Targets


def problem_of(programme: Programme, targets: Targets, on: date) -> Problem:
    """割当問題. The people keep their order; `priority` is their place by the published rule (`classes.published_order`)."""
    touched = _touched(programme)
    cell, kinds = _cells(touched)
    uses = _uses(programme, touched[:, kinds])
    return Problem(
        value=programme.value,
        minutes=np.zeros(len(targets), dtype=np.int32),
        cell=cell,
        count_use=uses,
        minute_use=np.zeros_like(uses),
        limit=np.array([item.limit for item in programme.capacities], dtype=np.float64) * programme.signs,
        row_names=tuple(item.term for item in programme.capacities),
        ids=targets.addressee_id,
        priority=places(published_order(targets, on)),
    )


def _touched(programme: Programme) -> BoolArray:
    """[rows, people]: who touches a row that only some touch, through any action that is open to them."""
    touched = np.zeros((len(programme.capacities), programme.value.shape[1]), dtype=np.bool_)
    for use in programme.uses:
        if use.partial:
            people = np.flatnonzero(use.rows >= 0)
            touched[use.rows[people], people] = True
    return touched


def _cells(touched: BoolArray) -> tuple[IntArray, IntArray]:
    """(cell per person, one person per cell)."""
    if not touched.shape[1]:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    packed = np.packbits(np.vstack([touched, np.ones_like(touched[:1], shape=(1, touched.shape[1]))]), axis=0)
    whole = np.ascontiguousarray(packed.T).view(np.dtype((np.void, len(packed)))).ravel()
    _, kinds, cell = np.unique(whole, return_index=True, return_inverse=True)
    return cell.ravel().astype(np.int64), kinds.astype(np.int64)


def _uses(programme: Programme, touched: BoolArray) -> FloatArray:
    """count_use[m, C, k]; a town without people has one empty cell."""
    shape = len(programme.capacities), max(touched.shape[1], 1), len(programme.value)
    uses = np.zeros(shape, dtype=np.float64)
    for use in programme.uses:
        for row in np.unique(use.rows[use.rows >= 0]):
            signed = use.amount * int(programme.signs[row])
            uses[row, : touched.shape[1], use.action] += np.where(touched[row], signed, 0) if use.partial else signed
    return uses
