"""分納: instalment plans, kept and broken."""

from dataclasses import dataclass

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Ints, drawn, taken
from sample_town.receipts import PLAN_PREFERENCE, Slips
from sample_town.standings import GROUNDS, PLAN, Standings, standings_of
from sample_town.taxes import Instalments, Levies
from sample_town.willingness import Payment, today


PLAN_SHARE, KEPT_SHARE = 0.24, 0.62
LONGEST_PLAN = 36
PART_YEN = 12_000


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
    overdue_then = instalments.due < start_of[person] - 30
    row = np.nonzero(payment.hard & chosen[person] & overdue_then & (payment.paid > start_of[person]))[0]
    row = row[np.lexsort((instalments.due[row], person[row]))]
    part_row, amount = _parts(row, instalments.amount)
    owner = person[part_row]
    sequence = np.arange(len(owner)) - np.searchsorted(owner, owner) + 1
    due = _month_later(start_of[owner], sequence)
    made = (due <= today()) & (kept[owner] | (sequence <= stop[owner]))
    owners, standing = np.unique(owner, return_inverse=True)
    rows = taken(PlanRows(standing, sequence, part_row, due, amount, made), sequence <= LONGEST_PLAN)
    return _plan_standings(owners, start_of, rows), rows


def _parts(row: Ints, amounts: Ints) -> tuple[Ints, Ints]:
    """Cuts instalments into up to six parts of about 12,000 yen; the first takes the fractions."""
    parts = np.clip(amounts[row] // PART_YEN, 1, 6)
    of_part = np.repeat(np.arange(len(row)), parts)
    nth = np.arange(len(of_part)) - np.repeat(np.cumsum(parts) - parts, parts)
    even = amounts[row] // parts // 100 * 100
    first = amounts[row] - even * (parts - 1)
    return row[of_part], np.where(nth == 0, first[of_part], even[of_part])


def _plan_standings(owners: Ints, start_of: Ints, rows: PlanRows) -> Standings:
    totals = np.bincount(rows.standing, rows.amount, len(owners)).astype(np.int64)
    last = np.zeros(len(owners), np.int64)
    np.maximum.at(last, rows.standing, rows.due)
    ground = np.full(len(owners), GROUNDS.index("分割納付誓約"))
    return standings_of(owners, PLAN, start_of[owners], last, totals, ground)


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
