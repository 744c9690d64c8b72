"""日付: days are int32 counted from 1970-01-01 inside the generator, and text only when they are written.

Formatting millions of dates is dear; gathering them from a table of all days' texts is not.
"""

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import polars as pl

from sample_town.arrays import Ints
from towa.kernel.calendar import CALENDAR


EPOCH = date(1970, 1, 1)
FIRST, LAST = date(1900, 1, 1), date(2040, 12, 31)
CALENDAR_FROM = (2019, 1, 1)
NEVER = 32_000
"""A day that never comes (2057); the table shows it as an empty cell."""


def number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def of(year: int, month: int, day: int) -> int:
    """Number of a calendar day."""
    return number(date(year, month, day))


@lru_cache(maxsize=1)
def _texts() -> pl.Series:
    days = pl.date_range(FIRST, LAST, eager=True).cast(pl.String)
    return pl.concat([days, pl.Series([""])])


def text(days: Ints) -> pl.Series:
    """日付の文字列 (YYYY-MM-DD); days after the end of the table (NEVER) become empty cells."""
    table = _texts()
    return table.gather(np.minimum(days - number(FIRST), len(table) - 1).astype(np.uint32))


@lru_cache(maxsize=1)
def _business_days() -> tuple[Ints, Ints]:
    """For each day from 2019 to 2027 (holidays are dear to compute) the business day at or before it, and the one at or after it."""
    start, end = of(*CALENDAR_FROM), of(2028, 1, 1)
    is_open = np.array([CALENDAR.is_business_day(EPOCH + timedelta(n)) for n in range(start, end)])
    days = np.arange(start, end)
    before = np.maximum.accumulate(np.where(is_open, days, 0))
    after = np.minimum.accumulate(np.where(is_open, days, NEVER)[::-1])[::-1]
    return before.astype(np.int32), after.astype(np.int32)


def business_day_at_or_before(days: Ints) -> Ints:
    """前開庁日 (the day itself where the office is open)."""
    before, _ = _business_days()
    return before[np.clip(days - of(*CALENDAR_FROM), 5, len(before) - 1)]


def business_day_at_or_after(days: Ints) -> Ints:
    """翌開庁日 (the day itself where the office is open)."""
    _, after = _business_days()
    return after[np.clip(days - of(*CALENDAR_FROM), 0, len(after) - 6)]
