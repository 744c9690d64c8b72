"""The link that looks like a button (リンクボタン)."""

from towa.platform.ui.testing import Draw


def test_link_button_is_a_link_with_an_address(draw: Draw) -> None:
    link = draw('<c-link-button href="/ledger/" kind="quiet" hotkey="g l">台帳へ</c-link-button>')
    assert link.one("a") == {"href": "/ledger/", "class": "button button-quiet button-md", "data-hotkey": "g l"}
    assert link.text == "台帳へ"


def test_link_button_escapes_its_address(draw: Draw) -> None:
    link = draw('<c-link-button href="{{ place }}">開く</c-link-button>', place='/?q="><script>')
    assert link.one("a")["href"] == '/?q="><script>'
    assert not link.all("script")
