"""収納: which payments arrive through which channel, on which day does the city know, and in which states (速報・確報・取消)?"""

from dataclasses import dataclass

import numpy as np

import towa.law.accrual_many  # noqa: F401  the compiler loads here, not in the middle of the first block
from sample_town import days
from sample_town.arrays import Bools, Ints, drawn, joined, taken
from sample_town.taxes import Instalments, Levies
from sample_town.willingness import Payment, today
from towa.law.late_charge import late_charge_many


BANK, CONVENIENCE, DEBIT, COUNTER, EPAYMENT = 0, 1, 2, 3, 4
CHANNEL_CODES = ("10", "20", "30", "40", "50")
PREFERENCE = (0.17, 0.30, 0.34, 0.05, 0.14)
"""How people pay in time."""
LATE_PREFERENCE = (0.20, 0.50, 0.0, 0.14, 0.16)
"""How they pay later: with the slip of the 督促状, at a shop or the counter; direct debit tries once only."""
PLAN_PREFERENCE = (0.15, 0.45, 0.0, 0.40, 0.0)
# Days between 領収日 and 収入日: shortest, spread. 速報 come on the next day.
DELAYS = np.array([[3, 7], [6, 3], [2, 2], [0, 1], [2, 4]])

PROVISIONAL, FINAL, CANCELLED = 1, 2, 3
PROVISIONAL_KEPT_FROM = (2026, 4, 1)
"""The core drops 速報 rows of a closed year; only those of the running one are in the extract."""
NO_PROVISIONAL, DOUBLE, CANCEL, PART = 0.012, 0.0022, 0.0015, 0.06
LATE_CHARGE_PAID = 0.72
"""Of those who pay a late instalment at a window, how many pay its 延滞金 at once."""


@dataclass(frozen=True)
class Slips:
    """納付: one row per payment slip that was paid; `row` points into the instalments."""

    row: Ints
    amount: Ints
    late_charge: Ints
    paid: Ints
    channel: Ints


@dataclass(frozen=True)
class Receipts:
    """収納: one row per record of the core; `slip` tells which rows belong together."""

    row: Ints
    slip: Ints
    state: Ints
    channel: Ints
    amount: Ints
    late_charge: Ints
    paid: Ints
    received: Ints


def draw_slips(
    rng: np.random.Generator,
    levies: Levies,
    instalments: Instalments,
    payment: Payment,
    planned: Bools,
    preference: Ints,
) -> Slips:
    """納付書: full payments, payments in two parts, 重複納付; instalments in a plan are paid elsewhere."""
    row = np.nonzero((payment.paid <= today()) & ~planned)[0].astype(np.int32)
    late = ~payment.in_time[row]
    channel = preference[levies.person[instalments.levy[row]]]
    channel[late] = drawn(rng, LATE_PREFERENCE, int(late.sum()))
    paid = np.where(channel == DEBIT, instalments.due[row], payment.paid[row])
    paid = np.where((channel == BANK) | (channel == COUNTER), days.business_day_at_or_before(paid), paid)
    amount = instalments.amount[row]
    charge = _late_charges(rng, amount, instalments.due[row], paid, channel)
    whole = Slips(row, amount, charge, paid.astype(np.int32), channel)
    return joined([*_in_parts(rng, whole, late, instalments), _doubles(rng, whole)])


def _late_charges(rng: np.random.Generator, amount: Ints, due: Ints, paid: Ints, channel: Ints) -> Ints:
    charge = np.zeros(len(amount), np.int64)
    at_window = (channel == BANK) | (channel == COUNTER) | (channel == EPAYMENT)
    chosen = np.nonzero((paid > due + 10) & at_window & (rng.random(len(amount), dtype=np.float32) < LATE_CHARGE_PAID))[
        0
    ]
    charge[chosen] = late_charges(amount[chosen], due[chosen], paid[chosen])
    return charge


