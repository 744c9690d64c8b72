"""One tab (タブの項目)."""

from towa.platform.ui.testing import Draw


def test_tab_is_an_item_of_its_list(draw: Draw) -> None:
    tab = draw('<c-tab href="/a/?x=1&amp;y=2">一覧</c-tab>')
    assert [tag for tag, _ in tab.elements] == ["li", "a"]
    assert tab.text == "一覧"
