"""Who of a divided kind gets what? From counts per kind to people, by the published rule.

The better actions go to those who come first: by the problem's priority (say, the oldest 納期限), then by lot. The lot is drawn
from id and seed; nobody can choose it, everybody can recompute it.
"""

import numpy as np

from towa.rooms.dunning.core.allocation.layout import Layout
from towa.rooms.dunning.core.allocation.problem import Problem
from towa.rooms.dunning.core.allocation.settle import Settled
from towa.rooms.dunning.core.arrays import AnyArray, IntArray


def expand(problem: Problem, layout: Layout, plan: Settled, lots: AnyArray) -> tuple[AnyArray, IntArray]:
    """割り振り: (action per sorted place, sorted places of people of divided kinds)."""
    core, counts = plan.core, plan.counts
    choice = plan.seen.choice.copy()
    choice[core.members] = np.repeat(np.argmax(counts, axis=1), core.weight)
    divided = np.flatnonzero(np.count_nonzero(counts, axis=1) > 1)
    split = [np.zeros(0, np.int64)]
    for kind in divided:
        people = core.members[core.start[kind] : core.start[kind + 1]]
        people = people[_by_rule(problem, layout, people, lots[people])]
        chosen = np.flatnonzero(counts[kind])
        better_first = chosen[np.lexsort((chosen, -core.worth[kind, chosen]))]
        choice[people] = np.repeat(better_first, counts[kind, better_first])
        split.append(people)
    return choice, np.concatenate(split)


def _by_rule(problem: Problem, layout: Layout, people: IntArray, lots: AnyArray) -> IntArray:
    if problem.priority is None:
        return np.argsort(lots, kind="stable")
    return np.lexsort((lots, problem.priority[layout.original(people)]))
