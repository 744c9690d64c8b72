"""The dialog (対話)."""

from towa.platform.ui.testing import Draw


SOURCE = '<c-dialog id="stop" title="中止しますか。">本文<c-slot name="actions"><c-button>中止</c-button></c-slot></c-dialog>'


def test_dialog_is_named_by_its_heading_and_can_be_closed(draw: Draw) -> None:
    part = draw(SOURCE)
    assert part.one("dialog")["aria-labelledby"] == part.one("h2")["id"] == "stop-title"
    assert "data-closes" in part.all("button")[0]


def test_dialog_stays_shut_until_it_is_opened(draw: Draw) -> None:
    assert "open" not in draw(SOURCE).one("dialog")


def test_dialog_inside_a_panel_does_not_take_over_its_buttons(draw: Draw) -> None:
    source = '<c-panel title="p"><c-slot name="actions"><b>x</b></c-slot><c-dialog id="d" title="t">本文</c-dialog></c-panel>'
    assert len(draw(source).all("b")) == 1
