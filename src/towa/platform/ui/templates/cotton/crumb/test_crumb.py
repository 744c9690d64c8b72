"""One step of the way here (パンくず)."""

from towa.platform.ui.testing import Draw


def test_crumb_is_an_item_with_a_link(draw: Draw) -> None:
    part = draw('<c-crumb href="/ledger/">台帳</c-crumb>')
    assert [tag for tag, _ in part.elements] == ["li", "a"]
    assert part.one("a")["href"] == "/ledger/"