def late_charges(amount: Ints, due: Ints, paid: Ints) -> Ints:
    """延滞金 by the law's vectorised formula."""
    return late_charge_many(amount.astype(np.int64), due.astype("datetime64[D]"), paid.astype("datetime64[D]"))


def _in_parts(rng: np.random.Generator, whole: Slips, late: Bools, instalments: Instalments) -> list[Slips]:
    """一部納付: some who are late pay a first part earlier; the 延滞金 is then still open."""
    large = late & (whole.amount >= 8000) & (rng.random(len(whole.row), dtype=np.float32) < PART)
    rest = whole.amount // 2000 * 1000
    first = taken(whole, large)
    due = instalments.due[first.row]
    earlier = Slips(
        first.row, first.amount - rest[large], first.late_charge * 0, due + (first.paid - due) // 2, first.channel
    )
    unsplit = Slips(
        whole.row, np.where(large, rest, whole.amount), np.where(large, 0, whole.late_charge), whole.paid, whole.channel
    )
    return [unsplit, earlier]


def _doubles(rng: np.random.Generator, whole: Slips) -> Slips:
    """重複納付: paid once more some days later, usually with the old slip at a shop."""
    again = rng.random(len(whole.row), dtype=np.float32) < DOUBLE
    found = taken(whole, again)
    size = len(found.row)
    later = found.paid + rng.integers(1, 25, size, dtype=np.int32)
    channel = np.where(found.channel == CONVENIENCE, BANK, CONVENIENCE)
    keep = later <= today()
    return taken(Slips(found.row, found.amount, found.late_charge * 0, later, channel), keep)


def record(rng: np.random.Generator, slips: Slips, instalments: Instalments, payment: Payment) -> Receipts:
    """収納記録: what the core knew at the end of the day of the extract, in order of 収入日 within a state."""
    size = len(slips.row)
    delay = DELAYS[slips.channel]
    received = slips.paid + delay[:, 0] + (rng.random(size, dtype=np.float32) * (delay[:, 1] + 1)).astype(np.int64)
    slip = np.arange(size, dtype=np.int32)
    final = _rows(slips, slip, FINAL, np.minimum(received, slips.paid + 14))
    shop = (slips.channel == CONVENIENCE) & (slips.paid >= days.of(*PROVISIONAL_KEPT_FROM))
    with_flash = shop & (rng.random(size, dtype=np.float32) >= NO_PROVISIONAL)
    flash = taken(_rows(slips, slip, PROVISIONAL, slips.paid + 1), with_flash)
    known = joined([final, flash, *_cancelled(rng, size, instalments, payment)])
    return taken(known, known.received <= today())


def _rows(slips: Slips, slip: Ints, state: int, received: Ints) -> Receipts:
    states = np.full(len(slip), state, np.int32)
    return Receipts(
        slips.row, slip, states, slips.channel, slips.amount, slips.late_charge, slips.paid, received.astype(np.int32)
    )


def _cancelled(rng: np.random.Generator, first_slip: int, instalments: Instalments, payment: Payment) -> list[Receipts]:
    """速報取消: a payment at a shop that was undone at the till; the instalment stays unpaid or is paid later."""
    late = (
        ~payment.in_time & (instalments.due >= days.of(*PROVISIONAL_KEPT_FROM)) & (payment.paid > instalments.due + 8)
    )
    row = np.nonzero(late & (rng.random(len(late), dtype=np.float32) < CANCEL * 10))[0].astype(np.int32)
    slip = first_slip + np.arange(len(row), dtype=np.int32)
    nothing = np.zeros(len(row), np.int64)
    paid = (instalments.due[row] + rng.integers(-5, 6, len(row))).astype(np.int32)
    slips = Slips(row, instalments.amount[row], nothing, paid, np.full(len(row), CONVENIENCE, np.int32))
    return [
        _rows(slips, slip, PROVISIONAL, paid + 1),
        _rows(slips, slip, CANCELLED, paid + rng.integers(2, 5, len(row))),
    ]
