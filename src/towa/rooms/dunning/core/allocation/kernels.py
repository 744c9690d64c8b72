"""The compiled loops: prices in, whole-number statistics per stretch of people out.

Each stretch writes to its own place, so that neither the number of threads nor their order changes anything; the statistics
are whole numbers, so that the order of the people does not matter either. Ties go to the action with the lowest number.
"""

import numpy as np
from numba import njit

from towa.rooms.dunning.core.arrays import AnyArray


BLOCK = 512
"""People priced at a time: their best scores stay in the first-level cache while the actions pass by."""
NEVER = -1e30
FINE, MIDDLE = 2.0**20, 2.0**6


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

    near[s, j, b] counts the people whose standing towards action j would change if prices moved by about
    unit * 2^(b / 2) yen: how far j is from being best, or, where j is best, how far the next one is.
    """
    k, bins = value.shape[0], near.shape[2]
    scores = np.empty((k, BLOCK), np.float64)
    best = np.empty(BLOCK, np.float64)
    second = np.empty(BLOCK, np.float64)
    which = np.empty(BLOCK, np.int32)
    farthest = unit * 2.0 ** (0.5 * (bins - 1))
    for s in range(begin, end):
        cell = of_cell[s]
        total = np.int64(0)
        for b in range(first[s], last[s], BLOCK):
            size = min(BLOCK, last[s] - b)
            t = minutes[b : b + size]
            _score(value, b, size, t, person[cell], minute[cell], scores, best, second, which)
            for i in range(size):
                total += np.int64(np.ceil(best[i] * grain))
                counts[s, which[i]] += 1
                sums[s, which[i]] += t[i]
                choice[b + i] = which[i]
            for j in range(k):
                for i in range(size):
                    away = best[i] - scores[j, i]
                    if away < farthest:
                        if which[i] == j:
                            away = best[i] - second[i]
                        if away < farthest:
                            place = 0 if away <= unit else np.int64(np.ceil(2.0 * np.log2(away / unit)))
                            near[s, j, min(place, bins - 1)] += 1
        totals[s] = total


@njit(cache=True, nogil=True)
def doubt_pass(value, minutes, first, last, of_cell, person, minute, reach, marks, begin, end):  # type: ignore[no-untyped-def]
    """迷い: marks everyone with another action within reach[cell, action] yen of the best (or the best's rival within it)."""
    k = value.shape[0]
    scores = np.empty((k, BLOCK), np.float64)
    best = np.empty(BLOCK, np.float64)
    second = np.empty(BLOCK, np.float64)
    which = np.empty(BLOCK, np.int32)
    for s in range(begin, end):
        cell = of_cell[s]
        for b in range(first[s], last[s], BLOCK):
            size = min(BLOCK, last[s] - b)
            _score(value, b, size, minutes[b : b + size], person[cell], minute[cell], scores, best, second, which)
            for i in range(size):
                marks[b + i] = 0
            for j in range(k):
                r = reach[cell, j]
                for i in range(size):
                    away = best[i] - (second[i] if which[i] == j else scores[j, i])
                    if away <= r and second[i] > -np.inf:
                        marks[b + i] = 1


@njit(cache=True, nogil=True, inline="always")
def _score(value, b, size, t, person, minute, scores, best, second, which):  # type: ignore[no-untyped-def]
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


@njit(cache=True, nogil=True)
def smooth_pass(value, minutes, first, last, of_cell, person, minute, mu, grain, moments, pairs, soft, begin, end):  # type: ignore[no-untyped-def]
    """なめらかな値付け: soft choices at temperature `mu` yen.

    moments[s, e, j] = sum of t^e p_j (e = 0, 1, 2); pairs[s, e, j, l] = sum of t^e p_j p_l; soft[s] = sum of mu log sum exp, times `grain`.
    People with a single open action count in both (p p = 1): leaving them out of `pairs` alone would invent curvature.
    """
    k = value.shape[0]
    scores = np.empty((k, BLOCK), np.float64)
    best = np.empty(BLOCK, np.float64)
    second = np.empty(BLOCK, np.float64)
    which = np.empty(BLOCK, np.int32)
    chance = np.empty(k, np.float64)
    live = np.empty(k, np.int64)
    for s in range(begin, end):
        moments[s] = 0.0
        pairs[s] = 0.0
        total = np.int64(0)
        for b in range(first[s], last[s], BLOCK):
            size = min(BLOCK, last[s] - b)
            t = minutes[b : b + size]
            _score(value, b, size, t, person[of_cell[s]], minute[of_cell[s]], scores, best, second, which)
            for i in range(size):
                total += np.int64(best[i] * grain)
                if second[i] < best[i] - 25.0 * mu:
                    _add_one(moments[s], pairs[s], which[i], np.float64(t[i]))
                    continue
                number, mass = 0, 0.0
                for j in range(k):
                    if scores[j, i] > best[i] - 25.0 * mu:
                        chance[number] = np.exp((scores[j, i] - best[i]) / mu)
                        mass += chance[number]
                        live[number] = j
                        number += 1
                total += np.int64(mu * np.log(mass) * grain)
                _add_soft(moments[s], pairs[s], live, chance, number, mass, np.float64(t[i]))
        soft[s] = total


@njit(cache=True, nogil=True, inline="always")
def _add_one(moments, pairs, j, t):  # type: ignore[no-untyped-def]
    """Somebody whose choice is certain: p = p p = 1."""
    moments[0, j] += 1.0
    moments[1, j] += t
    moments[2, j] += t * t
    pairs[0, j, j] += 1.0
    pairs[1, j, j] += t
    pairs[2, j, j] += t * t


@njit(cache=True, nogil=True, inline="always")
def _add_soft(moments, pairs, live, chance, number, mass, t):  # type: ignore[no-untyped-def]
    """Somebody in two minds. Every addend is cut to few digits, so that float sums are exact in any order."""
    for a in range(number):
        j = live[a]
        p = chance[a] / mass
        moments[0, j] += np.rint(p * FINE) / FINE
        moments[1, j] += np.rint(p * t * MIDDLE) / MIDDLE
        moments[2, j] += np.rint(p * t * t)
        for b in range(a + 1):
            q = p * chance[b] / mass
            pairs[0, j, live[b]] += np.rint(q * FINE) / FINE
            pairs[1, j, live[b]] += np.rint(q * t * MIDDLE) / MIDDLE
            pairs[2, j, live[b]] += np.rint(q * t * t)


@njit(cache=True, nogil=True)
def curvature(start, row, per_person, per_minute, moments, pairs, mu, m):  # type: ignore[no-untyped-def]  # noqa: C901
    """Usage[m] and exact Hessian[m, m] of the smoothed dual from the moments of all cells."""
    k = moments.shape[2]
    usage = np.zeros(m)
    hessian = np.zeros((m, m))
    for s in range(len(moments)):
        base = s * k
        for j in range(k):
            if moments[s, 0, j] == 0.0:
                continue
            for x in range(start[base + j], start[base + j + 1]):
                usage[row[x]] += per_person[x] * moments[s, 0, j] + per_minute[x] * moments[s, 1, j]
            for other in range(j + 1):
                if pairs[s, 0, j, other] == 0.0:
                    continue
                q0, q1, q2 = -pairs[s, 0, j, other], -pairs[s, 1, j, other], -pairs[s, 2, j, other]
                if other == j:
                    q0 += moments[s, 0, j]
                    q1 += moments[s, 1, j]
                    q2 += moments[s, 2, j]
                for x in range(start[base + j], start[base + j + 1]):
                    for y in range(start[base + other], start[base + other + 1]):
                        h = per_person[x] * per_person[y] * q0 + per_minute[x] * per_minute[y] * q2
                        h += (per_person[x] * per_minute[y] + per_minute[x] * per_person[y]) * q1
                        hessian[row[x], row[y]] += h / mu
                        if other != j:
                            hessian[row[y], row[x]] += h / mu
    return usage, hessian


@njit(cache=True, nogil=True)
def _mixed(state, word):  # type: ignore[no-untyped-def]
    """SplitMix64 step over state and word."""
    z = (state ^ word) + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@njit(cache=True, nogil=True)
def hash_ids(words, seed):  # type: ignore[no-untyped-def]
    """A lot per row of words; zero words after the last other word do not count."""
    n, width = words.shape
    made = np.empty(n, np.uint64)
    for i in range(n):
        used = width
        while used > 1 and words[i, used - 1] == 0:
            used -= 1
        state = _mixed(np.uint64(0x746F7761), seed)
        for w in range(used):
            state = _mixed(state, words[i, w])
        made[i] = state
    return made


@njit(cache=True, nogil=True)
def hash_columns(bits, minutes, cell, seed):  # type: ignore[no-untyped-def]
    """A lot per person from the circumstances alone: the bits of the values, minutes, cell."""
    k, n = bits.shape
    made = np.empty(n, np.uint64)
    for i in range(n):
        made[i] = _mixed(_mixed(seed, np.uint64(minutes[i])), np.uint64(cell[i]))
    for j in range(k):
        for i in range(n):
            made[i] = _mixed(made[i], np.uint64(bits[j, i]))
    return made


@njit(cache=True, nogil=True)
def largest_finite(value):  # type: ignore[no-untyped-def]
    """Size of the largest finite value; 0 where there is none."""
    top = np.float64(0)
    for j in range(value.shape[0]):
        for i in range(value.shape[1]):
            size = np.float64(abs(value[j, i]))
            top = size if size < np.inf and size > top else top
    return top


@njit(cache=True, nogil=True)
def take_columns(value, places):  # type: ignore[no-untyped-def]
    """value[:, places] in C order."""
    made = np.empty((value.shape[0], len(places)), value.dtype)
    for j in range(value.shape[0]):
        for i in range(len(places)):
            made[j, i] = value[j, places[i]]
    return made


def narrow_columns(value: AnyArray) -> AnyArray:
    """value as float32; what is too large for it was refused before."""
    made: AnyArray = value.astype(np.float32)
    return made
