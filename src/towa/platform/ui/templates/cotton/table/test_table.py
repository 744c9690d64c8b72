"""The table (表)."""

from towa.platform.ui.testing import Draw


SOURCE = """<c-table label="滞納者" dense><c-slot name="head"><c-th>氏名</c-th></c-slot>
<tr><c-td head>{{ name }}</c-td></tr><c-slot name="foot"><tr><td>計</td></tr></c-slot></c-table>"""


def test_table_has_a_name_and_can_be_scrolled_by_keyboard(draw: Draw) -> None:
    table = draw(SOURCE, name="髙﨑")
    frame = table.all("div")[0]
    assert (frame["role"], frame["aria-label"], frame["tabindex"]) == ("group", "滞納者", "0")
    assert table.all("caption")


def test_table_keeps_head_rows_and_foot_apart(draw: Draw) -> None:
    order = [tag for tag, _ in draw(SOURCE, name="髙﨑").elements if tag in {"thead", "tbody", "tfoot"}]
    assert order == ["thead", "tbody", "tfoot"]


def test_table_without_foot_has_none(draw: Draw) -> None:
    assert not draw('<c-table label="空"></c-table>').all("tfoot")


def test_cells_show_text_as_text(draw: Draw) -> None:
    assert not draw(SOURCE, name="<b>太字</b>").all("b")
