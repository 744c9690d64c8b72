"""The chart with its table (図)."""

from towa.platform.ui.charts import Figure, bars, lines
from towa.platform.ui.testing import Draw


def figure() -> Figure:
    rows = [("SMS", 4_210), ("訪問 <b>", 310)]
    return bars(rows, title="手段別", description="SMSが最多です。", category="手段", amount="人")


def test_chart_is_one_picture_with_a_sentence(draw: Draw) -> None:
    picture = draw('<c-chart :figure="figure" />', figure=figure()).one("svg")
    assert (picture["role"], picture["aria-label"]) == ("img", "手段別。SMSが最多です。")


def test_chart_shows_the_same_numbers_as_a_table(draw: Draw) -> None:
    part = draw('<c-chart :figure="figure" />', figure=figure())
    assert [head["scope"] for head in part.all("th")] == ["col", "col", "row", "row"]
    assert "4,210" in part.text


def test_chart_brings_no_inline_style_no_script_and_no_raw_markup(draw: Draw) -> None:
    part = draw('<c-chart :figure="figure" />', figure=figure())
    assert not [tag for tag, attributes in part.elements if "style" in attributes or tag in {"script", "style", "b"}]


def test_lines_differ_by_dash_as_well_as_by_colour() -> None:
    rows = [("9月", "今年度", 91.2), ("10月", "今年度", 93.0), ("9月", "昨年度", 90.1), ("10月", "昨年度", 91.7)]
    drawing = lines(rows, title="収納率", description="上向きです。", heads=("月", "年度", "%"))
    assert 'stroke-dasharray="6,3"' in drawing.svg
    assert drawing.rows == tuple(rows)
