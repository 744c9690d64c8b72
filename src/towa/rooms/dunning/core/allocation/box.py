"""How far should the prices move? The quadratic model's best step inside a box.

Clipping an unbounded Newton step at zero is no descent direction where prices press against the bound (a known trap); the
bounded quadratic programme is solved instead, by a projected Newton method on the free prices. Serial code of our own keeps
the last digit the same whatever the number of threads.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def solve_free(hessian, right, free):  # type: ignore[no-untyped-def]
    """x with hessian x = right on the free coordinates, 0 elsewhere (Cholesky; tiny pivots are lifted)."""
    place = np.flatnonzero(free)
    f = len(place)
    factor = np.zeros((f, f))
    x = np.zeros(f)
    for a in range(f):
        for b in range(a + 1):
            total = hessian[place[a], place[b]]
            for c in range(b):
                total -= factor[a, c] * factor[b, c]
            if a == b:
                factor[a, a] = np.sqrt(max(total, 1e-12 * max(hessian[place[a], place[a]], 1e-300)))
            else:
                factor[a, b] = total / factor[b, b]
    for a in range(f):
        total = right[place[a]]
        for c in range(a):
            total -= factor[a, c] * x[c]
        x[a] = total / factor[a, a]
    for a in range(f - 1, -1, -1):
        total = x[a]
        for c in range(a + 1, f):
            total -= factor[c, a] * x[c]
        x[a] = total / factor[a, a]
    full = np.zeros(len(right))
    full[place] = x
    return full


@njit(cache=True, nogil=True)
def _model(hessian, gradient, step):  # type: ignore[no-untyped-def]
    total = 0.0
    for r in range(len(step)):
        row = 0.0
        for c in range(len(step)):
            row += hessian[r, c] * step[c]
        total += step[r] * (0.5 * row + gradient[r])
    return total


@njit(cache=True, nogil=True)
def _lower(hessian, gradient, step, direction, low, high):  # type: ignore[no-untyped-def]
    """(a point in the box towards `direction` where the model is lower, whether there is one)."""
    here, length = _model(hessian, gradient, step), 1.0
    for _ in range(30):
        trial = np.minimum(np.maximum(step + length * direction, low), high)
        if _model(hessian, gradient, trial) < here - 1e-14 * abs(here):
            return trial, True
        length *= 0.5
    return step, False


@njit(cache=True, nogil=True)
def box_step(hessian, gradient, low, high):  # type: ignore[no-untyped-def]
    """The step d in [low, high] with the least d'Hd/2 + g'd. `low` <= 0 <= `high`."""
    step = np.zeros(len(gradient))
    slope = gradient.copy()
    for _ in range(60):
        free = ((step > low) | (slope < 0)) & ((step < high) | (slope > 0))
        worst = 0.0
        for r in range(len(step)):
            if free[r]:
                worst = max(worst, abs(slope[r]))
        if worst <= 1e-12 * (1.0 + np.abs(gradient).max()):
            break
        trial, found = _lower(hessian, gradient, step, solve_free(hessian, -slope, free), low, high)
        if (
            not found
        ):  # a Hessian of rounded sums may bend down a little: then straight down, each price by its own curvature
            straight = np.where(free, -slope / np.maximum(np.diag(hessian), 1e-300), 0.0)
            trial, found = _lower(hessian, gradient, step, straight, low, high)
        if not found:
            break
        step = trial
        for r in range(len(step)):
            slope[r] = gradient[r]
            for c in range(len(step)):
                slope[r] += hessian[r, c] * step[c]
    return step
