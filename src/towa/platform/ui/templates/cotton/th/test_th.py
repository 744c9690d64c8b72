"""The head of a column (列見出し)."""

from towa.platform.ui.testing import Draw


HEAD = '<table><tr><c-th sort="yen" numeric target="#list">滞納額</c-th></tr></table>'


def test_unsorted_column_offers_the_ascending_order(draw: Draw) -> None:
    head = draw(HEAD, "/?q=x&page=3")
    assert head.one("th")["aria-sort"] == "none"
    assert head.one("a")["href"] == "?q=x&sort=yen"


def test_sorted_column_says_so_and_offers_the_other_way(draw: Draw) -> None:
    head = draw(HEAD, "/?sort=yen")
    assert head.one("th")["aria-sort"] == "ascending"
    assert head.one("a")["href"] == "?sort=-yen"


def test_column_sorted_downwards_offers_upwards(draw: Draw) -> None:
    head = draw(HEAD, "/?sort=-yen")
    assert head.one("th")["aria-sort"] == "descending"
    assert head.one("a")["href"] == "?sort=yen"


def test_plain_head_is_no_link(draw: Draw) -> None:
    head = draw("<table><tr><c-th>税目</c-th></tr></table>")
    assert head.one("th") == {"scope": "col"}
    assert not head.all("a")
