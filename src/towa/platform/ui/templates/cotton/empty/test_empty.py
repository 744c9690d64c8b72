"""Nothing to show (該当なし)."""

from towa.platform.ui.testing import Draw


def test_empty_list_says_what_to_do_next(draw: Draw) -> None:
    part = draw('<c-empty title="該当する人はいません">条件を減らしてください。</c-empty>')
    assert part.text.startswith("該当する人はいません")
    assert "条件を減らしてください。" in part.text
