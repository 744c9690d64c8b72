"""A notice (お知らせ)."""

import pytest

from towa.platform.ui.testing import Draw


@pytest.mark.parametrize(
    ("kind", "word"), [("info", "お知らせ"), ("success", "完了"), ("warning", "注意"), ("error", "エラー")]
)
def test_notice_says_its_kind_in_words(draw: Draw, kind: str, word: str) -> None:
    part = draw(f'<c-notice kind="{kind}" title="合計">本文</c-notice>')
    assert part.text.startswith(f"{word} 合計")
    assert part.text.endswith("本文")


def test_notice_interrupts_only_for_errors(draw: Draw) -> None:
    assert draw('<c-notice kind="error" title="x" live></c-notice>').all("div")[0]["role"] == "alert"
    assert draw('<c-notice kind="success" title="x" live></c-notice>').all("div")[0]["role"] == "status"
    assert "role" not in draw('<c-notice kind="error" title="x"></c-notice>').all("div")[0]


def test_notice_shows_what_people_typed_as_text(draw: Draw) -> None:
    assert not draw('<c-notice title="{{ name }}"></c-notice>', name="<i>x</i>").all("i")
