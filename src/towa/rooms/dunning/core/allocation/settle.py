"""How do near-exact prices become a plan? The doubtful are placed exactly; the core grows while the plan is not good enough."""

from dataclasses import dataclass

import numpy as np

from towa.rooms.dunning.core.allocation.core import Core, gather, reach_of
from towa.rooms.dunning.core.allocation.core_lp import CoreModel, Placed
from towa.rooms.dunning.core.allocation.crew import Certified, Crew
from towa.rooms.dunning.core.allocation.exact import exact
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.allocation.repair import WHOLE, mended, rounded
from towa.rooms.dunning.core.allocation.sample import Search
from towa.rooms.dunning.core.allocation.stop import Stop
from towa.rooms.dunning.core.arrays import FloatArray, IntArray


FINEST = 2.0**-19
"""Smallest distance told apart, as a share of the typical value."""
CHEAP = 100_000
"""People up to whom a further proof costs next to nothing."""
DESPERATE = 4
"""Further rounds while no valid plan was found."""
MOST = 500_000
"""People in doubt after whom no more are looked for."""
ROUNDED = 0.05
"""Share of the gap that may be left to the prices: a larger core would better only this."""
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
    for turn in range(stop.rounds + DESPERATE):
        if turn >= stop.rounds and best is not None and best.valid:
            break
        found, placed, divided = _place(crew, layout, search, proof, unit, stop.core * 4**turn, stop)
        if best is None or (found.valid, found.worth) > (best.valid, best.worth):
            best = found
        if layout.people > CHEAP and best.valid and proof.dual - best.worth <= stop.gap * abs(proof.dual):
            break
        hopeful = proof.dual - divided > (0.0 if layout.people <= CHEAP else 0.3 * stop.gap * abs(proof.dual))
        if hopeful:
            proof = min(
                proof, crew.certify(layout, placed.scaled / layout.uses.scale, unit), key=lambda seen: seen.dual
            )
        if best.valid and proof.dual - divided <= max(
            0.3 * stop.gap * abs(proof.dual), ROUNDED * (proof.dual - best.worth)
        ):
            break  # the divided plan is as good as optimal: only the rounding is left
        if found.core.whole and not (hopeful and turn == 0):
            break
    assert best is not None  # noqa: S101 - there is at least one round
    return proof, best


def _place(
    crew: Crew, layout: Layout, search: Search, seen: Certified, unit: float, overall: int, stop: Stop
) -> tuple[Settled, Placed, float]:
    """One round at the prices of `seen`: (whole plan, divided plan, yen of the divided plan)."""
    uses = layout.uses
    used = uses.usage(seen.counts, seen.sums)
    core = _gathered(crew, layout, seen, used, unit, overall)
    placed = CoreModel(core, uses, uses.limit - used).solve(search.ceiling, {})
    others = used - core.load(uses, core.at_base())
    bounded = np.isfinite(uses.limit)
    at_base = seen.dual - float(seen.price[bounded] @ (uses.limit - used)[bounded])
    counts, over = mended(core, uses, rounded(core, placed.share), others, seen.price)
    worth = at_base + _worth(core, counts)
    lost = (at_base + placed.gain - worth) / (abs(seen.dual) or 1.0)
    poor = lost > (stop.exact_gap if core.kinds <= stop.exact else stop.poor)
    if stop.nodes and placed.over.max(initial=0.0) <= WHOLE and (over.any() or poor):
        again = exact(core, uses, counts, placed.share, others, seen.price, search.ceiling, stop, seen.dual)
        again, over_again = mended(core, uses, again, others, seen.price)
        if (not over_again.any(), at_base + _worth(core, again)) > (not over.any(), worth):
            counts, over, worth = again, over_again, at_base + _worth(core, again)
    return Settled(seen, core, counts, over, worth), placed, at_base + placed.gain


def _gathered(crew: Crew, layout: Layout, seen: Certified, used: FloatArray, unit: float, overall: int) -> Core:
    """The doubtful: `overall` people, more where they are so alike that they make few kinds."""
    uses, crowd = layout.uses, 1
    lacking = np.where(
        np.isfinite(uses.limit) & ((seen.price > 0) | (used > uses.limit)), np.abs(uses.limit - used), 0.0
    )
    while True:
        per_row = crowd * (PER_ROW + 4.0 * lacking / uses.scale)
        core = gather(crew, layout, seen, reach_of(uses, seen, unit, crowd * overall, per_row))
        if core.whole or core.kinds >= overall // 3 or int(core.weight.sum()) > MOST:
            return core
        crowd *= 4


def _worth(core: Core, counts: IntArray) -> float:
    return float((np.where(counts > 0, core.worth, 0.0) * counts).sum())
