"""Something to unfold (詳細)."""

from towa.platform.ui.testing import Draw


def test_details_are_shut_unless_asked(draw: Draw) -> None:
    assert "open" not in draw('<c-details summary="計算">本文</c-details>').one("details")
    assert "open" in draw('<c-details summary="計算" open>本文</c-details>').one("details")


def test_details_name_what_unfolds(draw: Draw) -> None:
    assert draw('<c-details summary="延滞金の計算">本文</c-details>').text == "延滞金の計算本文"
