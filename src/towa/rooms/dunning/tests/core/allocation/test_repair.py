"""Where no single move helps, two people change at once."""

import numpy as np

from towa.rooms.dunning.core.allocation.core import Core
from towa.rooms.dunning.core.allocation.repair import mended
from towa.rooms.dunning.core.allocation.uses import uses_of


def test_two_people_exchange_places_where_no_single_move_helps() -> None:
    count = np.zeros((3, 2, 3))
    count[0, :, 1], count[1, :, 2], count[2, :, 1:] = (
        [3, 2],
        2,
        -1,
    )  # both must be reached; only the second fits into row 0
    none, one = np.zeros(2, np.int64), np.ones(2, np.int64)
    uses = uses_of(count, 0 * count, np.array([2.0, 2.0, -2.0]), one, one, none)
    core = Core(
        cell=np.arange(2), minutes=one, weight=one, active=np.ones((2, 3), np.bool_), worth=np.array([[0.0, 9, 8], [0, 6, 7]]),
        base=np.array([1, 2]), whole=True, members=np.arange(2), start=np.arange(3),
    )  # fmt: skip
    counts, over = mended(core, uses, core.at_base(), np.zeros(3), np.zeros(3))
    assert not over.any()
    assert counts.tolist() == [[0, 0, 1], [0, 1, 0]]
