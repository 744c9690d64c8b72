"""What if single moves find no way, or no good one? A small whole-number programme among those for whom it matters most.

The divided kinds and those whose best actions are nearly equal are placed anew, all others stay. HiGHS stops by nodes, never by
time, and starts from nothing: the same answer every time.
"""

import numpy as np

from towa.rooms.dunning.core.allocation.core import Core
from towa.rooms.dunning.core.allocation.core_lp import CoreModel
from towa.rooms.dunning.core.allocation.repair import WHOLE
from towa.rooms.dunning.core.allocation.stop import Stop
from towa.rooms.dunning.core.allocation.uses import Uses
from towa.rooms.dunning.core.arrays import FloatArray, IntArray


def exact(
    core: Core, uses: Uses, counts: IntArray, share: FloatArray, others: FloatArray, price: FloatArray, ceiling: FloatArray,
    stop: Stop, bound: float,
) -> IntArray:  # fmt: skip
    """厳密な探索: counts with the nearest kinds placed anew (they may overuse a row where there is no way)."""
    near = _nearest(core, uses, share, price, stop.exact)
    small = core.take(near)
    rest = counts.copy()
    rest[near] = 0
    room = uses.limit - others - core.load(uses, rest) - small.load(uses, small.at_base())
    options: dict[str, float | str] = {
        "mip_max_nodes": stop.nodes, "mip_abs_gap": 0.1 * stop.exact_gap * abs(bound), "mip_rel_gap": 0.0,
    }  # fmt: skip
    try:
        placed = CoreModel(small, uses, room).solve(ceiling, options, whole=True)
    except RuntimeError:
        return counts  # no plan within the nodes: what was there stays
    rest[near] = np.round(placed.share).astype(np.int64)
    return rest


def _nearest(core: Core, uses: Uses, share: FloatArray, price: FloatArray, number: int) -> IntArray:
    person, minute = uses.costs(price)
    with np.errstate(invalid="ignore"):
        scores = core.worth - person[core.cell] - minute[core.cell] * core.minutes[:, None]
    scores = np.where(np.isfinite(scores), scores, -np.inf)
    first_two = np.sort(scores, axis=1)[:, ::-1][:, :2]
    several = np.count_nonzero(core.active, axis=1) > 1
    margin = np.full(core.kinds, np.inf)
    margin[several] = first_two[several, 0] - first_two[several, 1] if first_two.shape[1] > 1 else np.inf
    divided = (np.abs(share - np.round(share)) > WHOLE).any(axis=1)
    margin[divided] = -1.0
    order = np.lexsort((np.arange(core.kinds), margin))
    return np.sort(order[: number + int(divided.sum())])
