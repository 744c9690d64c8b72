"""調定・期別: who is levied which tax in which fiscal year, how much, and when does each instalment fall due?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Floats, Ints
from sample_town.municipality import FISCAL_YEAR, OLDEST_YEAR
from sample_town.people import CORPORATION, DEAD, MOVED, NON_RESIDENT, PERSON, RESIDENT, People
from towa.kernel.calendar import CALENDAR


RESIDENT_TAX, FIXED_ASSET, LIGHT_VEHICLE, HEALTH_INSURANCE = 0, 1, 2, 3
ITEM_CODES = ("01", "02", "03", "04")
# 納期 by month (31 stands for the month's end; 固定資産税 third instalment: 25 December).
DUE_MONTHS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((6, 31), (8, 31), (10, 31), (1, 31)),
    ((5, 31), (7, 31), (12, 25), (2, 31)),
    ((5, 31),),
    ((7, 31), (8, 31), (9, 31), (10, 31), (11, 31), (12, 25), (1, 31), (2, 31), (3, 31)),
)
NOTIFIED = ((6, 10), (5, 1), (5, 8), (7, 10))
PERIODS = np.array([len(months) for months in DUE_MONTHS])
LIGHT_VEHICLE_AMOUNTS = np.array([2000, 2000, 2400, 3600, 3800, 5000, 6000, 6900, 7200, 10800, 10800, 10800, 12900])
YEAR_CHANGE = 0.06
"""Share of memberships that begin or end between two years."""


@dataclass(frozen=True)
class Liabilities:
    """納税義務: one row per addressee and tax item, the same in every year apart from small changes."""

    person: Ints
    item: Ints
    yearly: Ints
    lives_from: Ints
    lives_until: Ints


@dataclass(frozen=True)
class Levies:
    """調定: one row per notice."""

    person: Ints
    item: Ints
    assessed: Ints
    fiscal: Ints
    amount: Ints
    hard: Bools


@dataclass(frozen=True)
class Instalments:
    """期別調定: one row per notice and period; `levy` points into Levies."""

    levy: Ints
    period: Ints
    amount: Ints
    due: Ints
    statutory: Ints


@lru_cache(maxsize=1)
def due_days() -> Ints:
    """納期限 [item, fiscal year − 2019, period]: moved by law where they fall on a day off."""
    table = np.zeros((4, FISCAL_YEAR - OLDEST_YEAR + 1, 9), np.int32)
    for item, months in enumerate(DUE_MONTHS):
        for year in range(OLDEST_YEAR, FISCAL_YEAR + 1):
            for period, month_day in enumerate(months):
                table[item, year - OLDEST_YEAR, period] = days.number(due_date(year, *month_day))
    return table


def due_date(fiscal_year: int, month: int, day: int) -> date:
    """納期限: month's end where `day` is 31; January to March lie in the next calendar year."""
    year = fiscal_year + (month <= 3)
    nominal = date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if day == 31 else date(year, month, day)
    return CALENDAR.shift_deadline(nominal)


def make_liabilities(rng: np.random.Generator, people: People, means: Floats) -> Liabilities:
    """Who pays what: shares by age, household and kind chosen so that the city levies some twelve billion yen a year.

    `means` scales the amounts of each addressee: who struggles earns and owns less.
    """
    chances = _chances(people)
    owed = rng.random(chances.shape, dtype=np.float32) < chances
    item, person = np.nonzero(owed)
    gone = (people.residence[person] == MOVED) | (people.residence[person] == DEAD)
    changed = people.changed_on[person]
    return Liabilities(
        person=person.astype(np.int32),
        item=item.astype(np.int32),
        yearly=_amounts(rng, people, person, item, means),
        lives_from=np.where(gone | (changed == days.NEVER), 0, changed),
        lives_until=np.where(gone, changed, days.NEVER),
    )


