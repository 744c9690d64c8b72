"""What did the law say on that day? Dated values from `values/*.yaml`, each with its article and source.

A name is `<file>.<column>`, e.g. `late_charge_rate.after`. Every row is checked when the file is first read:
rows may neither overlap nor leave a day out. A day after the last row (or before the first) is unknown, never guessed.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from towa.kernel.period import ONE_DAY, Period, wareki_calendar_year
from towa.law.citation import Citation


FOLDER = Path(__file__).parent / "values"
OPEN_END = date(9999, 12, 31)


class UnknownValue(LookupError):
    """未登録の値: the law of that day is not registered.

    Attributes:
        name: the parameter asked for.
        on: the day for which nothing is registered.
        row: 0-based number of the row where many were asked at once, else None.
    """

    def __init__(self, name: str, on: date, term: str, row: int | None = None) -> None:
        self.name, self.on, self.term, self.row = name, on, term, row
        place = "" if row is None else f"{row + 1}件目："
        super().__init__(
            f"{place}{wareki_calendar_year(on.year)}（{on.year}年）の{term}はまだ登録されていません。"
            f"告示を確かめて law/values/{name.partition('.')[0]}.yaml に一行追加してください。"
        )


class InvalidValues(ValueError):
    """値ファイルの誤り: a file of values contradicts itself; the message names file, row and reason."""


@dataclass(frozen=True)
class Value:
    """法定の値: one value with the days for which it holds."""

    amount: int
    period: Period
    citation: Citation


@dataclass(frozen=True)
class Series:
    """法定の値の系列: all values of one parameter, in the order of time."""

    name: str
    term: str
    unit: str
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """The value that holds on the day.

        Raises:
            UnknownValue: nothing is registered for it.
        """
        place = bisect_right(self.values, day, key=lambda item: item.period.start) - 1
        if place < 0 or not self.values[place].period.contains(day):
            raise UnknownValue(self.name, day, self.term)
        return self.values[place]

    @property
    def period(self) -> Period:
        """登録済みの期間: from the first to the last day with a value."""
        return Period(self.values[0].period.start, self.values[-1].period.end)


def value(name: str, on: date) -> int:
    """法定の値: what the parameter was on the day.

    Raises:
        UnknownValue: nothing is registered for that day; says what to add and where.
        KeyError: there is no such parameter.
    """
    return _held(name, on).amount


def series(name: str) -> Series:
    """法定の値の系列: all values of a parameter.

    Raises:
        KeyError: there is no such parameter.
    """
    return _registered()[name]


def citation(name: str, on: date) -> Citation:
    """根拠: article and source of the value that holds on the day."""
    return _held(name, on).citation


def names() -> tuple[str, ...]:
    """登録済みの名: every parameter, for the generated reference."""
    return tuple(sorted(_registered()))


@lru_cache(maxsize=16384)
def _held(name: str, on: date) -> Value:
    return series(name).on(on)


@cache
def _registered() -> Mapping[str, Series]:
    return {item.name: item for path in sorted(FOLDER.glob("*.yaml")) for item in read_file(path)}


def read_file(path: Path) -> list[Series]:
    """値ファイルの読取り: every column of a file as a series.

    Raises:
        InvalidValues: overlapping rows, days left out, a row without source, a value that is no whole number.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506  a safe loader either way
    return [_series(path, content, column) for column in content["columns"]]


def _series(path: Path, content: Mapping[str, Any], column: str) -> Series:
    head = content["columns"][column]
    rows = [row for row in content["rows"] if column in row]
    values = tuple(_value(path, row, row[column], head) for row in rows)
    _refuse_gaps(path, column, values)
    if content.get("by") == "calendar_year":
        _refuse_broken_years(path, values)
    return Series(f"{path.stem}.{column}", content["term"], head["unit"], values)


def _value(path: Path, row: Mapping[str, Any], amount: object, head: Mapping[str, str]) -> Value:
    if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
        raise InvalidValues(f"{path.name}：{row['from']} の値 {amount!r} は0以上の整数ではありません。")
    if not row.get("source"):
        raise InvalidValues(f"{path.name}：{row['from']} の行に出典（source）がありません。")
    until = row.get("until", OPEN_END - ONE_DAY)
    if until < row["from"]:
        raise InvalidValues(f"{path.name}：{row['from']} の行の終わり {until} が始まりより前です。")
    sources = tuple(row["source"].split())
    return Value(amount, Period.closed(row["from"], until), Citation(head["article"], head["term"], sources))


def _refuse_gaps(path: Path, column: str, values: tuple[Value, ...]) -> None:
    if not values:
        raise InvalidValues(f"{path.name}：{column} の行がありません。")
    for before, after in pairwise(values):
        if before.period.end != after.period.start:
            problem = "重なっています" if before.period.end > after.period.start else "途切れています"
            raise InvalidValues(
                f"{path.name}：{column} の {before.period.last} までの行と {after.period.start} からの行が{problem}。"
            )


def _refuse_broken_years(path: Path, values: tuple[Value, ...]) -> None:
    for item in values:
        first, last = item.period.start, item.period.last
        if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
            raise InvalidValues(
                f"{path.name}：暦年ごとの値は1月1日から12月31日までで書いてください（{first}–{last}）。"
            )
