"""What are the prices about? Newton's method on the smoothed dual of a sample, colder and colder.

The dual of the plan is  D(p) = sum_i max_j (value_ij - p.use_ij) + p.limit,  p >= 0; every p proves a bound (weak duality).
Its soft-max at temperature mu yen is smooth, and its exact Hessian comes from sums per cell, so that few steps suffice.
Background: dual decomposition for large knapsacks (Zhang et al., WWW 2020); ridge-smoothed duals (Basu et al., ICML 2020).
"""

from dataclasses import dataclass

import numpy as np

from towa.rooms.dunning.core.allocation import smooth_loops
from towa.rooms.dunning.core.allocation.box import box_step
from towa.rooms.dunning.core.allocation.crew import Crew, by_cell, grain_of
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.arrays import AnyArray, FloatArray, IntArray


STEPS = 20
"""Newton steps per temperature at most."""
HOT, COLD = ((0.3, 1e-2), (0.1, 1e-3)), ((0.03, 1e-5), (0.01, 1e-6))
"""Temperatures as shares of the typical value, each with the decrement, as a share of the dual value, that is enough there."""
STAGES = ((10_000, HOT), (20_000, COLD), (160_000, COLD[-1:]))
"""People, temperatures; each stage starts from the prices of the one before."""
CEILING = 1e3
"""Prices per largest use never exceed this many times the largest value: beyond, the limits cannot be met."""
ARMIJO = 1e-4
"""Share of the expected progress without which a step is not taken."""


@dataclass(frozen=True, eq=False)
class Smooth:
    """なめらかな双対: value, gradient and Hessian in scaled prices."""

    value: float
    gradient: FloatArray
    hessian: FloatArray


@dataclass(eq=False)
class Search:
    """価格の探索: where the prices stand, in yen per largest use of a row (scaled)."""

    scaled: FloatArray
    hessian: FloatArray
    ceiling: FloatArray
    typical: float
    """Yen: the unit of temperatures and distances."""


def draw(lots: AnyArray, chosen: int) -> IntArray:
    """標本: the sorted places with the smallest lots."""
    if len(lots) <= chosen:
        return np.arange(len(lots))
    about = np.flatnonzero(lots <= np.uint64(2.0**64 * chosen / len(lots)))  # lots are even: this is nearly the number
    if chosen <= 2 * len(about) <= 3 * chosen:
        return about
    return np.flatnonzero(lots <= np.partition(lots, chosen - 1)[chosen - 1])


def typical_value(layout: Layout) -> float:
    """Mean size of the finite values that are not 0, in yen: the unit of temperatures. 1 where there are none.

    Coarse on purpose: the last digits of a sum of floats depend on the order of the people.
    """
    size = np.abs(np.where(np.isfinite(layout.fast), layout.fast, np.float32(0)))
    number = int(np.count_nonzero(size))
    return float(2.0 ** (np.round(16 * np.log2(size.sum(dtype=np.float64) / number)) / 16)) if number else 1.0


def smooth_dual(crew: Crew, layout: Layout, scaled: FloatArray, limit: FloatArray, mu: float) -> Smooth:
    """Value, gradient and exact Hessian of the smoothed dual; `limit` for the people in this layout."""
    uses, pieces, k = layout.uses, len(layout.first), layout.uses.actions
    person, minute = uses.costs(scaled / uses.scale)
    grain = grain_of(layout, person, minute)
    moments, pairs, soft = np.empty((pieces, 3, k)), np.empty((pieces, 3, k, k)), np.empty(pieces, np.int64)
    arrays = layout.fast, layout.minutes, layout.first, layout.last, layout.of_cell, person, minute, mu, grain
    crew.run(smooth_loops.smooth_pass, layout.people, pieces, *arrays, moments, pairs, soft)
    entries = uses.start, uses.row, uses.per_person / uses.scale[uses.row], uses.per_minute / uses.scale[uses.row]
    usage, hessian = smooth_loops.curvature(*entries, by_cell(layout, moments), by_cell(layout, pairs), mu, uses.rows)
    room = limit / uses.scale
    bounded = np.isfinite(room)
    gradient = np.where(bounded, room - usage, 0.0)
    value = float(int(soft.sum()) / grain + scaled[bounded] @ room[bounded])
    return Smooth(value, gradient, hessian)


def search_samples(crew: Crew, layout: Layout, lots: AnyArray, start: FloatArray | None = None) -> Search:
    """標本での価格: a small sample cools down step by step, larger ones refine its prices. From `start` it is cool at once."""
    found: Search | None = None
    for size, cooling in STAGES:
        enough_people = layout.people <= size
        part = layout if enough_people else layout.take(draw(lots, size))
        share = part.people / layout.people
        if found is None:
            typical = typical_value(part)
            ceiling = np.full(layout.uses.rows, CEILING * max(layout.largest, typical))
            found = Search(np.zeros(layout.uses.rows), np.eye(layout.uses.rows), ceiling, typical)
            warm = start is not None and _begins(crew, part, layout.uses.limit * share, start, found)
        for step, enough in () if warm and cooling is HOT else cooling:
            newton(crew, part, layout.uses.limit * share, step * typical, found, enough)
        found.hessian /= share
        if enough_people and cooling is not HOT:
            break
    assert found is not None  # noqa: S101 - STAGES is not empty
    return found


def _begins(crew: Crew, layout: Layout, limit: FloatArray, start: FloatArray, found: Search) -> bool:
    """Puts the prices to `start` where that is a better beginning than no prices at all."""
    begun, mu = np.minimum(start * layout.uses.scale, found.ceiling), COLD[0][0] * found.typical
    better = bool(
        smooth_dual(crew, layout, begun, limit, mu).value <= smooth_dual(crew, layout, found.scaled, limit, mu).value
    )
    found.scaled = begun if better else found.scaled
    return better


def newton(crew: Crew, layout: Layout, limit: FloatArray, mu: float, found: Search, enough: float) -> None:
    """One temperature: Newton steps within a trust region per row, until the decrement is below `enough` of the value.

    Rows with few people have next to no curvature when it is cold: without the region their steps would fly off.
    """
    if not layout.uses.rows:
        return
    here, trust = smooth_dual(crew, layout, found.scaled, limit, mu), 1.0
    found.hessian = here.hessian
    for _ in range(STEPS):
        lift = 1e-8 * float(np.diag(here.hessian).max(initial=1e-12))
        hessian = here.hessian + lift * np.eye(len(here.gradient))
        reach = trust * np.maximum(0.5 * found.scaled, 20.0 * mu)
        low, high = np.maximum(-found.scaled, -reach), np.minimum(found.ceiling - found.scaled, reach)
        step = box_step(hessian, here.gradient, low, high)
        slope = float(here.gradient @ step)
        if slope >= -enough * (1.0 + abs(here.value)):
            return
        trial = smooth_dual(crew, layout, found.scaled + step, limit, mu)
        kept = (trial.value - here.value) / (slope + 0.5 * float(step @ hessian @ step))
        trust = trust / 4 if kept < 0.1 else trust * 2 if kept > 0.7 else trust
        if kept > ARMIJO:
            found.scaled, here = np.clip(found.scaled + step, 0.0, found.ceiling), trial
            found.hessian = trial.hessian
