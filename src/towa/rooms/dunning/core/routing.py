"""Who is contacted how today? The one front door of the room: `route(targets, office, on) -> Routing` (振り分け計画).

Exclusions, masks, values, the allocation by prices (`solving.py`) and the small random share for learning happen behind it. The
result holds the choice for every person, proves how good the plan is (upper bound) and tells every reason in Japanese.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from towa.rooms.dunning.core import exclusion as stop
from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray, TextArray
from towa.rooms.dunning.core.baseline import office_rule, score_greedy
from towa.rooms.dunning.core.channel import Action, actions_of
from towa.rooms.dunning.core.decision import CapacityUse, Comparison, Decision
from towa.rooms.dunning.core.mask import Permission, permit
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.price_words import in_words
from towa.rooms.dunning.core.problem_of import problem_of
from towa.rooms.dunning.core.programme import Capacity, Programme, build_programme
from towa.rooms.dunning.core.random_share import draw
from towa.rooms.dunning.core.reason import Reasoner
from towa.rooms.dunning.core.solving import SOLVERS, usage_of, worth_of
from towa.rooms.dunning.core.target import Targets
from towa.rooms.dunning.core.value import Estimate, estimate, explain_value


@dataclass(frozen=True, eq=False)
class Routing:
    """振り分け計画: the plan of one day. People stand in canonical order (by id)."""

    on: date
    office: OfficeSettings
    actions: tuple[Action, ...]
    targets: Targets
    """Everyone, excluded people too."""
    exclusion: TextArray
    choice: IntArray
    """Position in `actions` per person; 0 = none."""
    permission: Permission
    estimate: Estimate
    programme: Programme
    """Over everyone; excluded people have only "none"."""
    solver: str
    """How it was solved: a key of `solving.SOLVERS`."""
    planned: IntArray
    """What the plan gave before the lot for learning; differs from `choice` for few."""
    drawn: BoolArray
    """学習のための無作為な割当て: whom the lot took."""
    probability: FloatArray
    """Of the action given, per person (`random_share.py`)."""
    objective: float
    """Expected yen of what people are given."""
    planned_objective: float
    """Expected yen of what the plan gave before the lot."""
    bound: float
    """No plan under these limits can be worth more."""
    prices: FloatArray
    usage: IntArray
    split_people: IntArray
    """People of a class of identical circumstances that a limit divided (published rule: `classes.py`)."""

    @property
    def gap(self) -> float:
        """上限との差の割合 of the plan before the lot: (bound - planned objective) / bound; 0 for an empty plan."""
        return (self.bound - self.planned_objective) / self.bound if self.bound > 0 else 0.0

    @property
    def random_cost(self) -> float:
        """無作為な割当ての費用: yen that the lot costs today."""
        return self.planned_objective - self.objective

    def place_of(self, addressee_id: int) -> int:
        """Position of this person. Raises `KeyError` for someone who is not in the plan."""
        place = int(np.searchsorted(self.targets.addressee_id, addressee_id))
        if place >= len(self.targets) or self.targets.addressee_id[place] != addressee_id:
            raise KeyError(addressee_id)
        return place

    def rows(self) -> list[Decision]:
        """一覧: one decision per person, in canonical order, excluded people too."""
        return self._decisions(np.arange(len(self.targets)))

    def decision(self, addressee_id: int) -> Decision:
        """The decision on one person. Raises `KeyError`."""
        return self._decisions(np.array([self.place_of(addressee_id)]))[0]

    def _decisions(self, places: IntArray) -> list[Decision]:
        reasoner = Reasoner(
            self.programme, self.actions, self.permission, self.prices, self.choice, self.split_people, self.planned
        )
        divided = np.isin(places, self.split_people)
        return [self._decision(int(place), reasoner, bool(told)) for place, told in zip(places, divided, strict=True)]

    def _decision(self, place: int, reasoner: Reasoner, divided: bool) -> Decision:
        action, code = self.actions[self.choice[place]], str(self.exclusion[place])
        reason = reasoner.excluded(stop.exclusion(code)) if code else reasoner.reason(place)
        return Decision(
            addressee_id=int(self.targets.addressee_id[place]),
            action_code=action.code,
            action_name=action.name,
            channel_code=action.channel.code,
            team=action.team,
            slot=action.slot.code if action.slot else "",
            value=round(float(self.programme.value[self.choice[place], place])),
            cost=action.cost,
            exclusion_code=code,
            why=reason.why,
            next_action_code=reason.next_action_code,
            next_difference=reason.next_difference,
            why_not_next=reason.why_not_next,
            divided=divided,
            drawn=bool(self.drawn[place]),
            probability=float(self.probability[place]),
        )

    def explain(self, addressee_id: int) -> list[str]:
        """効果見込みの説明: the terms of the chosen action's value, line by line."""
        place = self.place_of(addressee_id)
        return explain_value(self.estimate, self.actions, place, int(self.choice[place]))

    def closed_actions(self, addressee_id: int) -> list[tuple[str, str]]:
        """使えない手段: (name of the action, reason) for every action the masks close to this person."""
        place = self.place_of(addressee_id)
        rules = ((action.name, self.permission.rule(row, place)) for row, action in enumerate(self.actions))
        return [(name, rule.reason) for name, rule in rules if rule is not None]

    def capacities(self) -> list[CapacityUse]:
        """容量の一覧: limit, use and price of every row."""
        lines = zip(self.programme.capacities, self.usage, self.prices, strict=True)
        return [_capacity_use(item, int(used), float(price)) for item, used, price in lines]

    def per_channel(self) -> dict[str, int]:
        """手段別の件数: people per channel code, without "none"."""
        chosen = Counter(self.actions[place].channel.code for place in self.choice if place)
        return {code: chosen[code] for code in dict.fromkeys(a.channel.code for a in self.actions) if chosen[code]}

    def per_exclusion(self) -> dict[str, int]:
        """除外事由別の人数."""
        return stop.counts(self.exclusion)

    def comparisons(self) -> list[Comparison]:
        """経験則との比較: the same people, masks and limits, two usual rules of thumb."""
        plans = (
            ("office_rule", "滞納額の大きい順に、決まった順番の手段を割り当てる方法", office_rule),
            ("score_greedy", "効果見込みの大きい順に割り当てる方法", score_greedy),
        )
        people = np.arange(len(self.targets))
        made = []
        for code, term, rule in plans:
            objective = float(self.programme.value[rule(self.programme, self.actions, self.targets), people].sum())
            made.append(Comparison(code, term, objective, objective / self.bound if self.bound > 0 else 1.0))
        return made

    def summary(self) -> str:
        """要約: how many, how much, and how near the plan is to the proven limit, in words."""
        included = int(np.count_nonzero(self.exclusion == ""))
        contacted = int(np.isin(self.choice, [j for j, a in enumerate(self.actions) if a.channel.reaches]).sum())
        share = 100.0 if self.bound <= 0 else 100 * self.planned_objective / self.bound
        lot = (
            f"学習のための無作為な割当て（{int(self.drawn.sum()):,}人）の費用は {self.random_cost:,.0f}円です。"
            if self.drawn.any()
            else ""
        )
        return (
            f"滞納者 {len(self.targets):,}人のうち、対象は {included:,}人、除外は {len(self.targets) - included:,}人です。"
            f"{contacted:,}人に催告し、効果見込みの合計は {self.objective:,.0f}円です。"
            f"この計画は理論上の上限の {_floor_percent(share)} % です。{lot}"
        )


