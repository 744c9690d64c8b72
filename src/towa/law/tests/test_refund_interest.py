from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.law.accrual import Rounding
from towa.law.parameters import UnknownValue
from towa.law.refund_interest import StartClass, last_counted_day, refund_interest, refund_interest_many
from towa.law.tests.plain_late_charge import plain_refund_interest


DAY = st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 11, 1))
YEN = st.one_of(st.integers(0, 5000), st.integers(0, 5_000_000))
LAST_KNOWN = date(2026, 12, 31)


@settings(max_examples=60)
@given(st.lists(st.tuples(YEN, DAY, st.integers(-10, 1000)), min_size=1, max_size=10), st.sampled_from(list(Rounding)))
def test_explained_many_and_plain_twin_agree(rows: list[tuple[int, date, int]], rounding: Rounding) -> None:
    decided = [min(start + timedelta(days=days), LAST_KNOWN) for _yen, start, days in rows]
    paired = list(zip(rows, decided, strict=True))
    single = [refund_interest(yen, start, end, rounding=rounding).amount for (yen, start, _days), end in paired]
    many = refund_interest_many(
        np.array([row[0] for row in rows]),
        np.array([row[1] for row in rows], "datetime64[D]"),
        np.array(decided, "datetime64[D]"),
        rounding,
    )
    plain = [plain_refund_interest(yen, start, end, rounding=rounding.value) for (yen, start, _days), end in paired]
    assert many.tolist() == single == plain


def test_the_day_the_claim_became_suitable_ends_the_count_if_it_is_earlier() -> None:
    assert last_counted_day(date(2026, 5, 20)) == date(2026, 5, 20)
    assert last_counted_day(date(2026, 5, 20), date(2026, 4, 30)) == date(2026, 4, 30)
    assert last_counted_day(date(2026, 5, 20), date(2026, 6, 30)) == date(2026, 5, 20)


def test_a_decision_in_2027_says_what_must_be_added() -> None:
    with pytest.raises(UnknownValue, match=r"令和9年（2027年）の還付加算金の割合.*refund_interest_rate\.yaml"):
        refund_interest(500_000, date(2026, 12, 1), date(2027, 1, 8))


def test_the_explanation_names_the_class_of_the_start() -> None:
    found = refund_interest(900_000, date(2025, 3, 1), date(2026, 2, 27), start_class=StartClass.OTHER)
    assert found.explanation.articles[0] == "地方税法17条の4第1項4号"
    assert found.explanation.lines()[0] == "還付加算金（起算日 令和7年3月1日、支出決定日 令和8年2月27日）"
    assert [segment.rate for segment in found.segments] == [9, 13]


def test_a_negative_refund_is_refused() -> None:
    with pytest.raises(ValueError, match="0円以上"):
        refund_interest(-1, date(2025, 3, 1), date(2026, 2, 27))
