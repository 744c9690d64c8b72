"""Towns small enough to try every plan: the slow, obvious twin of the solver."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from towa.rooms.dunning.core.programme import Capacity, Programme, Use


@st.composite
def programmes(draw: st.DrawFn, minimum: bool = False) -> Programme:
    """Up to 6 people, 4 actions, 3 limits and perhaps a minimum; values and uses are small whole numbers."""
    people, actions, rows = draw(st.integers(1, 6)), 4, draw(st.integers(1, 3))
    cell = st.one_of(st.integers(-5, 30).map(float), st.just(-np.inf))
    value = np.array(
        draw(st.lists(st.lists(cell, min_size=people, max_size=people), min_size=actions, max_size=actions))
    )
    value[0] = 0.0
    capacities = [Capacity(f"r{row}", f"容量{row}", "件", draw(st.integers(0, 9))) for row in range(rows)]
    uses = [_use(draw, value, action, row) for action in range(1, actions) for row in range(rows)]
    if minimum:
        capacities.append(Capacity("minimum", "最低件数", "件", draw(st.integers(0, 4)), at_least=True))
        uses += [Use(action, np.where(np.isfinite(value[action]), rows, -1), 1) for action in range(1, actions)]
    return Programme(value, tuple(uses), tuple(capacities))


def _use(draw: st.DrawFn, value: np.ndarray, action: int, row: int) -> Use:
    touches = np.array(draw(st.lists(st.booleans(), min_size=value.shape[1], max_size=value.shape[1])))
    return Use(action, np.where(touches & np.isfinite(value[action]), row, -1), draw(st.integers(1, 4)))


def best_of_all(programme: Programme) -> float | None:
    """The value of the best plan by trying every one; None where no plan keeps the rows."""
    worth = [
        sum(programme.value[action, person] for person, action in enumerate(plan))
        for plan in product(range(programme.value.shape[0]), repeat=programme.value.shape[1])
        if _keeps(programme, plan)
    ]
    return max(worth, default=None)


def _keeps(programme: Programme, plan: tuple[int, ...]) -> bool:
    if any(np.isneginf(programme.value[action, person]) for person, action in enumerate(plan)):
        return False
    used = [0] * len(programme.capacities)
    for use in programme.uses:
        for person, action in enumerate(plan):
            if action == use.action and use.rows[person] >= 0:
                used[use.rows[person]] += use.amount
    return all(
        usage >= item.limit if item.at_least else usage <= item.limit
        for usage, item in zip(used, programme.capacities, strict=True)
    )