def _floor_percent(share: float) -> str:
    """Cut, not rounded: a plan that is not optimal must not read 100.00 %."""
    return f"{np.floor(share * 100 + 1e-7) / 100:.2f}"


def _capacity_use(item: Capacity, used: int, price: float) -> CapacityUse:
    line = CapacityUse(
        code=item.code,
        term=item.term,
        unit=item.unit,
        limit=item.limit // item.scale,
        used=-(-used // item.scale),
        at_least=item.at_least,
        price=round(price * item.scale, 2),
    )
    return replace(line, price_words=in_words(line))


def route(targets: Targets, office: OfficeSettings, on: date, *, solver: str = "prices") -> Routing:
    """振り分け計画の作成: the best allowed action for everyone under the office's limits on this day.

    The answer depends on neither the order of the people nor the number of threads. `solver` is a key of `solving.SOLVERS`:
    "highs" is the slow plain twin. Raises `InfeasiblePlan` (solver.py) naming the minimum quotas that cannot be met.
    """
    targets = targets.take(targets.canonical_order())
    actions = actions_of(office)
    included, codes = stop.split(targets, office, on)
    permission = permit(targets, actions, office, on)
    made = estimate(targets, actions, office, on)
    programme = build_programme(targets, actions, made.value, permission.allowed & included, office)
    solved = SOLVERS[solver](programme, targets, on)
    lot = draw(problem_of(programme, targets, on), solved.choice, included, office.random_share, on)
    return Routing(
        on=on,
        office=office,
        actions=actions,
        targets=targets,
        exclusion=codes,
        choice=lot.choice,
        permission=permission,
        estimate=made,
        programme=programme,
        solver=solver,
        planned=solved.choice,
        drawn=lot.drawn,
        probability=lot.probability,
        objective=worth_of(programme, lot.choice),
        planned_objective=worth_of(programme, solved.choice),
        bound=solved.bound,
        prices=solved.prices,
        usage=usage_of(programme, lot.choice),
        split_people=solved.divided,
    )
