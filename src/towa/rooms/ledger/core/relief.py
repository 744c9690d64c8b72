"""Which standings (処分・猶予等) lower or stop the 延滞金, and for which days?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from towa.kernel.period import Period
from towa.law.late_charge import Relief, ReliefKind


EXEMPTING_GROUNDS = ("災害", "震災", "風水害", "火災", "盗難", "病気", "負傷", "疾病")
"""徴収猶予 on these grounds (地方税法15条1項1号・2号) exempts the whole; other grounds only lower the rate."""


@dataclass(frozen=True)
class Standing:
    """処分・猶予等 of an addressee; `ends_on` is its last day, None while it lasts."""

    kind: str
    starts_on: date
    ends_on: date | None
    ground: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def reliefs_of(standings: Iterable[Standing], on: date) -> tuple[Relief, ...]:
    """延滞金の免除・軽減: the periods until `on`, by article."""
    found = (_relief(standing, on) for standing in standings if standing.starts_on <= on)
    return tuple(relief for relief in found if relief is not None)


def _relief(standing: Standing, on: date) -> Relief | None:
    last = on if standing.ends_on is None else standing.ends_on
    if last < standing.starts_on:
        return None
    period = Period.closed(standing.starts_on, last)
    if standing.kind == "enforcement_suspension":
        return Relief(ReliefKind.EXEMPT, period, "地方税法15条の7第1項・15条の9第1項")
    if standing.kind == "collection_deferral" and any(word in standing.ground for word in EXEMPTING_GROUNDS):
        return Relief(ReliefKind.EXEMPT, period, "地方税法15条第1項・15条の9第1項")
    if standing.kind == "collection_deferral":
        return Relief(ReliefKind.DEFERRAL, period, "地方税法15条第1項・15条の9第1項")
    if standing.kind == "realization_deferral":
        return Relief(ReliefKind.DEFERRAL, period, "地方税法15条の5・15条の9第1項")
    return None
