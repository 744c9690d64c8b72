"""The cell (セル)."""

from towa.platform.ui.testing import Draw


def test_head_of_a_row_is_marked_as_such(draw: Draw) -> None:
    assert draw("<table><tr><c-td head>0012</c-td></tr></table>").one("th")["scope"] == "row"


def test_amount_stands_at_the_right(draw: Draw) -> None:
    assert draw("<table><tr><c-td numeric>1,000円</c-td></tr></table>").one("td")["class"] == "numeric"
