"""How do near-exact prices become a plan? The doubtful are placed exactly; the core grows while the plan is not good enough."""

from dataclasses import dataclass

import numpy as np

from towa.rooms.dunning.core.allocation.core import Core, gather, reach_of
from towa.rooms.dunning.core.allocation.core_lp import CoreModel, Placed
from towa.rooms.dunning.core.allocation.crew import Certified, Crew
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.allocation.repair import mended, rounded
from towa.rooms.dunning.core.allocation.sample import Search
from towa.rooms.dunning.core.allocation.stop import Stop
from towa.rooms.dunning.core.arrays import FloatArray, IntArray


FINEST = 2.0**-19
"""Smallest distance told apart, as a share of the typical value."""
CHEAP = 100_000
"""People up to whom a further proof costs next to nothing."""
PER_ROW = 12
"""People in doubt per row at least."""


@dataclass(frozen=True, eq=False)
class Settled:
    """確定: the plan in kinds of people, beside everyone's choice at the prices of `seen`."""

    seen: Certified
    core: Core
    counts: IntArray
    over: FloatArray
    """Overuse per row; 0 where the plan is valid."""
    worth: float
    """Yen of the plan, in float arithmetic."""

    @property
    def valid(self) -> bool:
        return not self.over.any()


def settle(crew: Crew, layout: Layout, search: Search, scaled: FloatArray, stop: Stop) -> tuple[Certified, Settled]:
    """確定する: (the best proof, the best plan). The plan overuses rows only where no way out was found."""
    unit = FINEST * search.typical
    proof = crew.certify(layout, scaled / layout.uses.scale, unit)
    best: Settled | None = None
    for turn in range(stop.rounds):
        found, placed, divided = _place(crew, layout, search, proof, unit, stop.core * 4**turn)
        if best is None or (found.valid, found.worth) > (best.valid, best.worth):
            best = found
        if layout.people > CHEAP and best.valid and proof.dual - best.worth <= stop.gap * abs(proof.dual):
            break
        hopeful = proof.dual - divided > (0.0 if layout.people <= CHEAP else 0.3 * stop.gap * abs(proof.dual))
        if hopeful:
            proof = min(proof, crew.certify(layout, placed.scaled / layout.uses.scale, unit), key=lambda seen: seen.dual)
        if best.valid and proof.dual - divided <= 0.3 * stop.gap * abs(proof.dual):
            break  # the divided plan is optimal: only the rounding is left
        if found.core.whole and not (hopeful and turn == 0):
            break
    assert best is not None  # noqa: S101 - there is at least one round
    return proof, best


def _place(
    crew: Crew, layout: Layout, search: Search, seen: Certified, unit: float, overall: int
) -> tuple[Settled, Placed, float]:
    """One round at the prices of `seen`: (whole plan, divided plan, yen of the divided plan)."""
    uses = layout.uses
    used = uses.usage(seen.counts, seen.sums)
    lacking = np.where(np.isfinite(uses.limit) & ((seen.price > 0) | (used > uses.limit)), np.abs(uses.limit - used), 0.0)
    reach = reach_of(uses, seen, unit, overall, PER_ROW + 4.0 * lacking / uses.scale)
    core = gather(crew, layout, seen, reach)
    placed = CoreModel(core, uses, uses.limit - used).solve(search.ceiling, {})
    others = used - core.load(uses, core.at_base())
    counts, over = mended(core, uses, rounded(core, placed.share), others, seen.price)
    bounded = np.isfinite(uses.limit)
    at_base = seen.dual - float(seen.price[bounded] @ (uses.limit - used)[bounded])
    worth = at_base + float((np.where(counts > 0, core.worth, 0.0) * counts).sum())
    return Settled(seen, core, counts, over, worth), placed, at_base + placed.gain
