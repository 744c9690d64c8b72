"""What are the prices exactly? Descent on the exact dual over all people: BFGS from the sample's Hessian.

Every pass gives the dual value (a bound) and its gradient, room left per row, from whole-number statistics. Each step solves
the bounded quadratic model within a trust region; the best bound is kept.
"""

import numpy as np

from towa.rooms.dunning.core.allocation.box import box_step
from towa.rooms.dunning.core.allocation.crew import Crew
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.allocation.sample import Search, draw
from towa.rooms.dunning.core.arrays import AnyArray, FloatArray


SAMPLE, FEW_OF = 1_000_000, 3
"""People of the sample on the way, and how many times as many make it worth the while."""
PATIENCE = 4
"""Passes without a better bound after which the search ends."""


def approach(crew: Crew, layout: Layout, lots: AnyArray, search: Search, passes: int) -> FloatArray:
    """全員での価格, by way of a large sample where there are many more people: most passes are made over the sample."""
    if layout.people > FEW_OF * SAMPLE:
        part = layout.take(draw(lots, SAMPLE))
        share = part.people / layout.people
        search.scaled = descend(crew, part, search, passes, share)
    return descend(crew, layout, search, passes)


def descend(crew: Crew, layout: Layout, search: Search, passes: int, share: float = 1.0) -> FloatArray:
    """この人々での価格: scaled prices with the best bound found within `passes`; `share` of the limits is theirs."""
    point, hessian = search.scaled.copy(), search.hessian * share
    if not layout.uses.rows:
        return point
    limit = layout.uses.limit * share
    best, value, gradient = point, *exact_dual(crew, layout, point, limit)
    best_value, idle, trust = value, 0, 1.0
    for _ in range(passes):
        reach = trust * np.maximum(0.2 * point, 0.003 * search.typical)
        hessian[np.diag_indices_from(hessian)] += 1e-9 * np.diag(hessian).max(initial=1e-12)
        step = box_step(hessian, gradient, np.maximum(-point, -reach), np.minimum(search.ceiling - point, reach))
        if -float(gradient @ step) <= 1e-8 * (1.0 + abs(best_value)):
            break
        new_value, new_gradient = exact_dual(crew, layout, point + step, limit)
        _update(hessian, step, new_gradient - gradient)
        if new_value < best_value:
            idle = 0 if best_value - new_value > 1e-8 * abs(best_value) else idle + 1
            best, best_value = point + step, new_value
        else:
            idle += 1
        if new_value <= value + 1e-12 * abs(value):
            point, value, gradient = point + step, new_value, new_gradient
        else:
            trust *= 0.5
        if idle >= PATIENCE:
            break
    return best


def exact_dual(crew: Crew, layout: Layout, scaled: FloatArray, limit: FloatArray) -> tuple[float, FloatArray]:
    """Value and gradient (room left, in largest uses) of the exact dual at scaled prices."""
    uses = layout.uses
    price = scaled / uses.scale
    total, counts, sums = crew.price(layout, price)
    bounded = np.isfinite(limit)
    room = np.where(bounded, limit - uses.usage(counts, sums), 0.0)
    return total + float(price[bounded] @ limit[bounded]), room / uses.scale


def _update(hessian: FloatArray, step: FloatArray, change: FloatArray) -> None:
    """BFGS: H += y y' / s'y - H s s' H / s' H s where the curvature s'y is positive."""
    curved = float(step @ change)
    bent = hessian @ step
    along = float(step @ bent)
    if curved > 1e-12 * along > 0:
        hessian += np.outer(change, change) / curved - np.outer(bent, bent) / along
