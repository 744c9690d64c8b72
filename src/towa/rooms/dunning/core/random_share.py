"""Whom does the plan treat by lot, so that the office can learn what works? And with which probability, exactly?

After the plan π is made, people take their turn in the order of a lot. H_i are the actions open to person i (never a masked one)
that the capacities can hold when i's turn comes: with everyone before i as given, everyone after i as planned. π_i is always in H_i.
With the share ε, i is drawn; a drawn person is given one action of H_i, each equally likely. Hence, for drawn or not,

    P(i is given a) = (1 - ε) [a = π_i] + ε [a in H_i] / |H_i|

This is exact, given the draws of those before i: H_i depends on theirs alone, never on i's own. What capacity refuses is not in
H_i and has probability 0; the rest of H_i is more likely by as much. π must not depend on the draws: it is made first, from
everybody. Excluded people are never drawn: they have "none" with probability 1. Assumed: the keyed lots are independent and
uniform (to within 2**-50). Who weights outcomes by 1/P learns about people and actions with P > 0 only.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from towa.rooms.dunning.core.allocation import Problem
from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.lot import WHOLE, Lots, below, lots
from towa.rooms.dunning.core.office import RandomShare


@dataclass(frozen=True, eq=False)
class Draw:
    """無作為な割当て."""

    choice: IntArray
    drawn: BoolArray
    """Whom the lot took and who had a choice; some of them were given what was planned."""
    could: IntArray
    """|H_i|: how many actions were open and could be held at this person's turn; 1 for people who take no part."""
    probability: FloatArray
    """Of the action given."""


def draw(problem: Problem, planned: IntArray, takes_part: BoolArray, share: RandomShare, on: date) -> Draw:
    """くじ引き: the same people, plan, day and key give the same draw, in any order of the people. Limits stay held exactly."""
    ids = np.asarray(problem.ids)
    chance = share.percent / 100
    takers = np.flatnonzero(takes_part) if chance else np.zeros(0, dtype=np.int64)
    drawn = np.zeros(problem.people, dtype=np.bool_)
    drawn[takers] = lots(ids[takers], on, f"{share.key}:draw") < np.uint64(int(chance * WHOLE))
    turns = takers[np.argsort(lots(ids[takers], on, f"{share.key}:turn"), kind="stable")]
    which = lots(ids, on, f"{share.key}:which") if chance else np.zeros(problem.people, dtype=np.uint64)
    choice, could = _take_turns(problem, planned, turns, drawn, which)
    kept = (choice == planned) * (1.0 - chance)
    probability = np.where(could > 1, kept + chance / could, 1.0)
    return Draw(choice, drawn & (could > 1), could, probability)


def _take_turns(
    problem: Problem, planned: IntArray, turns: IntArray, drawn: BoolArray, which: Lots
) -> tuple[IntArray, IntArray]:
    """Room changes only when somebody drawn is given something else: everyone between two such turns is looked at together."""
    choice, could = planned.copy(), np.ones(problem.people, dtype=np.int64)
    room = _room(problem, planned)
    stops = np.flatnonzero(drawn[turns])
    begun = 0
    for stop in (*stops.tolist(), len(turns) - 1):
        people = turns[begun : stop + 1]
        if not len(people):
            continue
        holds = _holds(problem, planned, people, room)
        could[people] = holds.sum(axis=0)
        begun, last = stop + 1, int(people[-1])
        if drawn[last]:
            options = np.flatnonzero(holds[:, -1])
            choice[last] = options[below(int(which[last]), len(options))]
            cell = problem.cell[last]
            room -= problem.count_use[:, cell, choice[last]] - problem.count_use[:, cell, planned[last]]
    return choice, could


def _room(problem: Problem, choice: IntArray) -> FloatArray:
    """What is left of every row. Uses are whole numbers: sums are exact."""
    shape = problem.cells, problem.actions
    people = np.bincount(problem.cell * problem.actions + choice, minlength=shape[0] * shape[1]).reshape(shape)
    left: FloatArray = problem.limit - np.einsum("rca,ca->r", problem.count_use, people)
    return left


def _holds(problem: Problem, planned: IntArray, people: IntArray, room: FloatArray) -> BoolArray:
    """[k, people]: open, and held when this person alone changes from the plan."""
    pairs, place = np.unique(
        problem.cell[people].astype(np.int64) * problem.actions + planned[people], return_inverse=True
    )
    cell, action = np.divmod(pairs, problem.actions)
    change = problem.count_use[:, cell, :] - problem.count_use[:, cell, action][:, :, None]
    fits = np.all((change <= room[:, None, None]) | (change <= 0), axis=0)
    held: BoolArray = fits[place.ravel()].T & np.isfinite(problem.value[:, people])
    return held
