"""Interest on a whole ledger at once: the same rules as the explained form, compiled, equal to the yen.

Rates, year ends and month boundaries become tables over days; each row then walks its few pieces in integers.
The compiled loop does not hold Python's lock, so long columns are cut into parts for a few threads.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from os import cpu_count
from typing import cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from towa.kernel.period import last_day_of_months
from towa.law.accrual import DIVISOR, Limits, Rounding
from towa.law.parameters import UnknownValue, series


Int64s = NDArray[np.int64]
Days = NDArray[np.datetime64]

UNKNOWN = -1
LARGEST_AMOUNT = 10**12
"""円: above this, base × rate × days of a lifetime could leave 64 bits; no instalment comes near."""
PART = 100_000
EPOCH = date(1970, 1, 1)
MISSING = -(2**63)
"""How numpy writes "not a time"."""
FIRST_NUMBER = -800_000
"""Days since 1970: no day of the calendar lies before it."""
_WAYS = {Rounding.PER_SEGMENT: 0, Rounding.PER_BAND: 1, Rounding.AT_END: 2}


@dataclass(frozen=True)
class Tables:
    """日付表: what the compiled loop must know about days, as days since 1970-01-01.

    Attributes:
        first_day, end_day: the first day with a registered rate, and the one after the last.
        year_of, boundary: per day, its year (0 = first registered) and the last day of the lower band begun on it.
        year_end, lower, upper: per year, the day after its last day and the rates of its two bands.
    """

    name: str
    first_day: int
    end_day: int
    year_of: NDArray[np.uint8]
    boundary: NDArray[np.int32]
    year_end: Int64s
    lower: Int64s
    upper: Int64s


@cache
def tables(lower: str, upper: str, boundary_months: int) -> Tables:
    """日付表の作成: from two registered series of yearly rates; with 0 boundary months all days are in the upper band."""
    period = series(lower).period
    years = range(period.start.year, period.last.year + 1)
    days = [period.start + timedelta(days=place) for place in range(period.days)]
    return Tables(
        name=upper,
        first_day=_number(period.start),
        end_day=_number(period.end),
        year_of=_array(day.year - period.start.year for day in days).astype(np.uint8),
        boundary=_array(_boundary(day, boundary_months) for day in days).astype(np.int32),
        year_end=_array(_number(date(year + 1, 1, 1)) for year in years),
        lower=_array(series(lower).on(date(year, 1, 1)).amount for year in years),
        upper=_array(series(upper).on(date(year, 1, 1)).amount for year in years),
    )


def accrue_many(
    amount: Int64s,
    first: Days,
    last: Days,
    table: Tables,
    limits: Limits,
    rounding: Rounding,
    *,
    shift: int = 0,
    mark_unknown: bool = False,
) -> Int64s:
    """日割りの一括計算: for each row from `shift` days after `first` to `last`, both counted; 0 where there is no day.

    Raises:
        UnknownValue: a counted day has no registered rate (with `mark_unknown`, -1 stands there instead).
        ValueError: lengths that differ, negative or absurd amounts, missing days.
    """
    yen = np.ascontiguousarray(amount, dtype=np.int64)
    starts, ends = _day_numbers(first), _day_numbers(last)
    _refuse_lengths(yen, starts, ends)
    out = np.empty(len(yen), np.int64)
    if _in_parts(yen, starts, ends, shift, out, table, limits, _WAYS[rounding]):
        _refuse_impossible(yen, starts, ends)
        if not mark_unknown:
            raise _unknown(int(np.argmax(out == UNKNOWN)), starts + shift, table)
    return out


def _in_parts(
    yen: Int64s, starts: Int64s, ends: Int64s, shift: int, out: Int64s, table: Tables, limits: Limits, way: int
) -> int:
    """Fills `out` part by part; how many rows could not be computed."""
    days = (table.first_day, table.end_day, table.year_of, table.boundary, table.year_end, table.lower, table.upper)
    least = (limits.base_least, limits.base_unit, limits.total_least, limits.total_unit)

    def part(begin: int) -> int:
        rows = slice(begin, begin + PART)
        return int(_accrue(yen[rows], starts[rows], ends[rows], shift, out[rows], *days, *least, way))

    begins = range(0, len(yen), PART)
    if len(begins) < 2:
        return part(0)
    with ThreadPoolExecutor(max_workers=min(8, cpu_count() or 1)) as threads:
        return sum(threads.map(part, begins))


@njit(inline="always", error_model="numpy")
def _whole(numerator):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, RUF100
    """÷ 365,000, cut off. Unsigned: the compiler then multiplies instead of dividing."""
    return np.int64(np.uint64(numerator) // np.uint64(DIVISOR))


@njit(inline="always", error_model="numpy")
def _cut(amount, unit):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, RUF100
    """端数切捨て; the units of today's law are written out, because dividing by a constant costs a tenth."""
    if unit == 1000:
        return np.int64(np.uint64(amount) // np.uint64(1000)) * 1000
    if unit == 100:
        return np.int64(np.uint64(amount) // np.uint64(100)) * 100
    return amount - amount % unit


def _compiled(function: Callable[..., int]) -> Callable[..., int]:
    """The machine form is kept on disk where a folder can be written, else compiled anew in each process."""
    try:
        return cast(Callable[..., int], njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:  # numba's "no locator available": neither the package nor the home can be written
        return cast(Callable[..., int], njit(nogil=True, error_model="numpy")(function))


@_compiled
def _accrue(  # type: ignore[no-untyped-def]  # noqa: C901, ANN001, ANN202, RUF100  numba takes its types from the call
    yen, starts, ends, shift, out,
    first_day, end_day, year_of, boundary, year_end, lower, upper,
    base_least, base_unit, total_least, total_unit, way,
):  # fmt: skip
    """Fills `out`; returns how many rows are not computed (UNKNOWN)."""
    odd = 0
    for row in range(len(yen)):
        owed, day, end = yen[row], starts[row] + shift, ends[row] + 1
        out[row] = 0
        if end <= day or owed < base_least:
            # A missing day is the smallest number there is; absurd rows are told apart afterwards, in Python.
            if owed < 0 or end < FIRST_NUMBER or (end > day and day < first_day):
                out[row] = UNKNOWN
                odd += 1
            continue
        if day < first_day or end > end_day or owed > LARGEST_AMOUNT:
            out[row] = UNKNOWN
            odd += 1
            continue
        base = _cut(owed, base_unit)
        year, turn = np.int64(year_of[day - first_day]), np.int64(boundary[day - first_day]) + 1
        total, early, late = 0, 0, 0
        while day < end and day < turn:
            stop = min(year_end[year], end, turn)
            one = base * lower[year] * (stop - day)
            total += _whole(one)
            early += one
            day = stop
            year += day == year_end[year]
        if day < end:
            # The first and the last year are cut; those between are whole. Without a loop the processor need not guess.
            final = np.int64(year_of[end - 1 - first_day])
            head = base * upper[year] * (min(year_end[year], end) - day)
            tail = base * upper[final] * (end - year_end[final - 1]) if final > year else 0
            total += _whole(head) + _whole(tail)
            late += head + tail
            for between in range(year + 1, final):
                two = base * upper[between] * (year_end[between] - year_end[between - 1])
                total += _whole(two)
                late += two
        if way == 1:
            total = _whole(early) + _whole(late)
        elif way == 2:
            total = _whole(early + late)
        out[row] = _cut(total, total_unit) if total >= total_least else 0
    return odd


def _refuse_lengths(yen: Int64s, starts: Int64s, ends: Int64s) -> None:
    if not len(yen) == len(starts) == len(ends):
        raise ValueError(f"列の長さが違います（{len(yen)}、{len(starts)}、{len(ends)}）。")


def _refuse_impossible(yen: Int64s, starts: Int64s, ends: Int64s) -> None:
    absurd = (yen < 0) | (yen > LARGEST_AMOUNT)
    if absurd.any():
        place = int(np.argmax(absurd))
        raise ValueError(f"{place + 1}件目：金額 {yen[place]} 円は計算できません（0円から{LARGEST_AMOUNT:,}円まで）。")
    missing = (starts == MISSING) | (ends == MISSING)
    if missing.any():
        raise ValueError(f"{int(np.argmax(missing)) + 1}件目：日付がありません。")


def _unknown(row: int, starts: Int64s, table: Tables) -> UnknownValue:
    day = int(starts[row])
    asked = day if day < table.first_day else max(day, table.end_day)
    return UnknownValue(table.name, EPOCH + timedelta(days=asked), series(table.name).term, row)


def _boundary(day: date, months: int) -> int:
    return _number(last_day_of_months(day, months)) if months else _number(day) - 1


def _number(day: date) -> int:
    return (day - EPOCH).days


def _day_numbers(days: Days) -> Int64s:
    return np.ascontiguousarray(days, dtype="datetime64[D]").view(np.int64)


def _array(values: Iterable[int]) -> Int64s:
    return np.fromiter(values, np.int64)
