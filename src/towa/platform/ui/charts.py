"""Charts that explain themselves (図): a picture made on the server, and the same numbers as a table.

Altair describes, vl-convert draws the SVG; the browser needs no script, and print and screen are the same file.
Lines and bars differ by dash or pattern of position as well as by colour: nothing hangs on colour alone.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


FONT = "Noto Sans JP, BIZ UDPGothic, Yu Gothic UI, Noto Sans CJK JP, sans-serif"
INK = "#333333"
LINE = "#cccccc"
# Blue, orange, green, purple of the design system; each holds 3:1 against white.
COLOURS = ["#0031d8", "#c74700", "#197a4b", "#6f23d0"]
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3]]
_STYLE = re.compile(r'\sstyle="[^"]*"')

Cell = str | int | float


@dataclass(frozen=True)
class Figure:
    """図: what `<c-chart>` shows.

    Attributes:
        title: what the picture is about.
        description: one sentence with what there is to see; read aloud and printed below the title.
        svg: the picture, without inline styles (the content security policy forbids them).
        columns: heads of the table.
        rows: the same numbers, the first cell of each row being its head.
    """

    title: str
    description: str
    svg: SafeString
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figure(
    chart: alt.TopLevelMixin, *, title: str, description: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> Figure:
    """Draws any Altair chart in the look of the house."""
    spec = {**chart.to_dict(), "config": _look(), "background": "transparent", "description": f"{title}。{description}"}
    return Figure(
        title,
        description,
        _harmless(_drawn(json.dumps(spec)), f"{title}。{description}"),
        tuple(columns),
        tuple(tuple(row) for row in rows),
    )


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    """The same numbers give the same picture; drawing it takes a tenth of a second."""
    return str(vl_convert.vegalite_to_svg(spec))


def bars(
    rows: Sequence[tuple[str, float]], *, title: str, description: str, category: str, amount: str, width: int = 460
) -> Figure:
    """横棒: one bar per category, in the given order; for shares and rankings."""
    data = [{"category": name, "amount": value} for name, value in rows]
    chart = (
        alt.Chart(alt.InlineData(values=data), width=width, height=max(len(rows), 1) * 34)
        .mark_bar(color=COLOURS[0], size=20)
        .encode(
            x=alt.X("amount:Q", title=amount, axis=alt.Axis(tickCount=5)),
            y=alt.Y("category:N", sort=None, title=None),
        )
    )
    return figure(chart, title=title, description=description, columns=(category, amount), rows=rows)


def lines(
    rows: Sequence[tuple[str, str, float]], *, title: str, description: str, heads: tuple[str, str, str]
) -> Figure:
    """折れ線: rows of (point in time, series, value); `heads` names the three."""
    data = [{"time": time, "series": series, "value": value} for time, series, value in rows]
    names = list(dict.fromkeys(series for _, series, _ in rows))
    when, _, how_much = heads
    chart = (
        alt.Chart(alt.InlineData(values=data), width=460, height=240)
        .mark_line(point=True, strokeWidth=2)
        .encode(
            x=alt.X("time:N", sort=None, title=when, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=how_much, scale=alt.Scale(zero=False)),
            color=alt.Color("series:N", title=None, scale=_scale(names, COLOURS)),
            strokeDash=alt.StrokeDash("series:N", title=None, scale=_scale(names, DASHES)),
        )
    )
    return figure(chart, title=title, description=description, columns=heads, rows=rows)


def _scale(names: list[str], values: list[Any]) -> alt.Scale:
    return alt.Scale(domain=names, range=[values[place % len(values)] for place in range(len(names))])


def _look() -> dict[str, Any]:
    text = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelColor": INK,
        "labelLimit": 400,
    }
    axis = {**text, "titleColor": INK, "titleFontWeight": "normal", "gridColor": LINE, "domainColor": INK}
    return {
        "font": FONT,
        "axis": axis,
        "axisY": {"titleAngle": 0, "titleAlign": "left", "titleX": -30, "titleY": -14},
        "legend": {**text, "orient": "bottom"},
        "view": {"stroke": None},
    }


def _harmless(svg: str, words: str) -> SafeString:
    """No style attributes; one picture with one sentence (the numbers stand in the table below it)."""
    plain = _STYLE.sub("", svg)
    named = plain.replace("<svg", format_html('<svg role="img" aria-label="{}"', words), 1)
    return mark_safe(named)  # noqa: S308  # our own drawing; the words are escaped above
