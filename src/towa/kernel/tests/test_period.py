from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.kernel.period import (
    NotADate,
    Period,
    add_months,
    calendar_year_period,
    corresponding_day,
    fiscal_year_of,
    fiscal_year_period,
    last_day_of_months,
    parse_date,
    wareki,
    wareki_calendar_year,
    wareki_year,
)


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@given(DAYS, DAYS)
def test_a_closed_period_counts_both_its_ends(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    period = Period.closed(first, last)
    assert period.days == (last - first).days + 1
    assert period.contains(first)
    assert period.contains(last)
    assert not period.contains(period.end)
    assert period.last == last


@given(DAYS, DAYS, st.lists(DAYS, max_size=5))
def test_splitting_a_period_loses_no_day(one: date, other: date, cuts: list[date]) -> None:
    period = Period(min(one, other), max(one, other))
    pieces = period.split(cuts)
    assert sum(piece.days for piece in pieces) == period.days
    assert all(before.end == after.start for before, after in pairwise(pieces))
    assert all(piece.days > 0 for piece in pieces)


def test_a_period_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="始まり"):
        Period(date(2026, 4, 2), date(2026, 4, 1))


def test_periods_that_only_touch_do_not_overlap() -> None:
    march, april = Period(date(2026, 3, 1), date(2026, 4, 1)), Period(date(2026, 4, 1), date(2026, 5, 1))
    assert march.overlap(april) is None
    assert march.overlap(Period(date(2026, 3, 31), date(2026, 4, 9))) == Period.closed(
        date(2026, 3, 31), date(2026, 3, 31)
    )


@given(DAYS)
def test_every_day_lies_in_its_fiscal_year(day: date) -> None:
    assert fiscal_year_period(fiscal_year_of(day)).contains(day)
    assert calendar_year_period(day.year).contains(day)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ((2024, 7, 1), (2024, 7, 31)),
        ((2026, 2, 3), (2026, 3, 2)),
        ((2024, 2, 1), (2024, 2, 29)),
        ((2023, 2, 1), (2023, 2, 28)),
        ((2024, 1, 31), (2024, 2, 29)),
        ((2023, 1, 31), (2023, 2, 28)),
        ((2023, 1, 29), (2023, 2, 28)),
        ((2025, 12, 2), (2026, 1, 1)),
    ],
)
def test_one_month_ends_on_the_day_before_the_corresponding_day(
    first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert last_day_of_months(date(*first), 1) == date(*last)


@given(DAYS, st.integers(min_value=1, max_value=24))
def test_a_period_of_months_follows_the_corresponding_day(first: date, months: int) -> None:
    target = corresponding_day(first, months)
    last = last_day_of_months(first, months)
    if target is None:
        assert (last + timedelta(days=1)).day == 1
    else:
        assert last + timedelta(days=1) == target == add_months(first, months)


@pytest.mark.parametrize(
    "text",
    ["２０２６-04-01", "2026-W01-1", "20260401", "2026-4-1", "2026/04/01", "2026-04-01T00:00", " 2026-04-01",
     "2026-04-01\n", "", "令和8年4月1日", "2026-02-30", "2026-13-01", "0000-01-01", "٢٠٢٦-04-01", "2026−04−01"],
)  # fmt: skip
def test_a_date_in_another_form_or_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(NotADate, match="日付「"):
        parse_date(text)


@given(DAYS)
def test_a_date_written_plainly_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


def test_era_names_change_on_the_day_of_the_change() -> None:
    assert wareki(date(2026, 11, 20)) == "令和8年11月20日"
    assert wareki(date(2019, 5, 1)) == "令和元年5月1日"
    assert wareki(date(2019, 4, 30)) == "平成31年4月30日"
    assert wareki(date(1989, 1, 7)) == "昭和64年1月7日"
    assert wareki(date(1900, 1, 1)) == "明治33年1月1日"
    assert (wareki_year(2026), wareki_year(2019), wareki_calendar_year(2027)) == ("令和8年度", "令和元年度", "令和9年")
