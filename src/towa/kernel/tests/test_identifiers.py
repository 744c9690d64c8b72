import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from towa.kernel.identifiers import (
    Span,
    corporate_number_check_digit,
    find_individual_numbers,
    is_corporate_number,
    is_municipality_code,
    looks_like_individual_number,
    mask,
    municipality_check_digit,
)


# The example of 平26総務省令85号5条 as computed by hand; no number of a person.
MADE_UP = "123456789018"


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@pytest.mark.parametrize("code", ["132209", "132012", "011002", "131016"])
def test_known_municipality_codes_are_right(code: str) -> None:
    assert is_municipality_code(code)


def test_a_corporate_number_of_the_tax_agency_is_right() -> None:
    assert is_corporate_number("7000012050002")


@given(digits(5), st.integers(0, 5), digits(1))
def test_a_wrong_digit_in_a_municipality_code_is_found(five: str, place: int, wrong: str) -> None:
    code = five + municipality_check_digit(five)
    assume(code[place] != wrong)
    # The rule maps remainder 0 and remainder 10 to the same digit; such a pair no algorithm can tell apart.
    mistaken = code[:place] + wrong + code[place + 1 :]
    assume(place == 5 or {_remainder(code), _remainder(mistaken)} != {0, 10})
    assert is_municipality_code(code)
    assert not is_municipality_code(mistaken)


def _remainder(code: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), code[:5], strict=True)) % 11


@given(digits(12), st.integers(0, 12), digits(1))
def test_a_wrong_digit_in_a_corporate_number_is_found(twelve: str, place: int, wrong: str) -> None:
    number = corporate_number_check_digit(twelve) + twelve
    assume({number[place], wrong} != {"0", "9"})  # modulo 9 cannot tell 0 from 9
    assume(number[place] != wrong)
    assert is_corporate_number(number)
    assert not is_corporate_number(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize("text", ["", "13220", "1322090", "１３２２０９", "13220a", "132 09", "٣٣٣٣٣٣"])
def test_a_municipality_code_in_another_form_is_refused(text: str) -> None:
    assert not is_municipality_code(text)


def test_a_check_digit_is_made_of_plain_digits_only() -> None:
    with pytest.raises(ValueError, match="半角数字5桁"):
        municipality_check_digit("１３２２０")
    with pytest.raises(ValueError, match="半角数字12桁"):
        corporate_number_check_digit("1234")


@pytest.mark.parametrize(
    "text",
    [
        MADE_UP,
        "１２３４５６７８９０１８",
        "1234-5678-9018",
        "１２３４－５６７８－９０１８",
        "1234 5678 9018",
        "1234　5678　9018",
        "1234 - 5678 - 9018",
        "123ー456ー789ー018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "個人番号は1234・5678・9018です",
        f"電話090-0000-1234 番号{MADE_UP}",
        f"7000012050002 {MADE_UP}",
        "2026-11-20に1234-5678-9018と聞いた",
    ],
)
def test_an_individual_number_is_found_however_it_is_written(text: str) -> None:
    assert looks_like_individual_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "納付書を再発行した", "7000012050002", "7-0000-1205-0002", "090-0000-1234", "0422-00-1234", "0120-000-000",
        "+81 90 0000 1234", "2026-11-20", "2026年11月20日", "2026-11-20 10:30:00", "20261120", "123456789017",
        "1234-5678-9017", "1234567890180", "91234567890182", "12,345,678", "令和8年11月20日〜令和9年1月10日",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not looks_like_individual_number(text)


@given(digits(11), st.sampled_from(["", " ", "-", "－", "　"]), st.booleans())
def test_exactly_one_last_digit_in_ten_is_refused(eleven: str, joint: str, wide: bool) -> None:
    def written(number: str) -> str:
        text = joint.join([number[:4], number[4:8], number[8:]])
        return "".join(unicodedata.lookup(f"FULLWIDTH DIGIT {_name(c)}") if wide and c.isdigit() else c for c in text)

    assert sum(looks_like_individual_number(written(eleven + last)) for last in "0123456789") == 1


def _name(digit: str) -> str:
    return unicodedata.name(digit).removeprefix("DIGIT ")


def test_the_place_of_an_individual_number_is_told() -> None:
    assert find_individual_numbers(f"番号 {MADE_UP}。") == [Span(3, 15)]


def test_masking_keeps_the_end_and_the_form() -> None:
    assert mask("090-0000-1234") == "***-****-1234"
    assert mask("山田", keep=1) == "*田"
    assert mask("12", keep=4) == "12"
