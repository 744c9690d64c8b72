"""Is this plan like the ones before it? Figures that an officer should look at twice before releasing it (確定前の点検)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from towa.rooms.dunning.core.lot import lots
from towa.rooms.dunning.core.office import ReleaseGate


@dataclass(frozen=True)
class ChannelCheck:
    """手段ごとの点検: people of one channel beside the released plans before; `plans` = 0: there is nothing to compare."""

    channel: str
    people: int
    share: float
    """Percent of everyone in the plan."""
    plans: int
    middle: float
    """Median of the released plans before."""
    lowest: int
    highest: int
    deviation: float | None
    """Percent away from the median; None where there is nothing to compare, or where the median is 0 and people are not."""
    unusual: bool


def channel_checks(
    now: Mapping[str, int], before: Sequence[Mapping[str, int]], gate: ReleaseGate
) -> tuple[ChannelCheck, ...]:
    """手段ごとの点検: people per channel of this plan and of the released plans before (each without unused channels).

    Unusual is a channel further from its median than the setting, and further than chance explains in small numbers.
    """
    channels = dict.fromkeys([*now, *(code for plan in before for code in plan)])
    people = sum(now.values())
    return tuple(
        _check(code, now.get(code, 0), people, [plan.get(code, 0) for plan in before], gate) for code in channels
    )


def _check(code: str, count: int, people: int, before: Sequence[int], gate: ReleaseGate) -> ChannelCheck:
    middle = float(median(before)) if before else 0.0
    apart = abs(count - middle)
    deviation = 100 * (count - middle) / middle if middle else (0.0 if before and not count else None)
    enough = len(before) >= gate.plans_needed and apart >= gate.least_people
    return ChannelCheck(
        channel=code,
        people=count,
        share=100 * count / people if people else 0.0,
        plans=len(before),
        middle=middle,
        lowest=min(before, default=0),
        highest=max(before, default=0),
        deviation=deviation,
        unusual=enough and apart * 100 > gate.deviation_percent * middle,
    )


def sample_of(ids: Sequence[int], plan_id: int, size: int) -> list[int]:
    """抜き取り: the same people for everybody who looks at this plan, and nobody can choose them."""
    drawn = lots(ids, f"plan {plan_id}", "sample")
    return [ids[place] for place in sorted(range(len(ids)), key=drawn.__getitem__)[:size]]
