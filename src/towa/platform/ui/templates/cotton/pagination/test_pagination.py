"""Moving between pages of a list (ページ送り)."""

from django.core.paginator import Paginator

from towa.platform.ui.testing import Draw, Part


def pages(draw: Draw, number: int, rows: int = 9_500, address: str = "/?q=a") -> Part:
    page = Paginator(range(rows), 50).page(number)
    return draw('<c-pagination :page="page" target="#list" />', address, page=page)


def test_pagination_names_itself_and_counts(draw: Draw) -> None:
    part = pages(draw, 3)
    assert part.one("nav")["aria-label"] == "ページの移動"
    assert "9,500件のうち101～150件" in part.text


def test_pagination_marks_the_page_that_is_shown(draw: Draw) -> None:
    shown = [link for link in pages(draw, 3).all("a") if link.get("aria-current")]
    assert [link["href"] for link in shown] == ["?q=a&page=3"]


def test_first_page_has_no_previous_and_last_page_no_next(draw: Draw) -> None:
    assert "prev" not in [link.get("rel") for link in pages(draw, 1).all("a")]
    assert "next" not in [link.get("rel") for link in pages(draw, 190).all("a")]


def test_pagination_keeps_the_filter_and_fetches_the_list(draw: Draw) -> None:
    following = next(link for link in pages(draw, 3).all("a") if link.get("rel") == "next")
    assert following["href"] == following["hx-get"] == "?q=a&page=4"
    assert following["hx-target"] == "#list"


def test_single_page_shows_its_count_only(draw: Draw) -> None:
    part = pages(draw, 1, rows=7)
    assert "7件のうち1～7件" in part.text
    assert not part.all("a")
