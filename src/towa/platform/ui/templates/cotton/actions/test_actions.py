"""A row of buttons (操作)."""

from towa.platform.ui.testing import Draw


def test_actions_hold_their_buttons_in_order(draw: Draw) -> None:
    part = draw("<c-actions><c-button>保存</c-button><c-button>やめる</c-button></c-actions>")
    assert part.text.replace(" ", "") == "保存やめる"
    assert len(part.all("button")) == 2
