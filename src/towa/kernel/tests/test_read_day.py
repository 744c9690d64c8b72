"""Days as people type them (日付の入力)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.kernel.period import NotADate, read_day, wareki


@pytest.mark.parametrize(
    "text",
    [
        "R8.11.20", "r8.11.20", "R8-11-20", "R8/11/20", "R08.11.20", "令和8.11.20", "令和8年11月20日", "令和 8年 11月 20日",
        "㋿8年11月20日", "81120", "081120", "2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", "西暦2026年11月20日",
        "Ｒ８．１１．２０", "Ｒ８。１１。２０", "Ｒ８・１１・２０", "令和８年１１月２０日", "８１１２０", "２０２６ー１１ー２０",
        "２０２６／１１／２０", "2026−11−20", " R8.11.20\u3000",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form_that_a_clerk_types(text: str) -> None:
    assert read_day(text) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("R元.5.1", date(2019, 5, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("10501", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("S1.12.25", date(1926, 12, 25)),
        ("T15.12.24", date(1926, 12, 24)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("M45.7.29", date(1912, 7, 29)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("1948-02-29", date(1948, 2, 29)),
        ("2026-4-1", date(2026, 4, 1)),
    ],
)
def test_each_era_reaches_to_its_border(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("R1.4.30", "平成31年4月30日"),
        ("10430", "平成31年4月30日"),
        ("H31.5.1", "令和元年5月1日"),
        ("平成38年11月20日", "令和8年11月20日"),
        ("H1.1.7", "昭和64年1月7日"),
        ("S64.1.8", "平成元年1月8日"),
        ("S1.12.24", "大正15年12月24日"),
        ("T15.12.25", "昭和元年12月25日"),
        ("M45.7.30", "大正元年7月30日"),
    ],
)
def test_a_day_outside_its_era_is_refused_with_the_name_it_had(text: str, meant: str) -> None:
    with pytest.raises(NotADate, match=meant):
        read_day(text)


@pytest.mark.parametrize("text", ["R8.2.29", "令和8年13月1日", "81131", "2026-02-30", "2026/0/1", "2100-02-29"])
def test_a_day_that_the_calendar_lacks_is_refused(text: str) -> None:
    with pytest.raises(NotADate, match="暦にありません"):
        read_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "きのう", "20261120", "1120", "11/20", "8.11.20", "R8.11/20", "R8.11", "R108.11.20", "K8.11.20", "26-11-20",
        "R0.1.1.1", "2026-11-20T00:00", "2026-W47-5", "R八.11.20", "2026-11-20\n2026-11-21", "+81120", "R8.011.20",
    ],
)  # fmt: skip
def test_any_other_form_is_refused_with_examples(text: str) -> None:
    with pytest.raises(NotADate, match=r"R8\.11\.20、令和8年11月20日、81120、2026-11-20"):
        read_day(text)


@pytest.mark.parametrize("text", ["明治5年12月2日", "M1.1.1", "1872-12-31", "0001-01-01"])
def test_days_of_the_old_calendar_are_refused(text: str) -> None:
    with pytest.raises(NotADate, match="明治6年1月1日以後"):
        read_day(text)


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2117, 12, 31)))
def test_a_day_written_by_the_house_is_read_back(day: date) -> None:
    assert read_day(wareki(day)) == read_day(f"{day:%Y-%m-%d}") == day


@given(st.text(alphabet="RHSTM令和平成元年月日0123456789０８.-/ー。　 ", max_size=12))
def test_whatever_is_typed_gives_a_day_or_a_message(text: str) -> None:
    try:
        day = read_day(text)
    except NotADate:
        return
    assert day >= date(1873, 1, 1)
