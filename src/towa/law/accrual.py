"""How does money grow by the day? base × rate × days ÷ 365, in pieces, with the rounding named.

延滞金 and 還付加算金 share this: the base is truncated, the days are cut where the rate changes and at every
31 December, each day is divided by 365 even in leap years, and the sum is truncated at the end. Integers only.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towa.kernel.explanation import Step
from towa.kernel.money import Yen, floor_to, format_yen
from towa.kernel.period import Period, wareki
from towa.law.citation import articles
from towa.law.parameters import InvalidValues, citation, series, value


DAYS_IN_YEAR = 365
RATE_UNIT = 1000
"""Rates are whole tenths of a percent: 91 means 9.1 %."""
DIVISOR = DAYS_IN_YEAR * RATE_UNIT


class Rounding(StrEnum):
    """計算過程の1円未満の切捨て: where fractions of a yen are dropped; the town's ordinance or practice decides."""

    PER_SEGMENT = "per_segment"  # 区分ごと: each piece between two changes of rate or year
    PER_BAND = "per_band"  # 割合の段階ごと: once for the first month, once for all days after it
    AT_END = "at_end"  # 最後に一度


@dataclass(frozen=True)
class Limits:
    """端数計算の値: see `values/*_limit.yaml`."""

    base_least: int
    base_unit: int
    total_least: int
    total_unit: int

    @classmethod
    def of(cls, topic: str, on: date) -> "Limits":
        """The limits of a topic ("late_charge_limit", "refund_interest_limit") as of the day."""
        names = ("base_least", "base_unit", "total_least", "total_unit")
        return cls(*(value(f"{topic}.{name}", on) for name in names))

    @classmethod
    def throughout(cls, topic: str) -> "Limits":
        """The limits for whole columns, where they have been the same on every registered day.

        Raises:
            InvalidValues: they have changed; then columns must be cut at the change.
        """
        found = series(f"{topic}.base_least")
        if len(found.values) > 1:
            raise InvalidValues(f"{topic} は途中で変わっています。変更日で分けて計算してください。")
        return cls.of(topic, found.period.start)

    def base(self, amount: int) -> Yen:
        """基礎税額: nothing below the least, else truncated."""
        return Yen(0) if amount < self.base_least else floor_to(amount, self.base_unit)

    def total(self, amount: int) -> Yen:
        """確定額: nothing below the least, else truncated."""
        return Yen(0) if amount < self.total_least else floor_to(amount, self.total_unit)


@dataclass(frozen=True)
class Segment:
    """計算の区分: days in a row with one base and one rate.

    Attributes:
        rate: whole tenths of a percent per year.
        band: name of the band of rates it belongs to ("first_month", "after", "rate").
        note: why the rate is not the ordinary one; empty if it is.
    """

    period: Period
    base: Yen
    rate: int
    band: str
    article: str
    note: str = ""

    @property
    def numerator(self) -> int:
        """base × rate × days, still to be divided by 365,000."""
        return self.base * self.rate * self.period.days

    @property
    def amount(self) -> Yen:
        """この区分の金額: fractions of a yen cut off."""
        return Yen(self.numerator // DIVISOR)

    def step(self, *, floored: bool) -> Step:
        """The segment as a line of the working paper; an amount only where this piece itself is rounded."""
        days = f"{wareki(self.period.start)}から{wareki(self.period.last)}まで{self.period.days}日"
        formula = f"{format_yen(self.base)} × 年{percent(self.rate)} × {self.period.days}日 ÷ {DAYS_IN_YEAR}"
        note = f"（{self.note}）" if self.note else ""
        return Step(days + note, formula, self.amount if floored else None, self.article)


def percent(rate: int) -> str:
    """割合の表示: 91 → 9.1%."""
    return f"{rate // 10}.{rate % 10}%"


def summed(segments: Iterable[Segment], rounding: Rounding) -> Yen:
    """区分の合計: the sum before the last truncation, with fractions dropped where the rule says."""
    if rounding is Rounding.PER_SEGMENT:
        return Yen(sum(segment.amount for segment in segments))
    bands: dict[str, int] = defaultdict(int)
    for segment in segments:
        bands[segment.band if rounding is Rounding.PER_BAND else ""] += segment.numerator
    return Yen(sum(numerator // DIVISOR for numerator in bands.values()))


def cut_at_year_ends(period: Period) -> tuple[Period, ...]:
    """暦年での区分: rates are announced per calendar year, so every 1 January begins a new piece."""
    return period.split(date(year, 1, 1) for year in range(period.start.year + 1, period.last.year + 1))


def base_step(amount: int, base: int, limits: Limits, topic: str, on: date) -> Step:
    """基礎額の説明."""
    if base == 0:
        formula = f"{format_yen(amount)} は {format_yen(limits.base_least)}未満のため計算しない"
    else:
        formula = f"{format_yen(amount)} の {format_yen(limits.base_unit)}未満を切捨て"
    return Step("計算の基礎となる額", formula, base, citation(f"{topic}.base_unit", on).article)


def total_steps(
    segments: tuple[Segment, ...], rounding: Rounding, limits: Limits, topic: str, on: date
) -> tuple[Step, Step]:
    """合計と端数処理の説明."""
    subtotal = summed(segments, rounding)
    total = limits.total(subtotal)
    way = {
        Rounding.PER_SEGMENT: "区分ごとに1円未満を切捨て",
        Rounding.PER_BAND: "割合の段階ごとに1円未満を切捨て",
        Rounding.AT_END: "合計の1円未満を切捨て",
    }[rounding]
    cut = (
        f"{format_yen(limits.total_least)}未満のため0円"
        if total == 0
        else f"{format_yen(limits.total_unit)}未満を切捨て"
    )
    ending = Step("確定", f"{format_yen(subtotal)} の {cut}", total, citation(f"{topic}.total_unit", on).article)
    return Step("合計", way, subtotal), ending


def cited(segments: Iterable[Segment], topic: str, on: date) -> tuple[str, ...]:
    """根拠条文: of the base, the rates and the last truncation."""
    before, after = citation(f"{topic}.base_unit", on), citation(f"{topic}.total_unit", on)
    return articles(before, *(segment.article for segment in segments), after)
