"""Whose choice is in doubt? The people whose best action hardly beats another at these prices, gathered into kinds.

Everyone else is settled. Among the doubtful, only actions close to the best can matter. People of one cell with the same such
actions, worth the same relative to each other (and the same minutes, where minutes count), are one kind with a weight: masses of
identical people, or of people who differ only in actions out of question, cost no more than one.
"""

from dataclasses import dataclass

import numpy as np

from towa.rooms.dunning.core.allocation.crew import BINS, Certified, Crew
from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.allocation.people_loops import hash_rows, take_columns
from towa.rooms.dunning.core.allocation.price_loops import edge
from towa.rooms.dunning.core.allocation.uses import Uses
from towa.rooms.dunning.core.arrays import AnyArray, BoolArray, FloatArray, IntArray


WIDER = 1.5
"""Actions of a gathered person count as close up to this many times the reach."""


@dataclass(frozen=True, eq=False)
class Core:
    """迷う人々: kinds of people, canonical by what they contain."""

    cell: IntArray
    minutes: IntArray
    """Of each kind; 0 where minutes do not matter to it."""
    weight: IntArray
    active: BoolArray
    """[kinds, k]"""
    worth: FloatArray
    """[kinds, k] yen relative to the kind's base action; -inf where not active."""
    base: IntArray
    """The best action at the prices of the gathering."""
    whole: bool
    """Everyone with a choice is in it, with all actions."""
    members: IntArray
    """Sorted places, kind by kind."""
    start: IntArray

    @property
    def kinds(self) -> int:
        return len(self.cell)

    def take(self, kinds: IntArray) -> "Core":
        """Only these kinds (members are left behind)."""
        none = np.zeros(0, np.int64)
        return Core(
            self.cell[kinds], self.minutes[kinds], self.weight[kinds], self.active[kinds], self.worth[kinds], self.base[kinds],
            False, none, none,
        )  # fmt: skip

    def load(self, uses: Uses, counts: IntArray) -> FloatArray:
        """Usage of every row when `counts[kind, action]` people are placed."""
        shape = uses.cells, uses.actions
        people, sums = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        np.add.at(people, self.cell, counts)
        np.add.at(sums, self.cell, counts * self.minutes[:, None])
        return uses.usage(people, sums)

    def at_base(self) -> IntArray:
        """Counts with everyone at the base action."""
        counts = np.zeros(self.active.shape, np.int64)
        counts[np.arange(self.kinds), self.base] = self.weight
        return counts


@dataclass(frozen=True, eq=False)
class Reach:
    """届く範囲: how far prices may move before somebody changes their mind who was not gathered."""

    of_row: FloatArray
    """[m] yen per largest use; inf where everyone is gathered."""
    of_pair: FloatArray
    """[cells, actions] yen."""


def reach_of(uses: Uses, seen: Certified, unit: float, overall: int, wanted: FloatArray) -> Reach:
    """届く範囲: so far that about `overall` people, and `wanted` per row, are in doubt; ties come in together."""
    pair = np.repeat(np.arange(uses.cells * uses.actions), np.diff(uses.start))
    near = np.zeros((uses.rows + 1, BINS), np.int64)
    np.add.at(near, uses.row, seen.near.reshape(-1, BINS)[pair])
    near[-1] = seen.near.sum(axis=(0, 1))
    near = np.cumsum(near, axis=1)
    enough = np.append(wanted, 2.0 * overall)  # everyone in doubt is counted at two actions at least
    reach = np.where(near[:, -1] >= enough, unit * edge(np.argmax(near >= enough[:, None], axis=1)), np.inf)
    of_row = np.where(np.isfinite(uses.limit), reach[:-1], 0.0)
    of_pair = np.full(uses.cells * uses.actions, reach[-1])
    np.maximum.at(of_pair, pair, of_row[uses.row])
    return Reach(of_row, of_pair.reshape(uses.cells, uses.actions))


def gather(crew: Crew, layout: Layout, seen: Certified, reach: Reach) -> Core:
    """迷う人々を集める: everyone with another action within reach at the prices of `seen`."""
    places = crew.doubtful(layout, seen.price, reach.of_pair)
    value = take_columns(layout.value, places).astype(np.float64)
    person, minute = layout.uses.costs(seen.price)
    cell, minutes = layout.cell[places], layout.minutes[places].astype(np.int64)
    with np.errstate(invalid="ignore"):
        scores = value - person[cell].T - minute[cell].T * minutes
    lost = scores.max(axis=0, initial=-np.inf) - scores
    active = np.isfinite(scores) & (lost <= WIDER * reach.of_pair[cell].T)
    choice = seen.choice[places].astype(np.int64)
    active[choice, np.arange(len(places))] = True
    return _kinds(layout, places, value, active, choice, cell, minutes, bool(np.isinf(reach.of_pair).all()))


def _kinds(
    layout: Layout, places: IntArray, value: FloatArray, active: BoolArray, choice: IntArray, cell: IntArray,
    minutes: IntArray, whole: bool,
) -> Core:  # fmt: skip
    base_value = value[choice, np.arange(len(places))]
    worth = np.where(active, value - base_value, -np.inf) + 0.0
    timed = (_timed(layout.uses)[cell].T & active).any(axis=0)
    counted = np.where(timed, minutes, 0)
    key = np.ascontiguousarray(np.vstack([cell, counted, choice, worth]).T, dtype=np.float64)
    _, first, kind, weight = np.unique(_name(key), return_index=True, return_inverse=True, return_counts=True)
    if not np.array_equal(key, key[first[kind]]):  # two kinds of one name: once in many years
        raw = key.view(np.dtype((np.void, key.dtype.itemsize * key.shape[1]))).ravel()
        _, first, kind, weight = np.unique(raw, return_index=True, return_inverse=True, return_counts=True)
    members = places[np.argsort(kind.ravel(), kind="stable")]
    return Core(
        cell=cell[first].astype(np.int64), minutes=counted[first], weight=weight,
        active=np.ascontiguousarray(active[:, first].T), worth=np.ascontiguousarray(worth[:, first].T), base=choice[first], whole=whole,
        members=members, start=np.concatenate([[0], np.cumsum(weight)]),
    )  # fmt: skip


def _name(key: FloatArray) -> AnyArray:
    """A number per line by its content: quicker to sort than the lines."""
    name: AnyArray = hash_rows(key.view(np.uint64), np.uint64(0x6B696E64))
    return name


def _timed(uses: Uses) -> BoolArray:
    """[cells, actions] where minutes count."""
    pair = np.repeat(np.arange(uses.cells * uses.actions), np.diff(uses.start))
    timed = np.zeros(uses.cells * uses.actions, dtype=np.bool_)
    timed[pair[uses.per_minute != 0]] = True
    return timed.reshape(uses.cells, uses.actions)
