"""What would a rule of thumb reach? Two usual ways of filling the day, for comparison beside the plan.

Both obey the same masks and limits; they do not look for minima. They answer "what is the plan worth more than habit?".
"""

import numpy as np

from towa.rooms.dunning.core.arrays import IntArray
from towa.rooms.dunning.core.channel import Action
from towa.rooms.dunning.core.programme import Programme
from towa.rooms.dunning.core.target import Targets


PREFERENCE = ("officer_call", "visit", "operator_call", "auto_call", "sms", "letter", "officer_letter", "case_work")
"""The office's habit: the most personal means that is still free goes to the largest debt; paper comes last."""


def office_rule(programme: Programme, actions: tuple[Action, ...], targets: Targets) -> IntArray:
    """経験則: the largest debt first, each person the first free action in the fixed order of preference."""
    rank = {code: place for place, code in enumerate(PREFERENCE)}
    preferred = sorted(range(1, len(actions)), key=lambda place: rank.get(actions[place].channel.code, len(rank)))
    filler = _Filler(programme)
    for person in np.lexsort((targets.addressee_id, -targets.outstanding)):
        next((action for action in preferred if filler.take(action, int(person))), None)
    return filler.choice


def score_greedy(programme: Programme, _actions: tuple[Action, ...], _targets: Targets) -> IntArray:
    """点数順: the highest value first, wherever it still fits."""
    worth = np.where(np.isfinite(programme.value), programme.value, 0.0)
    action, person = np.nonzero(worth > 0)
    filler = _Filler(programme)
    for place in np.lexsort((action, person, -worth[action, person])):
        if not filler.choice[person[place]]:
            filler.take(int(action[place]), int(person[place]))
    return filler.choice


class _Filler:
    """Gives out actions one by one while there is room."""

    def __init__(self, programme: Programme) -> None:
        self.open = np.isfinite(programme.value)
        self.choice = np.zeros(programme.value.shape[1], dtype=np.int64)
        self.room = [item.limit for item in programme.capacities]
        self.uses: list[list[tuple[list[int], int]]] = [[] for _ in programme.value]
        for use in programme.uses:
            self.uses[use.action].append((use.rows.tolist(), use.amount))
        self.minimum = [item.at_least for item in programme.capacities]

    def take(self, action: int, person: int) -> bool:
        """Give this action to this person if it is open and fits."""
        if not self.open[action, person]:
            return False
        needed = [(rows[person], amount) for rows, amount in self.uses[action] if rows[person] >= 0]
        needed = [(row, amount) for row, amount in needed if not self.minimum[row]]
        if any(self.room[row] < amount for row, amount in needed):
            return False
        for row, amount in needed:
            self.room[row] -= amount
        self.choice[person] = action
        return True
