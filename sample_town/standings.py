"""処分・猶予等: deferrals, suspensions, seizures, objections, suppressed demands of people who owe."""

from dataclasses import dataclass

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Floats, Ints, joined
from sample_town.people import DEAD, MOVED, Homes, People
from sample_town.scenario import FLOOD_DEFERRED_SHARE, Scenario
from sample_town.willingness import flood_day, flooded, today


DEFERRAL, REALIZATION, SUSPENSION, SEIZURE, PLAN, OBJECTION, SUPPRESSION = 11, 12, 21, 31, 41, 51, 61
GROUNDS = (
    "",
    "災害による損失",
    "病気・負傷",
    "事業の著しい損失",
    "事業の休廃業",
    "財産なし",
    "生活困窮",
    "所在・財産不明",
    "預金差押",
    "給与差押",
    "不動産差押",
    "賦課に対する審査請求",
    "送付先調査中",
    "分割納付誓約",
)


@dataclass(frozen=True)
class Standings:
    """処分・猶予等: one row per standing."""

    person: Ints
    kind: Ints
    starts: Ints
    ends: Ints
    amount: Ints
    ground: Ints


@dataclass(frozen=True)
class Practice:
    """運用: whom a standing of this kind meets."""

    kind: int
    share: tuple[float, float]
    """Slice of the people (by one random number each, so that the kinds seldom meet in one person)."""
    least: int
    """円: owed at least so much."""
    old_only: bool
    grounds: tuple[int, ...]
    days_back: int
    days_long: int = 0
    """0: without an end."""


PRACTICES = (
    Practice(SEIZURE, (0.94, 1.0), 30_000, True, (8, 9, 10), 700),
    Practice(DEFERRAL, (0.35, 0.359), 20_000, False, (1, 2, 3, 4), 300, 365),
    Practice(REALIZATION, (0.40, 0.411), 50_000, False, (3, 4), 300, 365),
    Practice(OBJECTION, (0.50, 0.502), 0, False, (11,), 150),
    Practice(SUPPRESSION, (0.60, 0.606), 0, False, (12,), 120, 180),
)
SUSPENDED_GONE = Practice(SUSPENSION, (0.0, 0.16), 0, True, (5, 7), 900)
SUSPENDED = Practice(SUSPENSION, (0.0, 0.035), 0, True, (5, 6, 7), 900)
"""執行停止 meets mostly those who died or moved away."""


def other_standings(
    rng: np.random.Generator, people: People, homes: Homes, owed: Ints, old: Bools, scenario: Scenario
) -> Standings:
    """猶予・停止・差押ほか; `owed` is the overdue amount, `old` whether some of it is carried over."""
    chance = rng.random(len(owed))
    gone = (people.residence == DEAD) | (people.residence == MOVED)
    parts = [_draw(rng, practice, chance, owed, old) for practice in PRACTICES]
    parts.append(_draw(rng, SUSPENDED_GONE, chance, owed, old & gone))
    parts.append(_draw(rng, SUSPENDED, chance, owed, old & ~gone))
    if scenario.flooded_districts:
        hit = flooded(people, homes, scenario) & (owed > 0) & (rng.random(len(owed)) < FLOOD_DEFERRED_SHARE)
        parts.append(_after_the_flood(np.nonzero(hit)[0], owed))
    return joined(parts)


def _draw(rng: np.random.Generator, practice: Practice, chance: Floats, owed: Ints, old: Bools) -> Standings:
    low, high = practice.share
    met = (owed > practice.least) & (chance >= low) & (chance < high)
    person = np.nonzero(met & old if practice.old_only else met)[0]
    starts = today() - rng.integers(5, practice.days_back, len(person))
    ends = starts + practice.days_long if practice.days_long else np.full(len(person), days.NEVER)
    ground = rng.choice(np.array(practice.grounds), len(person))
    return standings_of(person, practice.kind, starts, ends, owed[person], ground)


def _after_the_flood(person: Ints, owed: Ints) -> Standings:
    starts = np.full(len(person), flood_day() + 14)
    return standings_of(person, DEFERRAL, starts, starts + 365, owed[person], np.full(len(person), 1))


def standings_of(person: Ints, kind: int, starts: Ints, ends: Ints, amount: Ints, ground: Ints) -> Standings:
    """Rows of one kind."""
    kinds = np.full(len(person), kind)
    return Standings(person.astype(np.int32), kinds, starts, ends, amount, ground)
