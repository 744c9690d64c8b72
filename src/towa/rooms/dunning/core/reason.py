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
DIVIDED = "同じ条件の人が多く、全員には行き渡らないため、納期限の古い順（同じ日はくじ）で決めました。"
DRAWN = "学習のための無作為な割当てです。くじで選ばれた人に、使える手段のどれかを等しい確率で割り当てます。"


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
        divided: IntArray,
        planned: IntArray,
    ) -> None:
        self.programme, self.actions, self.permission = programme, actions, permission
        self.prices, self.choice, self.planned = prices * programme.signs, choice, planned
        self.divided = frozenset(divided.tolist())
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
        planned = int(self.planned[person])
        if chosen != planned:
            why = self._why_drawn(person, chosen, planned)
        else:
            why = self._why_chosen(person, chosen) if chosen else self._why_none(person)
        if person in self.divided:
            why += DIVIDED
        following = self._next_best(person, chosen)
        if following is None:
            return Reason(why, why_not_next=self._closed(person) or "ほかに使える手段はありません。")
        difference = round(float(self.scores[chosen, person] - self.scores[following, person]))
        return Reason(why, self.actions[following].code, difference, self._why_not(person, chosen, following))

    def _next_best(self, person: int, chosen: int) -> int | None:
        """次善: the open action of another channel with the best standing; another slot of the same channel tells little."""
        channel = self.actions[chosen].channel
        scores = [
            -np.inf if a.channel is channel else s for a, s in zip(self.actions, self.scores[:, person], strict=True)
        ]
        best = int(np.argmax(scores))
        return best if np.isfinite(scores[best]) else None

    def _why_chosen(self, person: int, chosen: int) -> str:
        value = self.programme.value[:, person]
        head = f"「{self.actions[chosen].name}」の効果見込みは {value[chosen]:,.0f}円で、"
        better = int(np.argmax(self.scores[:, person]))
        if self.scores[better, person] > self.scores[chosen, person] + NOTICEABLE:
            full = (
                "最低接触件数があるためです。"
                if not better
                else f"より有利な「{self.actions[better].name}」に一人分の残りがないためです。"
            )
            return head + full
        if value[chosen] >= value.max() - NOTICEABLE:
            return head + "使える手段の中で最も高い値です。"
        return head + "容量の価格を差し引くと、使える手段の中で最も有利です。"

    def _why_drawn(self, person: int, chosen: int, planned: int) -> str:
        value = self.programme.value[chosen, person]
        return f"{DRAWN}「{self.actions[chosen].name}」の効果見込みは {value:,.0f}円です（計画では「{self.actions[planned].name}」）。"

    def _why_none(self, person: int) -> str:
        value = self.programme.value[1:, person]
        if not np.isfinite(value).any():
            return "使える手段がないため、催告しません。" + self._closed(person)
        if value.max() <= 0:
            return "どの手段も費用が効果の見込みを上回るため、催告しません。"
        return "効果の見込みのある手段の容量が、より効果の大きい人で埋まるため、今日は催告しません。"

    def _why_not(self, person: int, chosen: int, following: int) -> str:
        if not following:
            return "次善は「催告しない」です。ほかの手段は、容量の価格を差し引くと催告しないより不利です。"
        value, score = self.programme.value[following, person], self.scores[following, person]
        head = f"次善の「{self.actions[following].name}」の効果見込みは {value:,.0f}円"
        paid = self._paid(person, following)
        tail = f"、容量の価格（{paid}）を差し引くと {score:,.0f}円です。" if paid else "です。"
        if score > self.scores[chosen, person] + NOTICEABLE and chosen == self.planned[person]:
            tail += "ただし、その容量に一人分の残りがありません。"
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

    def _closed(self, person: int) -> str:
        """The masks that close the other channels, each reason once."""
        rules = (self.permission.rule(row, person) for row in range(1, len(self.actions)))
        return "".join(dict.fromkeys(rule.reason for rule in rules if rule is not None))
