"""納付行動 (planted truth): who pays in time, who forgets, who struggles, who does not pay; and when is each instalment paid?

The program never sees this. Shares and chances are chosen so that the town's collection rates come out near the line
of the seed: 現年 99.2 %, 滞納繰越 28.8 %, total 97.5 % (see README).
"""

from dataclasses import dataclass

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Floats, Ints
from sample_town.municipality import AS_OF, DISTRICTS, FISCAL_YEAR, OLDEST_YEAR, streets
from sample_town.people import CORPORATION, DEAD, MOVED, NON_RESIDENT, Homes, People
from sample_town.scenario import FLOODED_ON, Scenario
from sample_town.taxes import FIXED_ASSET, Instalments, Levies, Liabilities


PROMPT, FORGETFUL, STRUGGLING, CHRONIC = 0, 1, 2, 3
WILLINGNESS = ("prompt", "forgetful", "struggling", "chronic")
SHARES = np.array([0.29, 0.61, 0.078, 0.022])
HARD = np.array([0.0003, 0.0017, 0.095, 0.64], np.float32)
"""Chance that a levy of this person is left unpaid until the books of its year are closed."""
HARD_INSTALMENT = 0.85
LATE = np.array([0.03, 0.0, 0.60, 0.70], np.float32)
"""Chance that an instalment is paid late, though before the closing (of the forgetful: see below)."""
SLIP_YEARS, SLIPPING, NOT_SLIPPING = 0.415, 0.90, 0.035
"""A forgetful person slips in some years (a move, an illness, a new bank account), rarely in two on end."""
YEARLY_STEP = 0.35
LAG_MEDIAN = np.array([44.0, 60.0], np.float32)
"""Days after the due date, of a levy that will be paid and of one that will not be paid whole."""
MEANS = np.array([1.0, 0.95, 0.69, 0.54])
"""Their yearly amounts against the average."""
LAG_SPREAD = 0.95
YEARLY_HAZARD = 0.28
"""After the closing what is left comes in by exp(−0.28) a year: 24 % (with plans 29 %) within the first."""
CLOSING = (5, 31)
"""出納整理期間の末日."""


@dataclass(frozen=True)
class Payment:
    """納付: one row per instalment; `paid` is the day on which it is paid in full (NEVER: not until 2057)."""

    paid: Ints
    in_time: Bools
    hard: Bools


def draw_willingness(rng: np.random.Generator, people: People) -> Ints:
    """納付意識: those who moved away, died or are young are harder; owners from afar forget more."""
    size = len(people.home)
    weight = np.ones(size)
    weight = np.where(people.residence == MOVED, 3.0, weight)
    weight = np.where(people.residence == DEAD, 2.6, weight)
    weight = np.where(people.residence == NON_RESIDENT, 1.4, weight)
    weight = np.where((people.age < 40) & (people.age >= 18), weight * 1.45, weight)
    weight = np.where(people.age >= 65, weight * 0.55, weight)
    weight = np.where(people.kind == CORPORATION, 0.55, weight)
    edges = 1 - np.cumsum(SHARES)[None, :3]
    chance = rng.random(size)
    ranks = np.minimum(edges * weight[:, None], [[0.95, 0.40, 0.16]])
    return np.asarray((chance[:, None] < ranks).sum(axis=1), np.int32)


def hardness(people: People, liabilities: Liabilities, willingness: Ints) -> Floats:
    """Chance per liability to be left unpaid; large companies' property tax is always paid in the end."""
    chance = HARD[willingness[liabilities.person]]
    large = (liabilities.yearly > 700_000) | (
        (people.kind[liabilities.person] == CORPORATION)
        & (liabilities.item == FIXED_ASSET)
        & (liabilities.yearly > 400_000)
    )
    return np.where(large, chance * 0.05, chance).astype(np.float32)


def draw_payments(rng: np.random.Generator, levies: Levies, instalments: Instalments, late: Floats) -> Payment:
    """納付日 of each instalment; `late` is the chance to pay late of the person of each levy."""
    size = len(instalments.levy)
    hard = levies.hard[instalments.levy] & (rng.random(size, dtype=np.float32) < HARD_INSTALMENT)
    is_late = rng.random(size, dtype=np.float32) < late
    early = np.minimum(rng.standard_exponential(size, dtype=np.float32) * 8, 26).astype(np.int32)
    paid = instalments.due - early
    closing = closing_days(levies.fiscal)[instalments.levy]
    lag = _lags(rng, levies, instalments, is_late)
    paid[is_late] = np.minimum(
        instalments.due[is_late] + lag, closing[is_late] - rng.integers(0, 60, int(is_late.sum()))
    )
    rest = rng.standard_exponential(int(hard.sum()), dtype=np.float32) * (365 / YEARLY_HAZARD)
    paid[hard] = closing[hard] + 1 + np.minimum(rest, 9000).astype(np.int32)
    return Payment(paid, ~is_late & ~hard, hard)


def _lags(rng: np.random.Generator, levies: Levies, instalments: Instalments, is_late: Bools) -> Ints:
    median = LAG_MEDIAN[levies.hard[instalments.levy][is_late].astype(np.int8)]
    lag = median * np.exp(LAG_SPREAD * rng.standard_normal(int(is_late.sum()), dtype=np.float32))
    return np.asarray(1 + np.minimum(lag, 330), np.int32)


def closing_days(fiscal: Ints) -> Ints:
    """出納閉鎖 (31 May after the fiscal year) of each levy."""
    years = np.arange(2000, FISCAL_YEAR + 2)
    table = np.array([days.of(int(year) + 1, *CLOSING) for year in years], np.int32)
    return np.asarray(table[fiscal - 2000])


def lateness(people: People, homes: Homes, willingness: Ints, phase: Floats, year: int, scenario: Scenario) -> Floats:
    """Chance to pay late per addressee in one year of this scenario; the forgetful slip in some years only."""
    slips = (phase + YEARLY_STEP * (year - OLDEST_YEAR)) % 1 < SLIP_YEARS
    forgetful = np.where(slips, SLIPPING, NOT_SLIPPING)
    chance = np.where(willingness == FORGETFUL, forgetful, LATE[willingness]) * scenario.late_factor
    if scenario.flooded_districts:
        chance = np.where(flooded(people, homes, scenario), np.maximum(chance, 0.5), chance)
    return np.asarray(np.minimum(chance, 0.95), np.float32)


def flooded(people: People, homes: Homes, scenario: Scenario) -> Bools:
    """被災地区: whose house stands in one of the first districts."""
    inside = homes.outside[people.home] == 0
    district = homes.street[people.home] * DISTRICTS // len(streets())
    return np.asarray(inside & (district < scenario.flooded_districts))


def flood_day() -> int:
    """The day of the flood."""
    return days.of(*FLOODED_ON)


def today() -> int:
    """基準日 as a number."""
    return days.number(AS_OF)
