"""The badge (状態の札)."""

from towa.platform.ui.testing import Draw


def test_badge_says_its_meaning_in_words(draw: Draw) -> None:
    part = draw('<c-badge kind="error">期限切れ</c-badge>')
    assert part.text == "期限切れ"
    assert part.one("span")["class"] == "badge badge-error"


def test_badge_without_kind_is_neutral_whatever_stands_around(draw: Draw) -> None:
    assert draw("<c-badge>未着手</c-badge>", kind="error").one("span")["class"] == "badge badge-neutral"
