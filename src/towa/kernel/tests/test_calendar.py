from datetime import date, timedelta

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.kernel.calendar import CALENDAR, Calendar, is_deadline_holiday, national_holidays


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))


@given(DAYS)
def test_a_shifted_deadline_lands_on_the_first_open_day(day: date) -> None:
    shifted = CALENDAR.shift_deadline(day)
    assert not is_deadline_holiday(shifted)
    assert shifted >= day
    assert all(is_deadline_holiday(day + timedelta(days=n)) for n in range((shifted - day).days))
    assert CALENDAR.shift_deadline(shifted) == shifted


@pytest.mark.parametrize("year", [1948, 1959, 1973, 1985, 1989, 1993, 2009, 2015, 2019, 2020, 2026, 2032])
def test_holidays_of_a_year_are_those_that_the_library_names_day_by_day(year: int) -> None:
    expected = frozenset(day for day, _name in jpholiday.year_holidays(year))

    assert national_holidays(year) == expected


@pytest.mark.parametrize(
    ("nominal", "moved"),
    [
        ((2026, 1, 31), (2026, 2, 2)),
        ((2025, 8, 31), (2025, 9, 1)),
        ((2025, 12, 28), (2026, 1, 5)),
        ((2025, 12, 29), (2026, 1, 5)),
        ((2024, 12, 31), (2025, 1, 6)),
        ((2024, 1, 3), (2024, 1, 4)),
        ((2026, 5, 3), (2026, 5, 7)),
        ((2026, 6, 30), (2026, 6, 30)),
    ],
)
def test_a_deadline_moves_over_weekends_holidays_and_the_year_end(
    nominal: tuple[int, int, int], moved: tuple[int, int, int]
) -> None:
    assert CALENDAR.shift_deadline(date(*nominal)) == date(*moved)


def test_the_towns_own_closed_day_does_not_move_a_deadline() -> None:
    founding_day = date(2026, 10, 1)
    town = Calendar(frozenset({founding_day}))
    assert not town.is_business_day(founding_day)
    assert town.shift_deadline(founding_day) == founding_day
    assert town.next_business_day(date(2026, 9, 30)) == date(2026, 10, 2)


@given(DAYS, st.integers(min_value=0, max_value=30))
def test_business_days_are_counted_one_by_one(day: date, count: int) -> None:
    reached = CALENDAR.add_business_days(day, count)
    between = [day + timedelta(days=n + 1) for n in range((reached - day).days)]
    assert sum(CALENDAR.is_business_day(item) for item in between) == count


def test_business_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="0以上"):
        CALENDAR.add_business_days(date(2026, 4, 1), -1)
