"""還付加算金: what the town adds when it gives back too much paid tax, and from which day it counts.

地方税法17条の4, 20条の4の2, 附則3条の2第4項. The first counted day (起算日) depends on why the money was too much.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from towa.kernel.explanation import Explanation, Step
from towa.kernel.money import Yen
from towa.kernel.period import ONE_DAY, Period, last_day_of_months, wareki
from towa.law.accrual import Limits, Rounding, Segment, base_step, cited, cut_at_year_ends, summed, total_steps
from towa.law.parameters import citation, value


if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOPIC = "refund_interest_limit"
RATE = "refund_interest_rate.rate"
START = "refund_interest_start"


class StartClass(StrEnum):
    """起算日の区分 (地方税法17条の4第1項各号)."""

    REASSESSMENT = "reassessment"  # 1号: 更正・決定・賦課決定による過納
    REQUESTED_CORRECTION = "requested_correction"  # 2号: 更正の請求による更正
    INCOME_TAX_CHANGE = "income_tax_change"  # 3号: 所得税の更正・申告に基因する賦課決定
    OTHER = "other"  # 4号: 誤納、二重納付など


ARTICLES: Mapping[StartClass, str] = {
    StartClass.REASSESSMENT: "地方税法17条の4第1項1号",
    StartClass.REQUESTED_CORRECTION: "地方税法17条の4第1項2号",
    StartClass.INCOME_TAX_CHANGE: "地方税法17条の4第1項3号",
    StartClass.OTHER: "地方税法17条の4第1項4号",
}


@dataclass(frozen=True)
class RefundInterest:
    """還付加算金の計算結果: the amount to add, its pieces, and its explanation."""

    amount: Yen
    explanation: Explanation
    segments: tuple[Segment, ...]


def count_from_reassessment(paid_on: date) -> date:
    """起算日（1号）: the day after the payment."""
    return paid_on + ONE_DAY


def count_from_requested_correction(requested_on: date, corrected_on: date) -> date:
    """起算日（2号）: the day after three months from the request, or one month from the correction, have passed.

    The earlier of the two counts.
    """
    after_request = _elapsed(requested_on, "months_after_request")
    return min(after_request, _elapsed(corrected_on, "months_after_correction")) + ONE_DAY


def count_from_income_tax_change(notified_on: date) -> date:
    """起算日（3号）: the day after one month has passed from the notice of the income tax correction, or the return."""
    return _elapsed(notified_on, "months_after_notice") + ONE_DAY


def count_from_other(arisen_on: date) -> date:
    """起算日（4号）: the day after one month has passed from the payment (the day of 地方税法施行令6条の15第1項)."""
    return _elapsed(arisen_on, "months_after_event") + ONE_DAY


def last_counted_day(decided_on: date, suitable_on: date | None = None) -> date:
    """終期: the day of decision (支出決定日・充当日), or the 充当適状日 where that is earlier."""
    return decided_on if suitable_on is None else min(decided_on, suitable_on)


def refund_interest(
    refund: int,
    count_from: date,
    decision: date,
    *,
    start_class: StartClass | None = None,
    rounding: Rounding = Rounding.PER_SEGMENT,
) -> RefundInterest:
    """還付加算金: for one over- or mistaken payment, explained.

    Args:
        refund: 過誤納金, whole yen.
        count_from: 起算日, the first counted day (see the `count_from_…` functions).
        decision: 支出決定日 (or what `last_counted_day` gives), counted.
        start_class: why the money was too much; only named in the explanation.
        rounding: where fractions of a yen are dropped.

    Raises:
        UnknownValue: a counted day has no registered rate.
        ValueError: a negative refund.
    """
    if refund < 0:
        raise ValueError("過誤納金は0円以上でなければなりません。")
    title = f"還付加算金（起算日 {wareki(count_from)}、支出決定日 {wareki(decision)}）"
    if refund == 0 or decision < count_from:
        step = Step("日数", "起算日が支出決定日より後のため加算しない" if refund else "過誤納金がない", 0)
        return RefundInterest(Yen(0), Explanation(title, (step,), 0), ())
    limits = Limits.of(TOPIC, count_from)
    base = limits.base(refund)
    segments = _segments(Period.closed(count_from, decision), base) if base else ()
    amount = limits.total(summed(segments, rounding))
    begin = base_step(refund, base, limits, TOPIC, count_from)
    lines = [segment.step(floored=rounding is Rounding.PER_SEGMENT) for segment in segments]
    ends = total_steps(segments, rounding, limits, TOPIC, count_from)
    sources = ((ARTICLES[start_class],) if start_class else ()) + cited(segments, TOPIC, count_from)
    return RefundInterest(amount, Explanation(title, (begin, *lines, *ends), amount, sources), segments)


def refund_interest_many(
    refund: "NDArray[np.int64]",
    count_from: "NDArray[np.datetime64]",
    decision: "NDArray[np.datetime64]",
    rounding: Rounding = Rounding.PER_SEGMENT,
    *,
    mark_unknown: bool = False,
) -> "NDArray[np.int64]":
    """還付加算金の一括計算: what `refund_interest` gives for each row, to the yen.

    Raises:
        UnknownValue: a counted day has no registered rate (with `mark_unknown`, -1 stands there instead).
        ValueError: lengths that differ, negative or absurd amounts, missing days.
    """
    from towa.law.accrual_many import accrue_many, tables  # the compiler is loaded only where it pays

    limits = Limits.throughout(TOPIC)
    table = tables(RATE, RATE, 0)
    return accrue_many(refund, count_from, decision, table, limits, rounding, mark_unknown=mark_unknown)


def _segments(period: Period, base: Yen) -> tuple[Segment, ...]:
    return tuple(
        Segment(piece, base, value(RATE, piece.start), "rate", citation(RATE, piece.start).article)
        for piece in cut_at_year_ends(period)
    )


def _elapsed(day: date, months: str) -> date:
    """…月を経過する日: the last day of so many months counted from the day after."""
    return last_day_of_months(day + ONE_DAY, value(f"{START}.{months}", day))
