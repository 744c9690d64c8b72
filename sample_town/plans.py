"""分納・処分・猶予等: instalment plans kept and broken, deferrals, suspensions, seizures, objections, suppressed demands."""

from dataclasses import dataclass

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Ints, drawn, joined
from sample_town.people import DEAD, MOVED, Homes, People
from sample_town.receipts import PLAN_PREFERENCE, Slips
from sample_town.scenario import FLOOD_DEFERRED_SHARE, Scenario
from sample_town.taxes import Instalments, Levies
from sample_town.willingness import Payment, flood_day, flooded, today


PLAN_SHARE, KEPT_SHARE = 0.24, 0.62
LONGEST_PLAN = 36
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
DEFERRAL, REALIZATION, SUSPENSION, SEIZURE, PLAN, OBJECTION, SUPPRESSION = 11, 12, 21, 31, 41, 51, 61


@dataclass(frozen=True)
class Standings:
    """処分・猶予等: `amount` 0 means the field is blank."""

    person: Ints
    kind: Ints
    starts: Ints
    ends: Ints
    amount: Ints
    ground: Ints


@dataclass(frozen=True)
class PlanRows:
    """分納計画: one row per promised part; `standing` counts the plans of the block, `row` points into the instalments."""

    standing: Ints
    sequence: Ints
    row: Ints
    due: Ints
    amount: Ints
    made: Bools


def make_plans(
    rng: np.random.Generator, levies: Levies, instalments: Instalments, payment: Payment, people_count: int
) -> tuple[Standings, PlanRows]:
    """分納誓約: monthly parts over a person's hard instalments that were overdue when the plan was made."""
    person = levies.person[instalments.levy]
    start_of = days.of(2025, 6, 1) + rng.integers(0, 510, people_count)
    chosen = rng.random(people_count) < PLAN_SHARE
    kept = rng.random(people_count) < KEPT_SHARE
    stop = rng.integers(1, 9, people_count)
    open_then = (
        payment.hard & chosen[person] & (instalments.due < start_of[person] - 30) & (payment.paid > start_of[person])
    )
    row = np.nonzero(open_then)[0]
    row = row[np.lexsort((instalments.due[row], person[row]))]
    parts = np.clip(instalments.amount[row] // 12_000, 1, 6)
    of_part = np.repeat(np.arange(len(row)), parts)
    nth = np.arange(len(of_part)) - np.repeat(np.cumsum(parts) - parts, parts)
    owner = person[row][of_part]
    first_of_owner = np.searchsorted(owner, owner)
    sequence = np.arange(len(owner)) - first_of_owner + 1
    inside = sequence <= LONGEST_PLAN
    even = instalments.amount[row] // parts // 100 * 100
    amount = np.where(nth == 0, (instalments.amount[row] - even * (parts - 1))[of_part], even[of_part])
    due = _month_later(start_of[owner], sequence)
    made = (due <= today()) & (kept[owner] | (sequence <= stop[owner]))
    owners, standing = np.unique(owner, return_inverse=True)
    rows = PlanRows(standing[inside], sequence[inside], row[of_part][inside], due[inside], amount[inside], made[inside])
    totals = np.bincount(rows.standing, rows.amount, len(owners)).astype(np.int64)
    last = np.zeros(len(owners), np.int64)
    np.maximum.at(last, rows.standing, rows.due)
    return _standings(owners, PLAN, start_of[owners], last, totals, np.full(len(owners), 13)), rows


def _month_later(start: Ints, count: Ints) -> Ints:
    """The end of the count-th month after the start, as pay days are."""
    month = start.astype("datetime64[D]").astype("datetime64[M]") + count
    return ((month + 1).astype("datetime64[D]").astype(np.int64) - 1).astype(np.int32)


def plan_slips(rng: np.random.Generator, rows: PlanRows) -> Slips:
    """分納の納付: parts that were paid, a few days before or after the promised day."""
    made = rows.made
    size = int(made.sum())
    paid = np.minimum(rows.due[made] - rng.integers(0, 9, size), today())
    channel = drawn(rng, PLAN_PREFERENCE, size)
    return Slips(
        rows.row[made].astype(np.int32), rows.amount[made], np.zeros(size, np.int64), paid.astype(np.int32), channel
    )


def other_standings(
    rng: np.random.Generator, people: People, homes: Homes, owed: Ints, old: Bools, scenario: Scenario
) -> Standings:
    """猶予・停止・差押ほか for people who owe; `owed` is the overdue amount, `old` whether some of it is carried over."""
    size = len(owed)
    chance = rng.random(size)
    gone = (people.residence == DEAD) | (people.residence == MOVED)
    parts = [
        _draw(
            rng,
            np.nonzero((owed > 0) & old & (chance < np.where(gone, 0.16, 0.035)))[0],
            SUSPENSION,
            owed,
            (5, 6, 7),
            900,
            None,
        ),
        _draw(rng, np.nonzero((owed > 30_000) & old & (chance > 0.94))[0], SEIZURE, owed, (8, 9, 10), 700, None),
        _draw(
            rng,
            np.nonzero((owed > 20_000) & (chance > 0.35) & (chance < 0.359))[0],
            DEFERRAL,
            owed,
            (1, 2, 3, 4),
            300,
            365,
        ),
        _draw(
            rng,
            np.nonzero((owed > 50_000) & (chance > 0.40) & (chance < 0.411))[0],
            REALIZATION,
            owed,
            (3, 4),
            300,
            365,
        ),
        _draw(rng, np.nonzero((owed > 0) & (chance > 0.50) & (chance < 0.502))[0], OBJECTION, owed, (11,), 150, None),
        _draw(rng, np.nonzero((owed > 0) & (chance > 0.60) & (chance < 0.606))[0], SUPPRESSION, owed, (12,), 120, 180),
    ]
    if scenario.flooded_districts:
        hit = flooded(people, homes, scenario) & (owed > 0) & (rng.random(size) < FLOOD_DEFERRED_SHARE)
        parts.append(_after_the_flood(np.nonzero(hit)[0], owed))
    return joined(parts)


def _draw(
    rng: np.random.Generator,
    person: Ints,
    kind: int,
    owed: Ints,
    grounds: tuple[int, ...],
    back: int,
    length: int | None,
) -> Standings:
    starts = today() - rng.integers(5, back, len(person))
    ends = np.full(len(person), days.NEVER) if length is None else starts + length
    return _standings(person, kind, starts, ends, owed[person], rng.choice(np.array(grounds), len(person)))


def _after_the_flood(person: Ints, owed: Ints) -> Standings:
    starts = np.full(len(person), flood_day() + 14)
    return _standings(person, DEFERRAL, starts, starts + 365, owed[person], np.full(len(person), 1))


def _standings(person: Ints, kind: int, starts: Ints, ends: Ints, amount: Ints, ground: Ints) -> Standings:
    kinds = np.full(len(person), kind)
    return Standings(person.astype(np.int32), kinds, starts, ends, amount, ground)
