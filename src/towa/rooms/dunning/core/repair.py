"""How does a plan become whole without breaking a limit? A small exact search among the people for whom it matters.

The linear programme leaves at most one divided person per row; everyone else is already whole. The divided people and
those whose best and second-best actions are nearly equal form the core; a small integer programme places them into the room
that the others leave. Then single moves of gain that still fit are made until there is none. Limits are checked in integers.
"""

import numpy as np

from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.lp import solve_whole
from towa.rooms.dunning.core.programme import Programme
from towa.rooms.dunning.core.solver import TOLERANCE, InfeasiblePlan, Relaxed, live_columns


CORE = 150
"""Classes in the first core besides the divided ones; it grows fourfold where minima cannot be met."""
NODES = 200
SAME = 0.01
"""Yen within which two values count as equal."""
TARGET_GAP = 1e-5
"""Share of the bound at which the exact search may stop."""


def whole_plan(programme: Programme, weight: IntArray, relaxed: Relaxed) -> IntArray:
    """整数化: whole people per (action, class), every limit and minimum held exactly.

    Raises `InfeasiblePlan` where a minimum could be met by divided people only.
    """
    counts = _rounded_down(weight, relaxed.share)
    order = _by_margin(programme, weight, relaxed)
    size = CORE + int(np.count_nonzero(_divided(relaxed.share)))
    while True:
        placed = _place_core(programme, weight, counts, order[:size], relaxed)
        broken = programme.load(placed) > programme.limits
        if not broken.any():
            return _improved(programme, placed)
        if size >= len(order):
            raise InfeasiblePlan(tuple(programme.capacities[row].term for row in np.flatnonzero(broken)))
        size *= 4


def _divided(share: FloatArray) -> BoolArray:
    return np.asarray((np.abs(share - np.round(share)) > TOLERANCE).any(axis=0), dtype=np.bool_)


def _rounded_down(weight: IntArray, share: FloatArray) -> IntArray:
    counts = np.floor(share + TOLERANCE).astype(np.int64)
    counts[0] = weight - counts[1:].sum(axis=0)
    return counts


def _by_margin(programme: Programme, weight: IntArray, relaxed: Relaxed) -> IntArray:
    """Classes, the divided first, then by how little their best action beats the next that is really different.

    Equally good slots of one team hardly count as an alternative: those people come last.
    """
    scores, value = programme.scores(relaxed.prices), programme.value
    top = scores.argmax(axis=0), np.arange(scores.shape[1])
    same = (scores >= scores[top] - SAME) & (np.abs(value - value[top]) <= SAME)
    margin = scores[top] - np.where(same, -np.inf, scores).max(axis=0)
    margin[_divided(relaxed.share)] = -1.0
    movable = np.flatnonzero(np.count_nonzero(np.isfinite(value), axis=0) > 1)
    return movable[np.lexsort((movable, margin[movable]))]


def _place_core(programme: Programme, weight: IntArray, counts: IntArray, core: IntArray, relaxed: Relaxed) -> IntArray:
    """Place the people of the core anew, exactly, into the room the others leave."""
    core = np.sort(core)
    others = counts.copy()
    others[:, core] = 0
    room = (programme.limits - programme.load(others)).astype(np.float64)
    small = programme.take(core)
    tolerance = TARGET_GAP * abs(relaxed.bound)
    answer = solve_whole(small, weight[core], live_columns(small), room, tolerance, NODES)
    placed = np.round(answer.amount).astype(np.int64)
    placed[0] = weight[core] - placed[1:].sum(axis=0)
    others[:, core] = placed
    return others


def _improved(programme: Programme, counts: IntArray) -> IntArray:
    """Single moves that gain and fit, the largest gain first, until there is none."""
    counts = counts.copy()
    while True:
        moves = _moves(programme, counts)
        if not len(moves):
            return counts
        for source, target, column in moves:
            _try_move(programme, counts, source, target, column)


def _moves(programme: Programme, counts: IntArray) -> IntArray:
    """(source, target, column) of every single move that gains and fits now, the largest gain first."""
    room = programme.limits - programme.load(counts)
    found, gains = [np.zeros((0, 3), dtype=np.int64)], [np.zeros(0)]
    for source in np.flatnonzero(counts.any(axis=1)):
        here = np.flatnonzero(counts[source])
        gain = programme.value[:, here] - programme.value[source, here]
        target, place = np.nonzero(gain > TOLERANCE)
        gains_here = gain[target, place]
        column = here[place]
        sources = np.full(len(target), source)
        fits = (_change(programme, sources, target, column) <= np.maximum(room, 0)).all(axis=1)
        found.append(np.column_stack([sources, target, column])[fits])
        gains.append(gains_here[fits])
    moves, gain = np.concatenate(found), np.concatenate(gains)
    return moves[np.lexsort((moves[:, 1], moves[:, 0], moves[:, 2], -gain))]


def _try_move(programme: Programme, counts: IntArray, source: int, target: int, column: int) -> None:
    one = [np.array([place]) for place in (source, target, column)]
    room = programme.limits - programme.load(counts)
    if counts[source, column] and (_change(programme, *one)[0] <= room).all():
        counts[source, column] -= 1
        counts[target, column] += 1


def _change(programme: Programme, source: IntArray, target: IntArray, column: IntArray) -> IntArray:
    """Signed usage that moving one person adds to every row: int64[moves, rows]."""
    change = np.zeros((len(column), len(programme.capacities) + 1), dtype=np.int64)
    for use in programme.uses:
        for action, sign in ((target, 1), (source, -1)):
            here = np.flatnonzero(action == use.action)
            change[here, use.rows[column[here]]] += sign * use.amount
    return change[:, :-1] * programme.signs