def _chances(people: People) -> Floats:
    adult = (people.age >= 20) & (people.kind == PERSON)
    company = people.kind == CORPORATION
    gone = (people.residence == MOVED) | (people.residence == DEAD)
    owner = np.where(people.age >= 55, 0.62, np.where(people.age >= 35, 0.40, 0.06))
    resident_tax = (
        np.where(gone, 0.45, np.where(people.age >= 65, 0.20, 0.19)) * adult * (people.residence != NON_RESIDENT)
    )
    fixed = np.select([company, people.residence == NON_RESIDENT, people.head], [0.80, 0.97, owner], 0.04 * adult)
    vehicle = np.select([company, people.residence == NON_RESIDENT], [0.30, 0.02], np.where(adult, 0.19, 0.0))
    health = np.where(people.head & adult & (people.residence != NON_RESIDENT), 0.29, 0.0)
    return np.stack([resident_tax, fixed, vehicle, health]).astype(np.float32)


def _amounts(rng: np.random.Generator, people: People, person: Ints, item: Ints, means: Floats) -> Ints:
    """年税額: log-normal by tax item, whole hundreds of yen (地方税法20条の4の2第3項)."""
    company = people.kind[person] == CORPORATION
    median = np.array([118_000, 132_000, 1, 168_000])[item] * np.where(company & (item == FIXED_ASSET), 9.0, 1.0)
    spread = np.where(company, 1.15, np.array([0.85, 0.70, 0.1, 0.75])[item])
    drawn_yen = median * np.exp(spread * rng.standard_normal(len(item), dtype=np.float32))
    yen = np.clip(drawn_yen * means[person], 3_000, np.where(item == HEALTH_INSURANCE, 1_090_000, 40_000_000)).astype(
        np.int64
    )
    vehicles = LIGHT_VEHICLE_AMOUNTS[rng.integers(0, len(LIGHT_VEHICLE_AMOUNTS), len(item))]
    return np.where(item == LIGHT_VEHICLE, vehicles, yen // 100 * 100)


def levies_of_year(rng: np.random.Generator, liabilities: Liabilities, year: int, hard: Floats) -> Levies:
    """調定 of one fiscal year; `hard` is each liability's chance to be left unpaid until the books are closed."""
    size = len(liabilities.item)
    change = rng.random(size, dtype=np.float32)
    amount = (liabilities.yearly * (0.95 + 0.1 * rng.random(size, dtype=np.float32))).astype(np.int64) // 100 * 100
    fixed = liabilities.item == LIGHT_VEHICLE
    late_found = (rng.random(size, dtype=np.float32) < 0.008 * (year > OLDEST_YEAR)) & (
        liabilities.item == RESIDENT_TAX
    )
    first = days.of(year, 1, 1)  # 賦課期日; land and houses are owned from anywhere, and heirs inherit them
    lives_here = (liabilities.lives_from <= first) & (liabilities.lives_until > first)
    kept = (change >= YEAR_CHANGE) & (lives_here | (liabilities.item == FIXED_ASSET))
    return Levies(
        person=liabilities.person[kept],
        item=liabilities.item[kept],
        assessed=(year - late_found[kept]).astype(np.int32),
        fiscal=np.full(int(kept.sum()), year, np.int32),
        amount=np.where(fixed, liabilities.yearly, amount)[kept],
        hard=rng.random(int(kept.sum()), dtype=np.float32) < hard[kept],
    )


def make_instalments(levies: Levies) -> Instalments:
    """期別調定: equal parts; fractions under 1,000 yen all go to the first instalment (地方税法20条の4の2第6項)."""
    periods = PERIODS[levies.item]
    levy = np.repeat(np.arange(len(periods), dtype=np.int32), periods)
    period = (np.arange(len(levy)) - np.repeat(np.cumsum(periods) - periods, periods)).astype(np.int32)
    part = levies.amount // periods // 1000 * 1000
    first = levies.amount - part * (periods - 1)
    amount = np.where(period == 0, first[levy], part[levy])
    due = due_days()[levies.item[levy], levies.fiscal[levy] - OLDEST_YEAR, period]
    statutory = due_days()[levies.item[levy], levies.assessed[levy] - OLDEST_YEAR, period]
    kept = amount > 0
    return Instalments(levy[kept], period[kept] + 1, amount[kept], due[kept], statutory[kept])


__all__ = ["RESIDENT", "Instalments", "Levies", "Liabilities", "levies_of_year", "make_instalments", "make_liabilities"]
