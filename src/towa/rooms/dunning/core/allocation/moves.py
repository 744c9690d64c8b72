"""What does it take to move one person, and which two moves together take overuse away where no single one does?"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def fill_change(kind, source, target, change, touched, cell, minutes, start, row, per_person, per_minute, actions):  # type: ignore[no-untyped-def]
    """Fills `change` (use per row) and `touched` with what moving one person takes; returns the number touched."""
    number = 0
    for sign in (1.0, -1.0):
        pair = cell[kind] * actions + (target if sign > 0 else source)
        for x in range(start[pair], start[pair + 1]):
            change[row[x]] += sign * (per_person[x] + per_minute[x] * minutes[kind])
            touched[number] = row[x]
            number += 1
    return number


@njit(cache=True, nogil=True)
def apply_move(counts, room, found, change, touched, cell, minutes, start, row, per_person, per_minute, actions):  # type: ignore[no-untyped-def]
    kind, a, b = found
    counts[kind, a] -= 1
    counts[kind, b] += 1
    number = fill_change(kind, a, b, change, touched, cell, minutes, start, row, per_person, per_minute, actions)
    for x in range(number):
        room[touched[x]] -= change[touched[x]]
        change[touched[x]] = 0.0


@njit(cache=True, nogil=True)
def _relief(room, scale, change, touched, number):  # type: ignore[no-untyped-def]
    """Overuse that the move in `change` takes away, in largest uses; wipes `change`."""
    relief = 0.0
    for x in range(number):
        r = touched[x]
        if change[r] != 0.0:
            relief += (max(-room[r], 0.0) - max(change[r] - room[r], 0.0)) / scale[r]
            change[r] = 0.0
    return relief


@njit(cache=True, nogil=True)
def _moves(counts, active):  # type: ignore[no-untyped-def]
    """Every (kind, from, to) that somebody can make."""
    made = []
    for kind in range(len(counts)):
        for a in range(counts.shape[1]):
            if counts[kind, a] > 0:
                for b in range(counts.shape[1]):
                    if b != a and active[kind, b]:
                        made.append((kind, a, b))
    return made


@njit(cache=True, nogil=True)
def relieve_by_two(  # type: ignore[no-untyped-def]  # noqa: C901
    counts, scores, room, cell, minutes, active, start, row, per_person, per_minute, scale, actions, looks
):
    """Two people at once: the first leaves an overused row, the second makes room for the first. Returns whether it was done."""
    change = np.zeros(len(room))
    touched = np.empty(2 * len(room) + 2, np.int64)
    moves = _moves(counts, active)
    cheapest, found = np.inf, (-1, -1)
    looked = 0
    for f in range(len(moves)):
        kind, a, b = moves[f]
        number = fill_change(kind, a, b, change, touched, cell, minutes, start, row, per_person, per_minute, actions)
        helps = False
        for x in range(number):
            helps = helps or (room[touched[x]] < 0.0 and change[touched[x]] < 0.0)
        if not helps or looked > looks:
            change[touched[:number]] = 0.0
            continue
        looked += len(moves)
        after = room.copy()
        for x in range(number):
            after[touched[x]] = room[touched[x]] - change[touched[x]]
        first = _relief(room, scale, change, touched, number)
        loss = scores[kind, a] - scores[kind, b]
        for s in range(len(moves)):
            other, c, d = moves[s]
            if other == kind:
                continue
            number = fill_change(
                other, c, d, change, touched, cell, minutes, start, row, per_person, per_minute, actions
            )
            relief = first + _relief(after, scale, change, touched, number)
            if relief > 1e-12:
                cost = (max(loss + scores[other, c] - scores[other, d], 0.0) + 1e-9) / relief
                if cost < cheapest:
                    cheapest, found = cost, (f, s)
    for move in found:
        if move < 0:
            return False
        apply_move(
            counts, room, moves[move], change, touched, cell, minutes, start, row, per_person, per_minute, actions
        )
    return True
