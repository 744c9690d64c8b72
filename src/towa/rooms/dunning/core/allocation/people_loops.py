"""Who is who? The compiled loops over people that know no prices: lots, sizes, selections."""

import numpy as np
from numba import njit

from towa.rooms.dunning.core.arrays import AnyArray


LANES = 32
"""Numbers looked at in one step."""


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
def grids(minutes, start):  # type: ignore[no-untyped-def]
    """Per stretch start[c]:start[c + 1]: greatest common divisor of all differences from the first; ends at 1, mostly soon."""
    made = np.zeros(len(start) - 1, np.int64)
    for c in range(len(made)):
        for i in range(start[c], start[c + 1]):
            a, b = np.int64(abs(minutes[i] - minutes[start[c]])), made[c]
            while b:
                a, b = b, a % b
            made[c] = a
            if a == 1:
                break
    return made


@njit(cache=True, nogil=True)
def hash_rows(rows, seed):  # type: ignore[no-untyped-def]
    """64 bits per row of words, all of which count."""
    made = np.empty(len(rows), np.uint64)
    for i in range(len(rows)):
        state = seed
        for w in range(rows.shape[1]):
            state = _mixed(state, rows[i, w])
        made[i] = state
    return made


@njit(cache=True, nogil=True)
def largest_finite(value, first, last, found, begin, end):  # type: ignore[no-untyped-def]
    """Per stretch, the size of the largest finite value; 0 where there is none. Lanes, so that it runs at the memory's speed."""
    lane = np.zeros(LANES, value.dtype)
    for s in range(begin, end):
        lane[:] = 0
        whole = first[s] + (last[s] - first[s]) // LANES * LANES
        for j in range(value.shape[0]):
            for b in range(first[s], whole, LANES):
                v = value[j, b : b + LANES]
                for i in range(LANES):
                    size = abs(v[i])
                    lane[i] = size if size > lane[i] and size < np.inf else lane[i]
            for i in range(whole, last[s]):
                size = abs(value[j, i])
                lane[0] = size if size > lane[0] and size < np.inf else lane[0]
        found[s] = lane.max()


@njit(cache=True, nogil=True)
def add_chosen(value, minutes, choice, first, last, grain, fine, coarse, rest, counts, sums, begin, end):  # type: ignore[no-untyped-def]
    """Per stretch: people and minutes per chosen action; the chosen values in 1 / `grain`, and what that leaves in 1 / `fine`."""
    for s in range(begin, end):
        high, low = np.int64(0), np.int64(0)
        for i in range(first[s], last[s]):
            v = np.float64(value[choice[i], i])
            counts[s, choice[i]] += 1
            sums[s, choice[i]] += minutes[i]
            whole = np.rint(v * grain)
            high += np.int64(whole)
            low += np.int64(np.rint((v - whole / grain) * fine))
        coarse[s], rest[s] = high, low


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
