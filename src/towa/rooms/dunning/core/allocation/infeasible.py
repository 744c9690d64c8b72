"""Which limits cannot be met together? The same search with all values 0: prices that make every plan too expensive prove it.

For prices p >= 0: if even the cheapest allowed actions cost more than the limits allow, sum_i min_j p.use_ij > p.limit,
then no plan keeps the rows with p > 0 together (Farkas). Rows without which the proof still stands are left out.
"""

import numpy as np

from towa.rooms.dunning.core.allocation.core import gather, reach_of
from towa.rooms.dunning.core.allocation.core_lp import CoreModel
from towa.rooms.dunning.core.allocation.crew import Crew
from towa.rooms.dunning.core.allocation.descent import descend
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.allocation.sample import COLD, HOT, Search, newton
from towa.rooms.dunning.core.arrays import FloatArray


MARGIN = 1e-9
"""Share of the largest sum by which a proof must be clear of rounding."""
SMALL = 30_000
"""People up to whom the linear programme of overuse is solved when the search on prices finds no proof."""


def conflict(crew: Crew, layout: Layout) -> tuple[int, ...]:
    """同時に満たせない制限: rows that no plan keeps together; empty where no proof was found."""
    plain = _worthless(layout)
    uses = layout.uses
    for row in np.flatnonzero(np.isfinite(uses.limit)):
        alone = np.zeros(uses.rows)
        alone[row] = 1.0
        if _proves(crew, plain, alone):
            return (int(row),)
    scaled = _search(crew, plain, np.ones(uses.rows))
    if not _proves(crew, plain, scaled) and layout.people <= SMALL:
        scaled = _programme(crew, plain)
    return _fewest(crew, plain, scaled) if _proves(crew, plain, scaled) else ()


def _worthless(layout: Layout) -> Layout:
    value = np.where(np.isfinite(layout.fast), np.float32(0), np.float32(-np.inf))
    return Layout(
        layout.uses, value, value, layout.minutes, layout.cell, None, layout.first, layout.last, layout.of_cell,
        1.0, layout.longest,
    )  # fmt: skip


def _search(crew: Crew, plain: Layout, ceiling: FloatArray) -> FloatArray:
    found = Search(np.zeros(plain.uses.rows), np.eye(plain.uses.rows), ceiling, 0.3)
    for share, _ in (*HOT, *COLD):
        newton(crew, plain, plain.uses.limit, share * found.typical, found, 1e-6)
    return descend(crew, plain, found, 20)


def _programme(crew: Crew, plain: Layout) -> FloatArray:
    """Prices of the least overuse, from HiGHS over everyone."""
    uses = plain.uses
    seen = crew.certify(plain, np.zeros(uses.rows), 1.0)
    reach = reach_of(uses, seen, 1.0, plain.people + 1, np.full(uses.rows, np.inf))
    core = gather(crew, plain, seen, reach)
    return CoreModel(core, uses, uses.limit - uses.usage(seen.counts, seen.sums)).solve(np.ones(uses.rows), {}).scaled


def _proves(crew: Crew, plain: Layout, scaled: FloatArray) -> bool:
    seen = crew.certify(plain, scaled / plain.uses.scale, 1.0)
    bounded = np.isfinite(plain.uses.limit)
    size = float((scaled / plain.uses.scale * np.abs(plain.uses.limit))[bounded].sum())
    return seen.dual < -MARGIN * max(size, 1.0)


def _fewest(crew: Crew, plain: Layout, scaled: FloatArray) -> tuple[int, ...]:
    """Leaves out rows one by one, the cheapest first, while a proof remains."""
    for row in np.argsort(scaled, kind="stable"):
        if scaled[row] <= 0:
            continue
        ceiling = np.where(scaled > 0, 1.0, 0.0)
        ceiling[row] = 0.0
        fewer = np.where(np.arange(len(scaled)) == row, 0.0, scaled)
        for trial in (fewer, _search(crew, plain, ceiling) if plain.people <= SMALL else fewer):
            if _proves(crew, plain, trial):
                scaled = trial
                break
    return tuple(int(row) for row in np.flatnonzero(scaled > 0))
