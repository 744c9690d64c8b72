"""Which days is the office open, and where does a deadline move that falls on a holiday?

The national holidays come from `jpholiday`, read year by year and only when asked for.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from towa.kernel.period import ONE_DAY


if TYPE_CHECKING:
    from jpholiday import JPHoliday

SATURDAY = 5
YEAR_END = frozenset({(12, 29), (12, 30), (12, 31)})
"""地方税法施行令6条の18第2項: deadlines move off these days."""
NEW_YEAR = frozenset({(1, 2), (1, 3)})
"""一般の休日 (民法142条): by custom general holidays; 1 January is a national holiday."""


@dataclass(frozen=True)
class Calendar:
    """開庁日カレンダー: the national days together with the town's own closed days.

    Attributes:
        own_holidays: 団体独自の閉庁日. The office is closed then, but statutory deadlines do not move for them.
    """

    own_holidays: frozenset[date] = frozenset()

    def is_business_day(self, day: date) -> bool:
        """開庁日: neither 土日祝, nor 12/29–1/3, nor one of the town's own closed days."""
        return not is_deadline_holiday(day) and day not in self.own_holidays

    def next_business_day(self, day: date) -> date:
        """翌開庁日: the first business day after `day`."""
        candidate = day + ONE_DAY
        while not self.is_business_day(candidate):
            candidate += ONE_DAY
        return candidate

    def shift_deadline(self, day: date) -> date:
        """期限の特例 (地方税法20条の5第2項, 同施行令6条の18第2項): moves a deadline to the next day that is no holiday."""
        while is_deadline_holiday(day):
            day += ONE_DAY
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """開庁日の加算: the `count`-th business day after `day`; 0 gives `day` itself.

        Raises:
            ValueError: a negative count.
        """
        if count < 0:
            raise ValueError(f"開庁日数は0以上で指定してください（{count}）。")
        for _ in range(count):
            day = self.next_business_day(day)
        return day


def is_deadline_holiday(day: date) -> bool:
    """休日等: 土曜・日曜・国民の祝日・12/29–31・1/2・1/3."""
    if day.weekday() >= SATURDAY:
        return True
    month_day = (day.month, day.day)
    return month_day in YEAR_END or month_day in NEW_YEAR or day in national_holidays(day.year)


@lru_cache(maxsize=256)
def national_holidays(year: int) -> frozenset[date]:
    """国民の祝日: all of one calendar year, with 振替休日 and 国民の休日.

    These two (祝日法3条2項・3項) stand beside a named holiday only, and are dear to ask for: the library is asked for the
    named ones first, then for the days beside them.
    """
    from jpholiday import is_holiday  # costs 0.1 s; most commands never ask for a holiday

    named = {found.date for found in _named_holidays().year_holidays(year)}
    beside = {day + shift for day in named for shift in (-ONE_DAY, ONE_DAY)} - named
    return frozenset(named | {day for day in beside if day.year == year and is_holiday(day)})


@lru_cache(maxsize=1)
def _named_holidays() -> "JPHoliday":
    """The library without the two kinds that it derives from the others."""
    from jpholiday import JPHoliday
    from jpholiday.checker.checker import NationalHolidayChecker, TransferHolidayChecker

    library = JPHoliday()
    for derived in (TransferHolidayChecker, NationalHolidayChecker):
        library.registry.unregister(derived(library.registry))
    return library


CALENDAR = Calendar()
"""The calendar of a town without closed days of its own."""
