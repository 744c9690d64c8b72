"""The panel (枠)."""

from towa.platform.ui.testing import Draw


def test_panel_has_a_heading_of_the_asked_level(draw: Draw) -> None:
    assert draw('<c-panel title="入力" level="3">本文</c-panel>').all("h3")
    assert draw('<c-panel title="入力">本文</c-panel>').all("h2")


def test_panel_without_title_has_no_empty_heading(draw: Draw) -> None:
    assert not draw("<c-panel>本文</c-panel>").all("h2")


def test_panel_title_is_text(draw: Draw) -> None:
    assert not draw('<c-panel title="{{ name }}">本文</c-panel>', name="<i>x</i>").all("i")
