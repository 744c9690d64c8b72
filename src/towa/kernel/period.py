"""Which days belong together? Half-open periods, fiscal years (年度), months by 民法143条, and Japanese era names."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NewType


FiscalYear = NewType("FiscalYear", int)
"""年度: named by the calendar year in which it begins (令和8年度 = 2026)."""

ONE_DAY = timedelta(days=1)
ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),  # the solar calendar begins with 明治6年
)
MEIJI_OFFSET = 1867
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z", re.ASCII)
ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_ERA = r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])"
# What people type; each is matched against the whole text. An era's year has at most two digits, a western one four.
_TYPED = tuple(
    re.compile(form)
    for form in (
        rf"{_ERA} ?(?P<year>元|[0-9]{{1,2}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})",
        rf"{_ERA} ?(?P<year>元|[0-9]{{1,2}}) ?年 ?(?P<month>[0-9]{{1,2}}) ?月 ?(?P<day>[0-9]{{1,2}}) ?日",
        r"(?P<year>[0-9]{1,2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<west>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?:西暦)?(?P<west>[0-9]{4}) ?年 ?(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?日",
    )
)
# What a Japanese keyboard gives for the marks when it is not switched back.
_MARKS = str.maketrans("‐‑‒–—−ー。・", "-------./")


class NotADate(ValueError):
    """日付として読めない値: the message says in Japanese what is wrong and what would be right."""


@dataclass(frozen=True, order=True)
class Period:
    """期間: the days from `start` up to, but without, `end`.

    Raises:
        ValueError: the end lies before the start. An empty period (start = end) is allowed.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"期間の終わり（{self.end}）が始まり（{self.start}）より前です。")

    @classmethod
    def closed(cls, first: date, last: date) -> "Period":
        """The days from `first` to `last`, both counted, as statutes and notices write them."""
        return cls(first, last + ONE_DAY)

    @property
    def last(self) -> date:
        """末日: the last day inside."""
        return self.end - ONE_DAY

    @property
    def days(self) -> int:
        """日数: how many days lie inside."""
        return (self.end - self.start).days

    def contains(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlap(self, other: "Period") -> "Period | None":
        """重なり: the days which lie in both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None

    def split(self, days: Iterable[date]) -> tuple["Period", ...]:
        """分割: cuts the period so that each of the days begins a new piece; days outside change nothing."""
        inside = {day for day in days if self.start < day < self.end}
        return tuple(Period(*pair) for pair in pairwise(sorted({self.start, self.end} | inside)))


def fiscal_year_of(day: date) -> FiscalYear:
    """年度: 1 April to 31 March (地方自治法208条)."""
    return FiscalYear(day.year if day.month >= 4 else day.year - 1)


def fiscal_year_period(year: int) -> Period:
    """会計年度の期間: the days of a fiscal year."""
    return Period(date(year, 4, 1), date(year + 1, 4, 1))


def calendar_year_period(year: int) -> Period:
    """暦年の期間: the days of a calendar year; rates of 延滞金 change with it."""
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def corresponding_day(day: date, months: int) -> date | None:
    """応当日 (民法143条2項): the same day of the month `months` later, or None where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > monthrange(year, month + 1)[1]:
        return None
    return date(year, month + 1, day.day)


def add_months(day: date, months: int) -> date:
    """月の加算: the corresponding day, or the last day of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_months(first: date, months: int) -> date:
    """期間の満了日 (民法143条2項): the last day of a period of months whose first counted day is `first`.

    It ends on the day before the corresponding day; without a corresponding day, on the last day of that month.
    """
    target = corresponding_day(first, months)
    return add_months(first, months) if target is None else target - ONE_DAY


def parse_date(text: str) -> date:
    """日付の読取り: reads YYYY-MM-DD in ASCII digits, and nothing else.

    `date.fromisoformat` also takes `2026-W01-1`, and `strptime` full-width digits.

    Raises:
        NotADate: wrong form, or a day that does not exist.
    """
    found = _DATE.match(text) if isinstance(text, str) else None
    if found is None:
        raise NotADate(f"日付「{text}」は読み取れません。半角で 2026-04-01 の形に直してください。")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise NotADate(f"日付「{text}」は暦にありません。") from error


def read_day(text: str) -> date:
    """日付の読取り（人の入力）: 令和8年11月20日, R8.11.20, 81120 (令和), 2026-11-20, 2026/11/20; full-width too.

    Files of machines are read by `parse_date`, which guesses nothing. An era ends where the next one begins:
    昭和64年1月7日 is a day, 昭和64年1月8日 is none. Days before 明治6年 had another calendar and are refused.

    Raises:
        NotADate: wrong form, a day that does not exist, or one outside its era.
    """
    clean = unicodedata.normalize("NFKC", text).translate(_MARKS).strip().upper()
    found = next((match for form in _TYPED if (match := form.fullmatch(clean))), None)
    if found is None:
        raise NotADate(
            f"日付「{text.strip()}」は読み取れません。"
            "R8.11.20、令和8年11月20日、81120、2026-11-20 のいずれかの形で入力してください。"
        )
    part = found.groupdict()
    era = ERA_LETTERS.get(part.get("era") or "R", part.get("era") or "令和")
    year = int(part["west"]) if part.get("west") else _western_year(era, part["year"])
    try:
        day = date(year, int(part["month"]), int(part["day"]))
    except ValueError as error:
        raise NotADate(f"日付「{text.strip()}」は暦にありません。月と日を確かめてください。") from error
    return _inside_its_era(day, "" if part.get("west") else era, text.strip())


def _western_year(era: str, number: str) -> int:
    first = next(begin.year for begin, name in ERAS if name == era)
    return (MEIJI_OFFSET if era == "明治" else first - 1) + (1 if number == "元" else int(number))


def _inside_its_era(day: date, era: str, text: str) -> date:
    """The day itself, if the era named was in use on it; the message tells the name that was."""
    if day < ERAS[-1][0]:
        raise NotADate(f"日付「{text}」は読み取れません。明治6年1月1日以後の日付を入力してください。")
    if era and not wareki(day).startswith(era):
        raise NotADate(f"日付「{text}」は{era}にありません。{wareki(day)}ではないか確かめてください。")
    return day


def wareki(day: date) -> str:
    """和暦の日付: 令和8年11月20日."""
    return f"{_era_year(day)}{day.month}月{day.day}日"


def wareki_year(year: int) -> str:
    """和暦の年度: 令和8年度. The year of a change takes the new era, as the state's own budgets did."""
    return f"{_era_year(date(year, 12, 31))}度"


def wareki_calendar_year(year: int) -> str:
    """和暦の年: 令和9年."""
    return _era_year(date(year, 12, 31))


def _era_year(day: date) -> str:
    for first, name in ERAS:
        if day >= first:
            number = day.year - (first.year - 1 if name != "明治" else MEIJI_OFFSET)
            return f"{name}{'元' if number == 1 else number}年"
    return f"西暦{day.year}年"
