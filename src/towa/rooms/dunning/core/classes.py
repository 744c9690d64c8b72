"""Who stands in identical circumstances? Equal treatment (公平): the plan is made for kinds of people, not for people.

People whose values, open actions and used rows are identical (nothing is rounded together) form a class and receive the
same action. Where a limit divides a class, the published rule decides: the oldest 納期限 first, then a lot drawn from id
and day; the better action goes to those who come first. Who was divided is recorded.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from towa.rooms.dunning.core.arrays import FloatArray, IntArray
from towa.rooms.dunning.core.lot import lots
from towa.rooms.dunning.core.programme import Programme
from towa.rooms.dunning.core.target import Targets


@dataclass(frozen=True, eq=False)
class Classes:
    """同一事情の区分: which people belong together, in the order of the published rule."""

    first: IntArray
    """One member per class (all have the same values)."""
    weight: IntArray
    """People per class."""
    of_person: IntArray
    members: IntArray
    """Everyone, class by class, within a class in the order of the rule."""

    def expand(self, counts: IntArray, value: FloatArray) -> IntArray:
        """Action of every person from the counts per (action, class): better actions first, in the order of the rule."""
        choice: IntArray = np.argmax(counts, axis=0)[self.of_person].astype(np.int64)
        starts = np.concatenate(([0], np.cumsum(self.weight)))
        for place in self._divided(counts):
            chosen = np.flatnonzero(counts[:, place])
            better_first = chosen[np.lexsort((chosen, -value[chosen, place]))]
            people = self.members[starts[place] : starts[place + 1]]
            choice[people] = np.repeat(better_first, counts[better_first, place])
        return choice

    def split(self, counts: IntArray) -> IntArray:
        """People of classes that a limit divided, in canonical order."""
        return np.flatnonzero(np.isin(self.of_person, self._divided(counts))).astype(np.int64)

    def divided_by(self, choice: IntArray) -> IntArray:
        """People of classes whose members were not all given the same action, in canonical order."""
        differs = choice != choice[self.first[self.of_person]]
        divided = np.unique(self.of_person[differs])
        return np.flatnonzero(np.isin(self.of_person, divided)).astype(np.int64)

    def _divided(self, counts: IntArray) -> IntArray:
        return np.flatnonzero(np.count_nonzero(counts, axis=0) > 1).astype(np.int64)


def classes_of(programme: Programme, targets: Targets, on: date) -> Classes:
    """区分の作成: classes in the order of their first member; the people must stand in canonical order."""
    rows = [use.rows for use in programme.uses]
    key = np.ascontiguousarray(np.vstack([programme.value, *rows]).T, dtype=np.float64) + 0.0  # -0.0 becomes 0.0
    whole = key.view(np.dtype((np.void, key.dtype.itemsize * key.shape[1]))).ravel()
    _, first, inverse, weight = np.unique(whole, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    of_person = rank[inverse.ravel()]
    members = np.lexsort((places(published_order(targets, on)), of_person))
    return Classes(first[order], weight[order], of_person, members)


def published_order(targets: Targets, on: date) -> IntArray:
    """公表した順: who comes first where a limit divides people alike. The oldest 納期限, then the lot of the day (`lot.py`)."""
    due = np.where(np.isnat(targets.oldest_due), np.datetime64("9999-12-31", "D"), targets.oldest_due)
    return np.lexsort((targets.addressee_id, lots(targets.addressee_id, on), due))


def places(order: IntArray) -> IntArray:
    """The place of everyone in this order."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place
