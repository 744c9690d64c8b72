"""Tabs that are links (タブ)."""

from towa.platform.ui.testing import Draw


SOURCE = '<c-tabs label="切替"><c-tab href="/a/" :current="here">一覧</c-tab><c-tab href="/b/">集計</c-tab></c-tabs>'


def test_tabs_are_a_named_navigation_of_links(draw: Draw) -> None:
    part = draw(SOURCE, here=True)
    assert part.one("nav")["aria-label"] == "切替"
    assert [link["href"] for link in part.all("a")] == ["/a/", "/b/"]


def test_only_the_open_tab_is_current(draw: Draw) -> None:
    assert [link.get("aria-current") for link in draw(SOURCE, here=True).all("a")] == ["page", None]
    assert [link.get("aria-current") for link in draw(SOURCE, here=False).all("a")] == [None, None]
