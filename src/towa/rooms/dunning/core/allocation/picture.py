"""How much of each limit is used, and what is one more of it worth? One bar per row, as a picture of its own."""

import importlib
import json
from dataclasses import dataclass
from typing import Any


INK, GRID, BAR, FULL = "#333333", "#cccccc", "#0031d8", "#c74700"
FONT = "Noto Sans JP, BIZ UDPGothic, Yu Gothic UI, Noto Sans CJK JP, sans-serif"
WIDEST = 1.5
"""Share of the limit beyond which a bar is cut off: minima may be passed many times over."""
BINDING = 0.995
"""Share from which a limit counts as used up."""


@dataclass(frozen=True)
class RowUse:
    """制限の使われ方: one row of the plan."""

    name: str
    used: float
    limit: float
    """inf = none; a minimum is negative, and so is what it uses."""
    price: float

    @property
    def share(self) -> float:
        """Used part of the limit; 0 where there is none."""
        if self.limit in (0.0, float("inf")):
            return 0.0
        return self.used / self.limit

    @property
    def told(self) -> str:
        """In words: used, limit, price."""
        limit = "制限なし" if self.limit == float("inf") else f"{abs(self.limit):,.0f}"
        head = f"最低 {limit} に {abs(self.used):,.0f}" if self.limit < 0 else f"{self.used:,.0f} / {limit}"
        return head + (f"、価格 {self.price:,.1f}円" if self.price else "")


def drawn(rows: tuple[RowUse, ...], title: str) -> str:
    """図: SVG. Raises `ModuleNotFoundError` saying what is missing where Altair or vl-convert is not installed."""
    alt, vl_convert = _needed("altair"), _needed("vl_convert")
    data = [
        {"row": row.name, "share": min(max(row.share, 0.0), WIDEST), "told": row.told, "full": row.share >= BINDING}
        for row in rows
    ]
    base = alt.Chart(alt.InlineData(values=data), width=420, height=max(len(rows), 1) * 22)
    across = alt.X(
        "share:Q", title="制限に対する割合", axis=alt.Axis(format="%", tickCount=5), scale=alt.Scale(domain=[0, WIDEST])
    )
    down = alt.Y("row:N", sort=None, title=None, axis=alt.Axis(labelLimit=260))
    colour = alt.condition("datum.full", alt.value(FULL), alt.value(BAR))
    bars = base.mark_bar(size=14).encode(x=across, y=down, color=colour)
    words = base.mark_text(align="left", dx=4, color=INK).encode(x=alt.value(424), y=down, text="told:N")
    limit = (
        alt.Chart(alt.InlineData(values=[{"share": 1.0}])).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="share:Q")
    )
    look = {"font": FONT, "axis": {"labelColor": INK, "titleColor": INK, "gridColor": GRID}, "view": {"stroke": None}}
    spec = (bars + words + limit).properties(title=title).to_dict() | {"config": look, "background": "white"}
    return str(vl_convert.vegalite_to_svg(json.dumps(spec)))


def _needed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError("図を描くには altair と vl-convert-python が要ります。", name=name) from missing
