"""What was decided, how good is it, and why this action for this person?"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from towa.rooms.dunning.core.allocation.picture import RowUse, drawn
from towa.rooms.dunning.core.allocation.problem import Problem
from towa.rooms.dunning.core.allocation.table import columns_of, write_parquet
from towa.rooms.dunning.core.arrays import AnyArray, FloatArray, IntArray


SPLIT, TIED, ROOM = "split", "tied", "room"
REASONS = {
    SPLIT: "同じ事情の人を制限が分けたため、公表した規則（順位、くじ）で決めました。",
    TIED: "この価格では両方の手段が同じ値です。制限にちょうど収まる方になりました。",
    ROOM: "価格どおりの手段には、一人分の残りがないか、残りを使い切るために移りました。",
}
"""Why somebody does not have the action that is best at the prices."""


@dataclass(frozen=True)
class Moved:
    """移った人: someone whose action is not the best at the prices."""

    person: int
    """Place in the problem."""
    wanted: int
    """Action that is best at the prices (the lowest number among equals)."""
    given: int
    loss: float
    """Yen at the prices."""
    reason: str
    """`SPLIT`, `TIED` or `ROOM`."""

    @property
    def told(self) -> str:
        """理由 in words."""
        return REASONS[self.reason]


@dataclass(frozen=True)
class Charge:
    """価格の支払い: what one action pays to one row."""

    row: str
    use: float
    price: float
    yen: float


@dataclass(frozen=True)
class Option:
    """選択肢: one action for one person."""

    action: str
    value: float
    charges: tuple[Charge, ...]
    score: float
    """Value less charges."""


@dataclass(frozen=True)
class Explained:
    """説明: everything by which one decision can be recomputed by hand."""

    person: object
    given: Option
    next_best: Option | None
    margin: float
    """Yen by which the given action beats the next best at the prices; negative for people who were moved."""
    change: str
    """What would change it."""
    moved: Moved | None


@dataclass(frozen=True, eq=False)
class Allocation:
    """割当: the plan, its proof, its prices."""

    problem: Problem
    choice: IntArray
    """[n]"""
    objective: float
    bound: float
    """No plan can be worth more."""
    price: FloatArray
    """[m] yen that one more unit of each limit is worth at the margin."""
    usage: FloatArray
    moved: tuple[Moved, ...]
    timings: dict[str, float]
    """Seconds per stage."""

    @property
    def gap(self) -> float:
        """上限との差の割合: (bound - objective) / |bound|."""
        missing = self.bound - self.objective
        return missing / abs(self.bound) if self.bound else (0.0 if missing <= 0 else float("inf"))

    def option(self, person: int, action: int) -> Option:
        """選択肢: value, charges and score of one action for one person."""
        problem, cell = self.problem, int(self.problem.cell[person])
        use = problem.count_use[:, cell, action] + problem.minute_use[:, cell, action] * int(problem.minutes[person])
        charges = tuple(
            Charge(problem.row_names[row], float(use[row]), float(self.price[row]), float(use[row] * self.price[row]))
            for row in np.flatnonzero((use != 0) & (self.price != 0))
        )
        value = float(problem.value[action, person])
        return Option(problem.action_names[action], value, charges, value - sum(charge.yen for charge in charges))

    def explain(self, person: int) -> Explained:
        """説明: value, prices paid, margin to the next best, what would change it. Raises `IndexError`."""
        given = int(self.choice[person])
        options = [self.option(person, action) for action in range(self.problem.actions)]
        open_others = [j for j in range(len(options)) if j != given and np.isfinite(options[j].value)]
        next_best = options[max(open_others, key=lambda j: (options[j].score, -j))] if open_others else None
        margin = options[given].score - next_best.score if next_best else float("inf")
        moved = self._moved_by_person.get(person)
        who = self.problem.ids[person] if self.problem.ids is not None else person
        return Explained(who, options[given], next_best, margin, _change(options[given], next_best, margin), moved)

    def as_columns(self) -> dict[str, AnyArray]:
        """一覧: one column per fact, one line per person, for Parquet or a data frame."""
        return columns_of(self)

    def write_parquet(self, path: Path | str) -> None:
        """Parquetに書く: `as_columns`, with objective, bound, limits, usage and prices in the file's metadata. Needs Polars."""
        write_parquet(self, Path(path))

    def plot(self) -> str:
        """図: used, limit and price of every row, as SVG. Needs Altair and vl-convert."""
        names, limits = self.problem.row_names, self.problem.limit.tolist()
        parts = zip(names, self.usage.tolist(), limits, self.price.tolist(), strict=True)
        return drawn(
            tuple(RowUse(*part) for part in parts), f"値の合計 {self.objective:,.0f}円、上限との差 {self.gap:.3%}"
        )

    @cached_property
    def _moved_by_person(self) -> dict[int, Moved]:
        return {item.person: item for item in self.moved}


def _change(given: Option, next_best: Option | None, margin: float) -> str:
    if next_best is None:
        return "ほかに許された手段がありません。"
    if margin < 0:
        return f"価格だけなら「{next_best.action}」です（差 {-margin:,.0f}円）。制限を守るためにこうなりました。"
    paid = max(given.charges, key=lambda charge: charge.yen, default=None)
    tail = (
        f"「{paid.row}」の価格が1単位あたり {margin / paid.use:,.2f}円を超えて上がる" if paid and paid.yen > 0 else ""
    )
    other = f"「{next_best.action}」の値が {margin:,.0f}円を超えて上がる"
    return f"{other}{'か、' + tail if tail else ''}と変わります。"
