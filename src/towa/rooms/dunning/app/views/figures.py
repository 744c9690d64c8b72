"""体制の図: how much of each capacity the plan uses, and what one more unit of it would bring."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from towa.platform.ui import charts
from towa.rooms.dunning.app.queries.records import Limit


HEIGHT_OF_A_BAR = 26
CALLS = ("minutes:", "lines:")
"""Rows that belong to a stretch of the day."""
# A full row is dark, a free one is light with a rim: on grey paper the two differ as on the screen.
FULL, FREE = charts.COLOURS[0], "#c5d7fb"


def capacity_figures(limits: tuple[Limit, ...]) -> list[charts.Figure]:
    """処理能力の図: calls by channel and slot (minutes), then everything that is counted by the piece or in yen."""
    calls = tuple(limit for limit in limits if _is_shown(limit) and _is_of_calls(limit))
    others = tuple(limit for limit in limits if _is_shown(limit) and not _is_of_calls(limit))
    language = get_language() or ""
    titled = ((_("電話の手段と時間帯ごとの使い方"), calls), (_("件数と予算の使い方"), others))
    return [_drawn(title, shown, language) for title, shown in titled if shown]


def _is_shown(limit: Limit) -> bool:
    return bool(limit.limit or limit.used) and not limit.is_of_a_district


def _is_of_calls(limit: Limit) -> bool:
    return limit.code.startswith(CALLS)


@lru_cache(maxsize=64)
def _drawn(title: str, limits: tuple[Limit, ...], _language: str) -> charts.Figure:
    """A plan never changes and drawing takes long: each picture is drawn once per language."""
    full = [limit for limit in limits if limit.used >= limit.limit]
    return charts.figure(
        _chart(limits),
        title=title,
        description=_("%(all)d件の制限のうち、%(full)d件を使い切っています。")
        % {"all": len(limits), "full": len(full)},
        columns=(_("制限"), _("使用"), _("上限"), _("単位"), _("使用率（%）"), _("あと1単位の値打ち（円）")),
        rows=[(limit.words, limit.used, limit.limit, limit.unit_words, limit.share, limit.price) for limit in limits],
    )


def _chart(limits: Sequence[Limit]) -> alt.TopLevelMixin:
    data = alt.InlineData(values=[_datum(limit) for limit in limits])
    height = HEIGHT_OF_A_BAR * len(limits)
    used = alt.Chart(data, width=300, height=height).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=320))
    )
    price = alt.Chart(data, width=150, height=height).encode(y=alt.Y("label:N", sort=None, title=None, axis=None))
    return alt.hconcat(_used(used), _priced(price, max(limit.price for limit in limits)), spacing=90)


def _datum(limit: Limit) -> dict[str, Any]:
    price = f"{limit.price:,}" if limit.price else "0"
    return {
        "label": limit.words,
        "share": min(limit.share, 100),
        "whole": 100,
        "words": _words(limit),
        "price": limit.price,
        "yen": _("%(yen)s円/%(unit)s") % {"yen": price, "unit": limit.unit_words},
    }


def _used(base: alt.Chart) -> alt.LayerChart | alt.FacetChart:
    """使用率: the rim is the limit, what is filled is used."""
    scale = alt.Scale(domain=[0, 100], clamp=True)
    rim = base.mark_bar(size=16, color="#ffffff", stroke=charts.INK, strokeWidth=1).encode(
        x=alt.X("whole:Q", title=_("使用率（%）"), scale=scale, axis=alt.Axis(tickCount=5))
    )
    bars = base.mark_bar(size=16, stroke=charts.INK, strokeWidth=1).encode(
        x=alt.X("share:Q", scale=scale),
        color=alt.condition("datum.share >= 100", alt.value(FULL), alt.value(FREE)),
    )
    words = base.mark_text(align="left", dx=6, fontSize=12).encode(x=alt.X("whole:Q", scale=scale), text="words:N")
    return alt.layer(rim, bars, words)


def _priced(base: alt.Chart, most: int) -> alt.LayerChart | alt.FacetChart:
    """あと1単位の値打ち: long where one more unit would bring most."""
    axis = alt.X(
        "price:Q",
        title=_("あと1単位の値打ち（円）"),
        scale=alt.Scale(domain=[0, max(most, 1)]),
        axis=alt.Axis(tickCount=3),
    )
    bars = base.mark_bar(size=10, color=charts.INK).encode(x=axis)
    return alt.layer(bars, base.mark_text(align="left", dx=5, fontSize=12).encode(x=axis, text="yen:N"))


def _words(limit: Limit) -> str:
    said = {"used": f"{limit.used:,}", "limit": f"{limit.limit:,}"}
    return (_("満 %(used)s/%(limit)s") if limit.used >= limit.limit else "%(used)s/%(limit)s") % said
