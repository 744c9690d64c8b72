"""Why this way of contact, and why not the next best? Sentences for the lists and the person's page.

An action's standing is its value less the prices of the capacities it uses (限界価値). The sentence names the masks or the
capacities that decided, with their yen; the same figures allow anybody to recompute the decision by hand.
"""

from dataclasses import dataclass

import numpy as np

from towa.rooms.dunning.core.arrays import FloatArray, IntArray
from towa.rooms.dunning.core.channel import Action
from towa.rooms.dunning.core.exclusion import Exclusion
from towa.rooms.dunning.core.mask import Permission
from towa.rooms.dunning.core.programme import Programme


NOTICEABLE = 0.5
"""Yen from which a difference is worth a word."""


@dataclass(frozen=True)
class Reason:
    """理由."""

    why: str
    next_action_code: str = ""
    next_difference: int = 0
    why_not_next: str = ""


class Reasoner:
    """理由の作成: holds what is needed to give reasons for many people of one plan."""

    def __init__(
        self,
        programme: Programme,
        actions: tuple[Action, ...],
        permission: Permission,
        prices: FloatArray,
        choice: IntArray,
    ) -> None:
        self.programme, self.actions, self.permission = programme, actions, permission
        self.prices, self.choice = prices * programme.signs, choice
        self.scores = programme.scores(prices)
        self.uses: list[list[tuple[IntArray, int]]] = [[] for _ in actions]
        for use in programme.uses:
            self.uses[use.action].append((use.rows, use.amount))

    def excluded(self, item: Exclusion) -> Reason:
        """Reason for someone outside the plan."""
        return Reason(f"除外（{item.term}）: {item.reason}")

    def reason(self, person: int) -> Reason:
        """Reason for someone in the plan."""
        chosen = int(self.choice[person])
        following = self._next_best(person, chosen)
        why = self._why(person, chosen)
        if following is None:
            return Reason(why, why_not_next=self._no_alternative(person))
        difference = self.scores[chosen, person] - self.scores[following, person]
        return Reason(
            why, self.actions[following].code, round(float(difference)), self._why_not(person, chosen, following)
        )

    def _next_best(self, person: int, chosen: int) -> int | None:
        """The open action with the best standing besides the chosen channel's; "none" only where nothing else is open."""
        scores = self.scores[:, person].copy()
        scores[chosen] = -np.inf
        others = np.flatnonzero(np.isfinite(scores))
        if not len(others):
            return None
        return int(others[np.argmax(scores[others])])

    def _why(self, person: int, chosen: int) -> str:
        value = self.programme.value[:, person]
        if chosen:
            highest = value[chosen] >= value[np.isfinite(value)].max() - NOTICEABLE
            tail = "使える手段の中で最も高い値です。" if highest else "容量の価格を差し引くと、最も有利な手段です。"
            return f"「{self.actions[chosen].name}」の効果見込みは {value[chosen]:,.0f}円で、{tail}"
        if not (value[1:] > -np.inf).any():
            return "使える手段がないため、催告しません。" + self._no_alternative(person)
        if value[1:].max() <= 0:
            return "どの手段も費用が効果の見込みを上回るため、催告しません。"
        return "効果の見込みのある手段は、より効果の大きい人で容量が埋まるため、今日は催告しません。"

    def _why_not(self, person: int, chosen: int, following: int) -> str:
        value, name = self.programme.value[:, person], self.actions[following].name
        if not following:
            return "次善は「催告しない」です。催告するほうが有利です。"
        paid = self._paid(person, following)
        head = f"次善の「{name}」の効果見込みは {value[following]:,.0f}円"
        tail = f"、容量の価格（{paid}）を差し引くと {self.scores[following, person]:,.0f}円です。" if paid else "です。"
        if self.scores[following, person] > self.scores[chosen, person] + NOTICEABLE:
            return head + tail + "ただし、その容量に一人分の残りがありません。"
        return head + tail

    def _paid(self, person: int, action: int) -> str:
        """The prices this action would pay for this person: "回線 13～17時 350円" and so on."""
        terms = []
        for rows, amount in self.uses[action]:
            row = int(rows[person])
            price = self.prices[row] * amount if row >= 0 else 0.0
            if abs(price) >= NOTICEABLE:
                terms.append(f"{self.programme.capacities[row].term} {price:,.0f}円")
        return "、".join(terms)

    def _no_alternative(self, person: int) -> str:
        """The masks that close the other channels, each reason once."""
        rules = (self.permission.rule(row, person) for row in range(1, len(self.actions)))
        return "".join(dict.fromkeys(rule.reason for rule in rules if rule is not None))
