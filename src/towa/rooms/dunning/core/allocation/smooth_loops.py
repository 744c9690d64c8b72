"""What would everyone choose softly? The compiled loops of the smoothed dual: moments per stretch, curvature per row.

Every addend is cut to few digits, so that sums of floats are exact in any order of the people.
"""

import numpy as np
from numba import njit

from towa.rooms.dunning.core.allocation.price_loops import BLOCK, score_block


FINE, MIDDLE = 2.0**20, 2.0**6
FAR = 14.0
"""Temperatures below the best at which an action counts for nothing: exp(-14) is less than the digits kept."""


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
            score_block(value, b, size, t, person[of_cell[s]], minute[of_cell[s]], scores, best, second, which)
            for i in range(size):
                total += np.int64(best[i] * grain)
                if second[i] < best[i] - FAR * mu:
                    _add_one(moments[s], pairs[s], which[i], np.float64(t[i]))
                    continue
                number, mass = 0, 0.0
                for j in range(k):
                    if scores[j, i] > best[i] - FAR * mu:
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
