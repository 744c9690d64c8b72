"""延滞金: how much is owed for paying late, and why exactly that much?

地方税法の各税目の延滞金の条 (市町村民税 326条, 固定資産税 369条 …), 20条の4の2, 附則3条の2. One instalment (期別) at a
time: from the day after the (moved) due date to the day of payment; a lower rate until one month has passed (民法143条).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

from towa.kernel.explanation import Explanation, Step
from towa.kernel.money import Yen, format_yen
from towa.kernel.period import ONE_DAY, Period, last_day_of_months, wareki
from towa.law.accrual import Limits, Rounding, Segment, base_step, cited, cut_at_year_ends, summed, total_steps
from towa.law.parameters import citation, value


if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOPIC = "late_charge_limit"
FIRST_MONTH, AFTER = "first_month", "after"


@dataclass(frozen=True)
class LateChargeRules:
    """延滞金の計算方法: what statute leaves to the kind of claim (科目), the ordinance or the town's practice.

    Attributes:
        boundary_months: months with the lower rate, from the day after the due date; 1 for taxes, 3 for the
            premiums (保険料) of some towns.
        rounding: where fractions of a yen are dropped.
        small_remainder_is_free: after a part payment, a remaining tax below the least base bears nothing more.
        deferral_from_first_day: a deferral lowers the rate within the first month too, not only after it.
    """

    boundary_months: int = 1
    rounding: Rounding = Rounding.PER_SEGMENT
    small_remainder_is_free: bool = True
    deferral_from_first_day: bool = False


DEFAULT_RULES = LateChargeRules()


@dataclass(frozen=True)
class Payment:
    """一部納付: tax (本税) paid on a day before the rest; from the next day the base is what remains."""

    paid_on: date
    amount: int


class ReliefKind(StrEnum):
    """延滞金の免除・軽減の別."""

    EXEMPT = "exempt"  # 全額免除: 災害等の徴収猶予, 執行停止, 期限の延長
    DEFERRAL = "deferral"  # 猶予特例基準割合まで軽減: 事業の休廃業等の徴収猶予, 換価の猶予


@dataclass(frozen=True)
class Relief:
    """免除・軽減の期間: days on which nothing, or only the deferral rate, is counted.

    Attributes:
        article: the article on which the relief stands, e.g. "地方税法15条の9第1項".
    """

    kind: ReliefKind
    period: Period
    article: str = "地方税法15条の9"


@dataclass(frozen=True)
class LateCharge:
    """延滞金の計算結果: the amount owed, its pieces, and its explanation (written when first asked for)."""

    amount: Yen
    segments: tuple[Segment, ...]
    explain: Callable[[], Explanation] = field(repr=False, compare=False)

    @cached_property
    def explanation(self) -> Explanation:
        """計算の説明: every piece with its article."""
        return self.explain()


def late_charge(
    principal: int,
    due: date,
    paid_on: date,
    *,
    payments: Sequence[Payment] = (),
    reliefs: Sequence[Relief] = (),
    rules: LateChargeRules = DEFAULT_RULES,
) -> LateCharge:
    """延滞金: of one instalment paid (or still unpaid) on `paid_on`, explained.

    Args:
        principal: 期別税額, whole yen.
        due: 納期限, already moved off holidays (`kernel.calendar.shift_deadline`).
        paid_on: the day of payment, counted; for an unpaid instalment the day as of which it is asked.
        payments: part payments of the tax before `paid_on`.
        reliefs: periods exempted or lowered; where two overlap, an exemption wins.
        rules: see `LateChargeRules`.

    Raises:
        UnknownValue: a counted day has no registered rate.
        ValueError: negative amounts, or part payments that exceed the tax.
    """
    stretches = _stretches(principal, due, paid_on, payments)
    if not stretches:
        return LateCharge(Yen(0), (), partial(_explained_in_time, due, paid_on))
    limits = Limits.of(TOPIC, due + ONE_DAY)
    segments = tuple(
        segment for period, owed in stretches for segment in _segments(period, owed, due, reliefs, rules, limits)
    )
    amount = limits.total(summed(segments, rules.rounding))
    return LateCharge(amount, segments, partial(_explained, due, paid_on, stretches, segments, rules, amount))


def late_charge_many(
    principal: "NDArray[np.int64]",
    due: "NDArray[np.datetime64]",
    paid: "NDArray[np.datetime64]",
    rules: LateChargeRules = DEFAULT_RULES,
    *,
    mark_unknown: bool = False,
) -> "NDArray[np.int64]":
    """延滞金の一括計算: what `late_charge` gives for each row (without part payments and reliefs), to the yen.

    Args:
        principal: 期別税額, int64 yen. due, paid: datetime64[D], as in `late_charge`.
        mark_unknown: put -1 where a counted day has no registered rate, instead of stopping.

    Raises:
        UnknownValue: a counted day has no registered rate; `row` names the first such row.
        ValueError: lengths that differ, negative or absurd amounts, missing days.
    """
    from towa.law.accrual_many import accrue_many, tables  # the compiler is loaded only where it pays

    table = tables("late_charge_rate.first_month", "late_charge_rate.after", rules.boundary_months)
    limits = Limits.throughout(TOPIC)
    return accrue_many(principal, due, paid, table, limits, rules.rounding, shift=1, mark_unknown=mark_unknown)


def _stretches(principal: int, due: date, paid_on: date, payments: Iterable[Payment]) -> tuple[tuple[Period, int], ...]:
    """The days after the due date, cut where a part payment lowers the tax; each with the tax still owed."""
    counted = Period(due + ONE_DAY, max(paid_on, due) + ONE_DAY)
    _refuse_impossible(principal, payments)
    pieces = counted.split(payment.paid_on + ONE_DAY for payment in payments)
    owed = [
        principal - sum(payment.amount for payment in payments if payment.paid_on < piece.start) for piece in pieces
    ]
    return tuple((piece, rest) for piece, rest in zip(pieces, owed, strict=True) if rest > 0)


def _refuse_impossible(principal: int, payments: Iterable[Payment]) -> None:
    if principal < 0 or any(payment.amount < 0 for payment in payments):
        raise ValueError("税額と納付額は0円以上でなければなりません。")
    paid = sum(payment.amount for payment in payments)
    if paid > principal:
        raise ValueError(f"一部納付の合計（{format_yen(paid)}）が税額（{format_yen(principal)}）を超えています。")


def _segments(
    period: Period, owed: int, due: date, reliefs: Sequence[Relief], rules: LateChargeRules, limits: Limits
) -> list[Segment]:
    base = _base(owed, period.start == due + ONE_DAY, rules, limits)
    if base == 0:
        return []
    boundary = last_day_of_months(due + ONE_DAY, rules.boundary_months)
    edges = [boundary + ONE_DAY, *(day for relief in reliefs for day in (relief.period.start, relief.period.end))]
    pieces = [year for piece in period.split(edges) for year in cut_at_year_ends(piece)]
    return [
        _segment(piece, base, FIRST_MONTH if piece.start <= boundary else AFTER, reliefs, rules) for piece in pieces
    ]


def _base(owed: int, from_the_start: bool, rules: LateChargeRules, limits: Limits) -> Yen:
    if from_the_start or rules.small_remainder_is_free:
        return limits.base(owed)
    return Yen(owed - owed % limits.base_unit)


def _segment(piece: Period, base: Yen, band: str, reliefs: Sequence[Relief], rules: LateChargeRules) -> Segment:
    name = f"late_charge_rate.{band}"
    ordinary = value(name, piece.start)
    holding = {relief.kind: relief for relief in reliefs if relief.period.contains(piece.start)}
    if exempt := holding.get(ReliefKind.EXEMPT):
        return Segment(piece, base, 0, band, exempt.article, "免除")
    deferral = holding.get(ReliefKind.DEFERRAL)
    if deferral and (band == AFTER or rules.deferral_from_first_day):
        lowered = min(ordinary, value("late_charge_rate.deferral", piece.start))
        return Segment(piece, base, lowered, band, deferral.article, "猶予による軽減")
    return Segment(piece, base, ordinary, band, citation(name, piece.start).article)


def _title(due: date, paid_on: date) -> str:
    return f"延滞金（納期限 {wareki(due)}、納付日 {wareki(paid_on)}）"


def _explained_in_time(due: date, paid_on: date) -> Explanation:
    step = Step("期限内の納付", f"{wareki(due)}までに納付されているため延滞金はかからない", 0)
    return Explanation(_title(due, paid_on), (step,), 0)


def _explained(
    due: date,
    paid_on: date,
    stretches: tuple[tuple[Period, int], ...],
    segments: tuple[Segment, ...],
    rules: LateChargeRules,
    amount: Yen,
) -> Explanation:
    steps = _steps(due, stretches, segments, rules, Limits.of(TOPIC, due + ONE_DAY))
    return Explanation(_title(due, paid_on), steps, amount, cited(segments, TOPIC, due + ONE_DAY))


def _steps(
    due: date,
    stretches: tuple[tuple[Period, int], ...],
    segments: tuple[Segment, ...],
    rules: LateChargeRules,
    limits: Limits,
) -> tuple[Step, ...]:
    bases = [_stretch_step(period, owed, due, rules, limits) for period, owed in stretches]
    if not segments:
        return (*bases, Step("確定", "計算の基礎となる額がないため延滞金はかからない", 0))
    boundary = wareki(last_day_of_months(due + ONE_DAY, rules.boundary_months))
    label = f"{rules.boundary_months}か月を経過する日"
    month = Step(label, f"納期限の翌日から数えて {boundary}", None, "民法143条2項")
    lines = [segment.step(floored=rules.rounding is Rounding.PER_SEGMENT) for segment in segments]
    return (*bases, month, *lines, *total_steps(segments, rules.rounding, limits, TOPIC, due + ONE_DAY))


def _stretch_step(period: Period, owed: int, due: date, rules: LateChargeRules, limits: Limits) -> Step:
    from_the_start = period.start == due + ONE_DAY
    step = base_step(owed, _base(owed, from_the_start, rules, limits), limits, TOPIC, due + ONE_DAY)
    if from_the_start:
        return step
    return Step(
        f"{wareki(period.start)}からの{step.label}", f"一部納付後の残り {step.formula}", step.amount, step.article
    )
