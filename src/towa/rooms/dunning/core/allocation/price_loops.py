"""What would everyone choose at these prices? The compiled loops: prices in, whole-number statistics per stretch of people out.

Each stretch writes to its own place, so that neither the number of threads nor their order changes anything; the statistics
are whole numbers, so that the order of the people does not matter either. Ties go to the action with the lowest number.
"""

import numpy as np
from numba import njit

from towa.rooms.dunning.core.arrays import FloatArray, IntArray


BLOCK = 512
"""People priced at a time: their best scores stay in the first-level cache while the actions pass by."""
NEVER = -1e30
ONE = 1023 << 1
"""Exponent and first bit behind the point of 1.0, as they stand in its bits."""


@njit(cache=True, nogil=True)
def price_pass(value, minutes, first, last, of_cell, person, minute, grain, counts, sums, totals, begin, end):  # type: ignore[no-untyped-def]
    """値付け: every person's best action at float32 prices; counts, minutes and `grain`-scaled scores per stretch."""
    k = value.shape[0]
    best = np.empty(BLOCK, np.float32)
    which = np.empty(BLOCK, np.int32)
    time = np.empty(BLOCK, np.float32)
    for s in range(begin, end):
        cell = of_cell[s]
        total = np.int64(0)
        for b in range(first[s], last[s], BLOCK):
            size = min(BLOCK, last[s] - b)
            t = minutes[b : b + size]
            for i in range(size):
                best[i] = np.float32(NEVER)
                which[i] = 0
                time[i] = np.float32(t[i])
            for j in range(k):
                p0, p1 = person[cell, j], minute[cell, j]
                v = value[j, b : b + size]
                for i in range(size):
                    score = v[i] - p0 - p1 * time[i]
                    better = score > best[i]
                    best[i] = score if better else best[i]
                    which[i] = np.int32(j) if better else which[i]
            for i in range(size):
                total += np.int64(best[i] * grain)
            for i in range(size):
                counts[s, which[i]] += 1
                sums[s, which[i]] += t[i]
        totals[s] = total


@njit(cache=True, nogil=True)
def certify_pass(  # type: ignore[no-untyped-def]
    value, minutes, first, last, of_cell, person, minute, grain, unit, counts, sums, totals, choice, near, begin, end
):
    """証明用の値付け: like `price_pass` in float64, scores rounded up; also every person's choice.

    near[s, j, b] counts the people whose standing towards action j would change if prices moved by at most `edge(b)` units:
    how far j is from being best, or, where j is best, how far the next one is. The bin is read off the bits of the distance.
    """
    k, bins = value.shape[0], near.shape[2]
    scores = np.empty((k, BLOCK), np.float64)
    best = np.empty(BLOCK, np.float64)
    second = np.empty(BLOCK, np.float64)
    which = np.empty(BLOCK, np.int32)
    away = np.empty(BLOCK, np.float64)
    bits = away.view(np.int64)
    for s in range(begin, end):
        cell = of_cell[s]
        total = np.int64(0)
        for b in range(first[s], last[s], BLOCK):
            size = min(BLOCK, last[s] - b)
            t = minutes[b : b + size]
            score_block(value, b, size, t, person[cell], minute[cell], scores, best, second, which)
            for i in range(size):
                total += np.int64(np.ceil(best[i] * grain))
                counts[s, which[i]] += 1
                sums[s, which[i]] += t[i]
                choice[b + i] = which[i]
            for j in range(k):
                for i in range(size):
                    away[i] = 1.0 + (best[i] - (second[i] if which[i] == j else scores[j, i])) / unit
                for i in range(size):
                    place = (bits[i] >> 51) - ONE
                    if place < bins:
                        near[s, j, place] += 1
        totals[s] = total


@njit(cache=True, nogil=True)
def doubt_pass(value, minutes, first, last, of_cell, person, minute, reach, marks, begin, end):  # type: ignore[no-untyped-def]
    """迷い: marks everyone with another action within reach[cell, action] yen of the best (or the best's rival within it)."""
    k = value.shape[0]
    scores = np.empty((k, BLOCK), np.float64)
    best = np.empty(BLOCK, np.float64)
    second = np.empty(BLOCK, np.float64)
    which = np.empty(BLOCK, np.int32)
    near = np.zeros(BLOCK, np.uint8)
    for s in range(begin, end):
        cell = of_cell[s]
        for b in range(first[s], last[s], BLOCK):
            size = min(BLOCK, last[s] - b)
            score_block(value, b, size, minutes[b : b + size], person[cell], minute[cell], scores, best, second, which)
            near[:] = 0
            for j in range(k):
                r = reach[cell, j]
                for i in range(size):
                    away = best[i] - (second[i] if which[i] == j else scores[j, i])
                    near[i] |= away <= r
            for i in range(size):
                marks[b + i] = near[i] if second[i] > -np.inf else 0


@njit(cache=True, nogil=True, inline="always")
def score_block(value, b, size, t, person, minute, scores, best, second, which):  # type: ignore[no-untyped-def]
    """Scores in float64, the best, its action and the second best of one block."""
    for i in range(size):
        best[i] = -np.inf
        second[i] = -np.inf
        which[i] = 0
    for j in range(value.shape[0]):
        p0, p1 = person[j], minute[j]
        v = value[j, b : b + size]
        for i in range(size):
            score = np.float64(v[i]) - p0 - p1 * np.float64(t[i])
            scores[j, i] = score
            better = score > best[i]
            second[i] = best[i] if better else max(second[i], score)
            best[i] = score if better else best[i]
            which[i] = np.int32(j) if better else which[i]


def edge(place: IntArray) -> FloatArray:
    """届く距離: units from which nobody of this bin, or of one before it, is farther away."""
    after = place + 1
    reach: FloatArray = 2.0 ** (after // 2) * (1.0 + 0.5 * (after % 2)) - 1.0
    return reach
