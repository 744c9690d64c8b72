"""Does the plan come out again as it was decided, from what was kept? Every figure bit by bit (再計算)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any

import numpy as np
from pydantic import ValidationError

from towa.rooms.dunning.core.allocation import allocate
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.plan_record import PEOPLE, PROBLEM, RESULT, PlanFile, file_of
from towa.rooms.dunning.core.rest_of_day import DayState, rest_file, rest_of_day
from towa.rooms.dunning.core.routing import Routing, route


TERMS = {
    "value": "効果見込み",
    "minutes": "時間",
    "cell": "区分",
    "count_use": "容量の使用",
    "minute_use": "時間の使用",
    "limit": "容量の上限",
    "ids": "宛名",
    "priority": "公表した順",
    "prices": "容量の価格",
    "planned": "計画の手段",
    "choice": "割り当てた手段",
    "drawn": "無作為な割当て",
    "probability": "割り当てる確率",
    "split_people": "分けられた人",
    "given": "前の手段",
    "planned_objective": "効果見込みの合計",
    "bound": "理論上の上限",
}


@dataclass(frozen=True, eq=False)
class Recomputed:
    """再計算の結果. `differences` names what did not come out the same, in Japanese; empty = bit-equal."""

    routing: Routing | None
    """The day's first plan made again: it explains each decision. None where this program cannot read the settings any more."""
    differences: tuple[str, ...]
    by_numbers: bool
    """Whether the plan comes out of the kept planning problem alone: true for as long as the allocation is the same, even where
    facts are read or valued differently today. The twin's plans are not asked this way."""

    @property
    def same(self) -> bool:
        return not self.differences


def recompute(stored: PlanFile, first: PlanFile | None = None) -> Recomputed:
    """再計算: masks, values, problem, plan, lot and prices anew from the kept facts and settings.

    Of the rest of a day, `first` is the day's first plan; without it `ValueError`.
    """
    begin = stored if stored.rest is None else first
    if begin is None:
        raise ValueError("残りの計画の再計算には、その日の最初の計画の記録が要ります。")
    by_numbers = _by_numbers(begin)
    try:
        office = OfficeSettings.model_validate(begin.settings)
    except ValidationError:
        return Recomputed(None, ("設定（今のプログラムでは読めません）",), by_numbers)
    routing = route(begin.targets, office, begin.on, solver=begin.solver)
    differences = list(_differences(begin, file_of(routing, begin.versions)))
    if stored.rest is not None:
        differences += _differences(stored, _rest_again(begin, stored))
    return Recomputed(routing, tuple(dict.fromkeys(differences)), by_numbers)


def _by_numbers(first: PlanFile) -> bool:
    if first.solver != "prices":
        return False
    made = allocate(first.problem)
    return _same(made.choice, first.planned) and _same(made.price, first.prices)


def _rest_again(first: PlanFile, stored: PlanFile) -> PlanFile:
    head = stored.rest
    assert head is not None  # noqa: S101 - asked by the caller
    people = {name: frozenset(getattr(head, name)) for name in PEOPLE}
    state = DayState(time.fromisoformat(head.at), left=head.left, **people)
    rest = rest_of_day(first, state, given=stored.given, wider=head.wider)
    return rest_file(first, head.follows, rest, stored.versions, wider=head.wider)


def _differences(kept: PlanFile, made: PlanFile) -> Iterator[str]:
    for name in PROBLEM:
        if not _same(getattr(kept.problem, name), getattr(made.problem, name)):
            yield TERMS[name]
    for name in (*RESULT, "planned_objective", "bound"):
        if not _same(getattr(kept, name), getattr(made, name)):
            yield TERMS[name]


def _same(kept: Any, made: Any) -> bool:
    """Bit by bit: the same type, shape and bytes."""
    left, right = np.asarray(kept), np.asarray(made)
    return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
