from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.kernel.period import Period
from towa.law.accrual import Rounding, summed
from towa.law.accrual_many import PART
from towa.law.late_charge import LateChargeRules, Payment, Relief, ReliefKind, late_charge, late_charge_many
from towa.law.parameters import UnknownValue
from towa.law.tests.plain_late_charge import plain_late_charge


DUE = st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 11, 1))
SHORT = st.integers(min_value=-40, max_value=1200)
YEN = st.one_of(st.integers(0, 5000), st.integers(0, 3_000_000))
ROUNDINGS = st.sampled_from(list(Rounding))
LAST_KNOWN = date(2026, 12, 31)


def paid_after(due: date, days: int) -> date:
    return min(due + timedelta(days=days), LAST_KNOWN)


@settings(max_examples=150)
@given(YEN, DUE, SHORT, ROUNDINGS, st.sampled_from([1, 3]))
def test_the_explained_form_agrees_with_the_plain_twin(
    principal: int, due: date, days: int, rounding: Rounding, months: int
) -> None:
    paid, rules = paid_after(due, days), LateChargeRules(rounding=rounding, boundary_months=months)
    expected = plain_late_charge(principal, due, paid, rounding=rounding.value, months=months)
    assert late_charge(principal, due, paid, rules=rules).amount == expected


@settings(max_examples=60)
@given(st.lists(st.tuples(YEN, DUE, SHORT), min_size=1, max_size=20), ROUNDINGS, st.sampled_from([1, 2, 3]))
def test_the_whole_ledger_at_once_agrees_with_one_by_one(
    rows: list[tuple[int, date, int]], rounding: Rounding, months: int
) -> None:
    rules = LateChargeRules(rounding=rounding, boundary_months=months)
    paid = [paid_after(due, days) for _yen, due, days in rows]
    many = late_charge_many(*columns([row[0] for row in rows], [row[1] for row in rows], paid), rules)
    single = [late_charge(row[0], row[1], day, rules=rules).amount for row, day in zip(rows, paid, strict=True)]
    assert many.tolist() == single


@settings(max_examples=100)
@given(YEN, DUE, SHORT, ROUNDINGS)
def test_the_late_charge_never_falls_as_days_pass(principal: int, due: date, days: int, rounding: Rounding) -> None:
    rules = LateChargeRules(rounding=rounding)
    today, tomorrow = paid_after(due, days), paid_after(due, days + 1)
    assert (
        late_charge(principal, due, today, rules=rules).amount
        <= late_charge(principal, due, tomorrow, rules=rules).amount
    )


@given(YEN, st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1)), st.integers(0, 4000))
def test_nothing_is_owed_until_the_due_date(principal: int, due: date, early: int) -> None:
    charge = late_charge(principal, due, due - timedelta(days=early))
    assert charge.amount == 0
    assert charge.segments == ()


@settings(max_examples=100)
@given(YEN, DUE, st.integers(2, 1200), st.data())
def test_splitting_a_period_changes_nothing_beyond_the_rounding(
    principal: int, due: date, days: int, data: st.DataObject
) -> None:
    """An exemption of no consequence cuts the segments: exactly the same fractions, at most one yen per cut."""
    paid = paid_after(due, days)
    cuts = data.draw(st.lists(st.integers(1, days), max_size=4).map(sorted))
    parts = [Payment(due + timedelta(days=cut), 0) for cut in cuts if due + timedelta(days=cut) < paid]
    whole, split = (
        late_charge(principal, due, paid).segments,
        late_charge(principal, due, paid, payments=parts).segments,
    )
    assert sum(item.numerator for item in whole) == sum(item.numerator for item in split)
    assert summed(whole, Rounding.AT_END) == summed(split, Rounding.AT_END)
    assert 0 <= summed(whole, Rounding.PER_SEGMENT) - summed(split, Rounding.PER_SEGMENT) <= len(parts)


@settings(max_examples=100)
@given(
    st.integers(2000, 900_000),
    st.dates(min_value=date(2014, 1, 1), max_value=date(2025, 6, 1)),
    st.integers(40, 900),
    st.lists(st.tuples(st.integers(-30, 900), st.integers(1, 200_000)), max_size=3),
    st.lists(st.tuples(st.sampled_from(list(ReliefKind)), st.integers(0, 600), st.integers(0, 300)), max_size=3),
    ROUNDINGS,
)
def test_part_payments_and_reliefs_agree_with_the_plain_twin(
    principal: int, due: date, days: int, paid_parts: list[tuple[int, int]],
    spans: list[tuple[ReliefKind, int, int]], rounding: Rounding,
) -> None:  # fmt: skip
    paid = paid_after(due, days)
    payments = [(due + timedelta(days=after), amount) for after, amount in affordable(paid_parts, principal)]
    reliefs = [(kind, due + timedelta(days=a), due + timedelta(days=a + b)) for kind, a, b in spans]
    charge = late_charge(
        principal, due, paid,
        payments=[Payment(day, amount) for day, amount in payments],
        reliefs=[Relief(kind, Period.closed(first, last)) for kind, first, last in reliefs],
        rules=LateChargeRules(rounding=Rounding.AT_END if rounding is Rounding.PER_SEGMENT else rounding),
    )  # fmt: skip
    expected = plain_late_charge(
        principal, due, paid, payments=payments,
        rounding=("at_end" if rounding is Rounding.PER_SEGMENT else rounding.value),
        exempt=[(first, last) for kind, first, last in reliefs if kind is ReliefKind.EXEMPT],
        deferred=[(first, last) for kind, first, last in reliefs if kind is ReliefKind.DEFERRAL],
    )  # fmt: skip
    assert charge.amount == expected


