import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.kernel.text import has_private_use, kana_to_halfwidth, phone_key, post_code_shown, search_key, strip_selectors


JAPANESE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x3000, max_codepoint=0x30FF),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFFEE),
        st.sampled_from("髙﨑邉邊齋藤\U000e0100\ufe00‐―ー－ゔﾞﾟ゙ ßǰ"),
        st.characters(),
    ),
    max_size=20,
)


@given(JAPANESE)
def test_a_search_key_is_its_own_search_key(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙﨑　太郎", "高崎太郎"),
        ("渡邉 花子", "渡辺花子"),
        ("渡邊\U000e0101花子", "渡辺　花子"),
        ("齋藤", "斉藤"),
        ("ﾋｶﾞｼﾔﾏﾄ ﾀﾛｳ", "ひがしやまと　たろう"),
        ("たろ-", "タロー"),
        ("Smith John", "ＳＭＩＴＨＪＯＨＮ"),
        ("１２－３４‐５６ー７８―９", "12-34-56-78-9"),
        ("㈱とわ", "(株)トワ"),
        ("神\U000e0100", "神"),
        ("が", "か゛".replace("゛", "\u3099")),
    ],
)
def test_two_ways_of_writing_are_found_together(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_the_search_key_has_the_form_the_index_expects() -> None:
    assert search_key("ﾋｶﾞｼﾔﾏﾄ ﾀﾛｳ　１２－３４ ㈱ 髙﨑 abc") == "ヒガシヤマトタロウ12-34(株)高崎ABC"


@pytest.mark.parametrize(
    "text", ["090-0000-1234", "０９０－００００－１２３４", "(090)00001234", "+81 90-0000-1234", "090 0000 1234"]
)
def test_a_telephone_number_is_found_with_or_without_hyphens(text: str) -> None:
    assert phone_key(text) == "09000001234"


def test_kana_become_half_width_for_the_bank() -> None:
    assert kana_to_halfwidth("とわシ　ガ１２Ａ").replace("　", " ") == "ﾄﾜｼ ｶﾞ12A"


@pytest.mark.parametrize(
    ("digits", "shown"), [("3580004", "〒358-0004"), ("0010001", "〒001-0001"), ("", ""), ("358", "358")]
)
def test_a_post_code_is_written_as_on_an_envelope(digits: str, shown: str) -> None:
    assert post_code_shown(digits) == shown


def test_private_use_characters_are_noticed() -> None:
    assert has_private_use("山\ue000")
    assert has_private_use("\U000f0000")
    assert not has_private_use("髙﨑\U000e0100")


def test_selectors_go_and_the_character_stays() -> None:
    assert strip_selectors("葛\U000e0100辻\ufe01") == "葛辻"
