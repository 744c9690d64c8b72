from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.kernel.money import LARGEST_DIGITS, NotYen, floor_to, format_yen, parse_yen, yen


HOSTILE = [
    "", " ", "　", "\t", "\n", "1 ", " 1", "1\n", "\n1", "1\r", "　1", "1　", "1\u00a0", "\ufeff1", "1\u200b", "1\x00",
    "1_000", "_1", "1_", "1__0", "1,000", "1，000", "1、000", "1.000", "1 000", "1'000", "1\u3000000",
    "１２３", "１", "1２", "٣", "١٢٣", "۳", "३", "๓", "〇", "一千", "千円", "①", "²", "½", "Ⅳ", "𝟏", "🄁",
    "NaN", "nan", "-nan", "sNaN", "inf", "-inf", "Infinity", "∞", "None", "null", "NULL", "N/A", "#N/A", "#REF!", "-", "--",
    "1e3", "1E3", "1e-3", "1e", "e1", "1d3", "0x10", "0b1", "0o7", "1L", "1l", "1f", "1j", "0x", "1h",
    "+1", "+", "++1", "1+", "＋1", "－1", "−1", "▲1", "△1", "(1)", "-1-", "1-", "- 1", "--1", "-０", "-٣",
    "01", "00", "000", "007", "-0", "-01", "00.5", "-00",
    "1.0", "1.", ".1", "0.0", "1.5", "1/2", "1:2", "1;", "1%", "100%", "1円", "円1", "¥1", "￥1", "\\1", "$1", "1yen",
    '"1"', "'1", "'1'", "=1", "=1+1", "@1", "1=1", "{1}", "[1]", "<1>", "1*", "*1", "1?", "~1", "1#", "1!", "1&0", "1|0",
    "True", "true", "False", "abc", "1a", "a1", "O", "l", "o0", "10O", "1\u0301", "1\ufe0f", "1\u20e3", "१०", "１_０",
    "1\t000", "1\v", "1\f", "1\x1c", "1\x85", "1\u2028", "9" * (LARGEST_DIGITS + 1), "1" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_python_would_take_for_a_number_is_refused_as_money(text: str) -> None:
    with pytest.raises(NotYen, match="金額「"):
        parse_yen(text)


@given(st.text(min_size=1, max_size=12))
def test_only_plain_ascii_digits_are_read_as_money(text: str) -> None:
    plain = text.isascii() and text.isdigit() and (text == "0" or not text.startswith("0"))
    try:
        assert parse_yen(text) == int(text)
        assert plain
    except NotYen:
        assert not plain


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_money_written_plainly_is_read_back(amount: int) -> None:
    assert parse_yen(str(amount), signed=True) == amount


def test_a_negative_amount_needs_a_field_that_allows_it() -> None:
    assert parse_yen("-1200", signed=True) == -1200
    with pytest.raises(NotYen, match="負の金額"):
        parse_yen("-1200")


def test_the_message_tells_how_to_mend_the_cell() -> None:
    with pytest.raises(NotYen, match="カンマ"):
        parse_yen("1,000")
    with pytest.raises(NotYen, match="先頭の0"):
        parse_yen("0120")
    with pytest.raises(NotYen, match="空です"):
        parse_yen("")


@pytest.mark.parametrize("value", [True, False, 1.0, Decimal(1), "1", None])
def test_only_whole_numbers_become_yen(value: object) -> None:
    with pytest.raises(NotYen):
        yen(value)


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([1, 100, 1000, 10000]))
def test_flooring_drops_less_than_one_unit(amount: int, unit: int) -> None:
    floored = floor_to(amount, unit)
    assert floored % unit == 0
    assert 0 <= amount - floored < unit


def test_negative_money_is_not_floored() -> None:
    with pytest.raises(NotYen):
        floor_to(-1, 100)


def test_yen_are_shown_with_separators() -> None:
    assert format_yen(yen(1234567)) == "1,234,567円"
    assert format_yen(-500) == "-500円"