def affordable(parts: list[tuple[int, int]], principal: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for after, amount in parts:
        if sum(item[1] for item in kept) + amount <= principal:
            kept.append((after, amount))
    return kept


def columns(principal: list[int], due: list[date], paid: list[date]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.array(principal, np.int64), np.array(due, "datetime64[D]"), np.array(paid, "datetime64[D]")


def test_a_payment_in_2027_says_what_must_be_added() -> None:
    with pytest.raises(
        UnknownValue, match=r"令和9年（2027年）の延滞金の割合はまだ登録されていません.*一行追加"
    ) as refusal:
        late_charge(50000, date(2026, 12, 25), date(2027, 1, 4))
    assert refusal.value.on == date(2027, 1, 1)


def test_the_whole_ledger_names_the_first_row_that_cannot_be_known() -> None:
    rows = columns(
        [50000, 1999, 50000, 50000],
        [date(2026, 12, 1), date(2026, 12, 1), date(2027, 1, 31), date(2026, 12, 25)],
        [date(2026, 12, 20), date(2027, 3, 1), date(2027, 1, 31), date(2027, 1, 4)],
    )
    with pytest.raises(UnknownValue, match=r"^4件目：令和9年"):
        late_charge_many(*rows)
    assert late_charge_many(*rows, mark_unknown=True).tolist() == [0, 0, 0, -1]


def test_days_before_2000_are_unknown_and_not_guessed() -> None:
    with pytest.raises(UnknownValue, match="平成11年（1999年）"):
        late_charge(50000, date(1999, 11, 30), date(2000, 3, 1))
    with pytest.raises(UnknownValue, match="平成11年（1999年）"):
        late_charge_many(*columns([50000], [date(1999, 11, 30)], [date(2000, 3, 1)]))


def test_long_columns_are_cut_into_parts_without_losing_a_row() -> None:
    length = 2 * PART + 7
    due = np.datetime64("2020-06-30") + np.arange(length) % 900
    principal = 2000 + np.arange(length) % 77_777
    many = late_charge_many(principal, due, due + 351)
    for row in (0, 1, PART - 1, PART, 2 * PART - 1, 2 * PART, length - 1):
        day = due[row].item()
        assert many[row] == late_charge(int(principal[row]), day, day + timedelta(days=351)).amount


def test_columns_that_cannot_be_computed_are_refused() -> None:
    day = [date(2024, 1, 31)]
    with pytest.raises(ValueError, match="列の長さ"):
        late_charge_many(*columns([1, 2], day, day))
    with pytest.raises(ValueError, match=r"^1件目：金額"):
        late_charge_many(*columns([-1], day, day))
    missing = np.array(["2024-01-31", "NaT"], "datetime64[D]")
    with pytest.raises(ValueError, match=r"^2件目：日付がありません"):
        late_charge_many(np.array([5000, 5000]), missing, missing)
    assert late_charge_many(*columns([], [], [])).tolist() == []


def test_more_paid_than_owed_is_refused() -> None:
    with pytest.raises(ValueError, match="超えています"):
        late_charge(5000, date(2024, 1, 31), date(2024, 5, 1), payments=[Payment(date(2024, 3, 1), 5001)])
    with pytest.raises(ValueError, match="0円以上"):
        late_charge(-1, date(2024, 1, 31), date(2024, 5, 1))


def test_the_explanation_shows_days_rate_base_and_article() -> None:
    lines = late_charge(48500, date(2024, 1, 31), date(2024, 5, 30)).explanation.lines()
    assert lines == [
        "延滞金（納期限 令和6年1月31日、納付日 令和6年5月30日）",
        "計算の基礎となる額：48,500円 の 1,000円未満を切捨て ＝ 48,000円 〔地方税法20条の4の2第2項〕",
        "1か月を経過する日：納期限の翌日から数えて 令和6年2月29日 〔民法143条2項〕",
        "令和6年2月1日から令和6年2月29日まで29日：48,000円 × 年2.4% × 29日 ÷ 365 ＝ 91円 〔地方税法附則3条の2第1項〕",
        "令和6年3月1日から令和6年5月30日まで91日：48,000円 × 年8.7% × 91日 ÷ 365 ＝ 1,041円 〔地方税法附則3条の2第1項〕",
        "合計：区分ごとに1円未満を切捨て ＝ 1,132円",
        "確定：1,132円 の 100円未満を切捨て ＝ 1,100円 〔地方税法20条の4の2第5項〕",
        "結果：1,100円",
        "根拠：地方税法20条の4の2第2項、地方税法附則3条の2第1項、地方税法20条の4の2第5項",
    ]


def test_a_relief_is_named_in_the_explanation() -> None:
    stay = Relief(ReliefKind.EXEMPT, Period.closed(date(2024, 3, 1), date(2024, 4, 30)), "地方税法15条の9第1項")
    text = "\n".join(late_charge(480000, date(2024, 1, 31), date(2024, 5, 30), reliefs=[stay]).explanation.lines())
    assert "令和6年3月1日から令和6年4月30日まで61日（免除）：480,000円 × 年0.0% × 61日" in text
    assert "地方税法15条の9第1項" in text
