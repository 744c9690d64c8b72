"""What if neither prices nor repair find a plan, and nothing proves that there is none? In a small town, ask for everyone at once.

The whole town as one whole-number programme, overuse at a penalty: either it finds a plan, or it proves that whole people
cannot keep the limits; then rows are left out one by one while the rest still cannot be kept.
"""

from dataclasses import replace

import numpy as np

from towa.rooms.dunning.core.allocation.core import Core, gather, reach_of
from towa.rooms.dunning.core.allocation.core_lp import CoreModel, Placed
from towa.rooms.dunning.core.allocation.crew import Certified, Crew
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.allocation.repair import WHOLE, mended
from towa.rooms.dunning.core.allocation.sample import Search
from towa.rooms.dunning.core.allocation.settle import Settled
from towa.rooms.dunning.core.allocation.uses import Uses
from towa.rooms.dunning.core.arrays import FloatArray


MOST_MOVES, FEW_MOVES = 20_000, 1_000
"""Moves up to which the town is asked as a whole, and up to which the rows at fault are looked for that way."""
NODES = 2_000


def search_everyone(crew: Crew, layout: Layout, search: Search, seen: Certified) -> Settled | None:
    """全員での探索: a valid plan; None where there is none, or the town is too large to ask."""
    core, placed = _asked(crew, layout, search, seen)
    if placed is None:
        return None
    uses = layout.uses
    others = uses.usage(seen.counts, seen.sums) - core.load(uses, core.at_base())
    counts, over = mended(core, uses, np.round(placed.share).astype(np.int64), others, seen.price)
    worth = float((np.where(counts > 0, core.worth, 0.0) * counts).sum())
    return None if over.any() else Settled(seen, core, counts, over, worth)


def rows_at_fault(crew: Crew, layout: Layout, search: Search, seen: Certified) -> tuple[int, ...]:
    """同時に満たせない制限 for whole people; empty where that is not proved or the town is too large to ask."""
    core, placed = _asked(crew, layout, search, seen, FEW_MOVES)
    if placed is None or placed.over.max(initial=0.0) <= WHOLE:
        return ()
    limit = layout.uses.limit
    for row in np.flatnonzero(np.isfinite(limit)):
        fewer = limit.copy()
        fewer[row] = np.inf
        without = _solved(core, replace(layout.uses, limit=fewer), search, layout, seen)
        if without is not None and without.over.max(initial=0.0) > WHOLE:
            limit = fewer
            layout = replace(layout, uses=replace(layout.uses, limit=fewer))
    return tuple(int(row) for row in np.flatnonzero(np.isfinite(limit)))


def _asked(
    crew: Crew, layout: Layout, search: Search, seen: Certified, most: int = MOST_MOVES
) -> tuple[Core, Placed | None]:
    everyone: FloatArray = np.full(layout.uses.rows, np.inf)
    core = gather(crew, layout, seen, reach_of(layout.uses, seen, 1.0, layout.people + 1, everyone))
    if int(np.count_nonzero(core.active)) > most:
        return core, None
    return core, _solved(core, layout.uses, search, layout, seen)


def _solved(core: Core, uses: Uses, search: Search, layout: Layout, seen: Certified) -> Placed | None:
    room = uses.limit - layout.uses.usage(seen.counts, seen.sums)
    try:
        return CoreModel(core, uses, room).solve(search.ceiling, {"mip_max_nodes": NODES}, whole=True)
    except RuntimeError:
        return None
