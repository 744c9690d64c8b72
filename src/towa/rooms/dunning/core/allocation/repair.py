"""How does the plan become whole without breaking a limit? Single moves among the doubtful.

The linear programme leaves at most one divided kind per row. Its people are put where most of the kind stands; then moves that
take overuse away, the cheapest first, until every row holds (two at a time where no single move helps); then moves that gain and fit, the largest gain first.
"""

import numpy as np
from numba import njit

from towa.rooms.dunning.core.allocation.core import Core
from towa.rooms.dunning.core.allocation.moves import apply_move, fill_change, relieve_by_two
from towa.rooms.dunning.core.allocation.uses import Uses
from towa.rooms.dunning.core.arrays import FloatArray, IntArray


WHOLE = 1e-6
"""People within which a share of the linear programme counts as whole."""
MOVES = 20_000
"""Moves after which the search gives up."""
PAIRS, LOOKS = 40, 4_000_000
"""Pairs of moves made at most where no single move helps, and pairs looked at for each."""


def rounded(core: Core, share: FloatArray) -> IntArray:
    """整数化: whole people per (kind, action); the divided people go where the largest rest is."""
    counts = np.floor(share + WHOLE).astype(np.int64)
    left = core.weight - counts.sum(axis=1)
    rest = np.where(core.active, share - counts, -np.inf)
    for kind in np.flatnonzero(left):
        best = np.argsort(-rest[kind], kind="stable")[: left[kind]]
        counts[kind, best] += 1
        counts[kind, best[0]] += left[kind] - len(best)
    return counts


def mended(
    core: Core, uses: Uses, counts: IntArray, others: FloatArray, price: FloatArray
) -> tuple[IntArray, FloatArray]:
    """修復: (counts that keep every limit, overuse per row); overuse is 0 unless no move helps any more.

    Args:
        others: usage of everyone outside the core.
    """
    person, minute = uses.costs(price)
    scores = core.worth - person[core.cell] - minute[core.cell] * core.minutes[:, None]
    room = uses.limit - others - core.load(uses, counts)
    made = counts.copy()
    tables = uses.start, uses.row, uses.per_person, uses.per_minute, uses.scale, uses.actions
    kinds = core.cell, core.minutes, core.active
    for _ in range(PAIRS):
        _relieve(made, scores, room, *kinds, *tables, MOVES)
        room = uses.limit - others - core.load(uses, made)
        if (room >= 0).all() or not relieve_by_two(made, scores, room, *kinds, *tables, LOOKS):
            break
    room = uses.limit - others - core.load(uses, made)
    if (room >= 0).all():
        _improve(made, core.worth, room, *kinds, *tables, MOVES)
        room = uses.limit - others - core.load(uses, made)
    return made, np.maximum(-room, 0.0)


@njit(cache=True, nogil=True)
def _relieve(counts, scores, room, cell, minutes, active, start, row, per_person, per_minute, scale, actions, most):  # type: ignore[no-untyped-def]  # noqa: C901
    """Moves the person whose priced loss per overuse taken away is least, until there is no overuse or no help."""
    change = np.zeros(len(room))
    touched = np.empty(2 * len(room) + 2, np.int64)
    for _ in range(most):
        if (room >= 0).all():
            return
        cheapest, found = np.inf, (-1, 0, 0)
        for kind in range(len(cell)):
            for a in range(actions):
                if counts[kind, a] == 0:
                    continue
                for b in range(actions):
                    if b == a or not active[kind, b]:
                        continue
                    number = fill_change(
                        kind, a, b, change, touched, cell, minutes, start, row, per_person, per_minute, actions
                    )
                    relief = 0.0
                    for x in range(number):
                        r = touched[x]
                        if change[r] != 0.0:
                            relief += (max(-room[r], 0.0) - max(change[r] - room[r], 0.0)) / scale[r]
                            change[r] = 0.0
                    if relief > 1e-12:
                        loss = (max(scores[kind, a] - scores[kind, b], 0.0) + 1e-9) / relief
                        if loss < cheapest:
                            cheapest, found = loss, (kind, a, b)
        if found[0] < 0:
            return
        apply_move(counts, room, found, change, touched, cell, minutes, start, row, per_person, per_minute, actions)


@njit(cache=True, nogil=True)
def _improve(counts, worth, room, cell, minutes, active, start, row, per_person, per_minute, scale, actions, most):  # type: ignore[no-untyped-def]  # noqa: C901
    """Makes the move with the largest gain that fits, until there is none."""
    change = np.zeros(len(room))
    touched = np.empty(2 * len(room) + 2, np.int64)
    for _ in range(most):
        largest, found = 1e-9, (-1, 0, 0)
        for kind in range(len(cell)):
            for a in range(actions):
                if counts[kind, a] == 0:
                    continue
                for b in range(actions):
                    if not active[kind, b] or worth[kind, b] - worth[kind, a] <= largest:
                        continue
                    number = fill_change(
                        kind, a, b, change, touched, cell, minutes, start, row, per_person, per_minute, actions
                    )
                    fits = True
                    for x in range(number):
                        r = touched[x]
                        if change[r] > 0.0 and change[r] > room[r]:
                            fits = False
                        change[r] = 0.0
                    if fits:
                        largest, found = worth[kind, b] - worth[kind, a], (kind, a, b)
        if found[0] < 0:
            return
        apply_move(counts, room, found, change, touched, cell, minutes, start, row, per_person, per_minute, actions)
