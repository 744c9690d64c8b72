"""体制の図: how much of each capacity the plan uses, and what one more unit of it would bring."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from towa.platform.ui import charts
from towa.rooms.dunning.app.queries.records import Limit


HEIGHT_OF_A_BAR = 24


def capacity_figure(limits: tuple[Limit, ...]) -> charts.Figure | None:
    """使用率 of every capacity as bars; a full one has another colour and says so in its label."""
    return _drawn(limits, get_language() or "")


@lru_cache(maxsize=64)
def _drawn(limits: tuple[Limit, ...], _language: str) -> charts.Figure | None:
    """A plan never changes and drawing takes long: each picture is drawn once per language."""
    shown = [limit for limit in limits if (limit.limit or limit.used) and not limit.is_of_a_district]
    if not shown:
        return None
    full = [limit for limit in shown if limit.used >= limit.limit]
    return charts.figure(
        _chart(shown),
        title=_("処理能力の使用率"),
        description=_("%(all)d件の制限のうち、%(full)d件を使い切っています。") % {"all": len(shown), "full": len(full)},
        columns=(_("制限"), _("使用"), _("上限"), _("単位"), _("使用率（%）"), _("あと1単位の値打ち（円）")),
        rows=[(limit.words, limit.used, limit.limit, limit.unit_words, limit.share, limit.price) for limit in shown],
    )


def _chart(limits: Sequence[Limit]) -> alt.TopLevelMixin:
    data = [{"label": limit.words, "share": limit.share, "words": _words(limit)} for limit in limits]
    base = alt.Chart(alt.InlineData(values=data), width=420, height=HEIGHT_OF_A_BAR * len(limits)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=320))
    )
    bars = base.mark_bar(size=14).encode(
        x=alt.X("share:Q", title=_("使用率（%）"), scale=alt.Scale(domain=[0, 100], clamp=True)),
        color=alt.condition("datum.share >= 100", alt.value(charts.COLOURS[1]), alt.value(charts.COLOURS[0])),
    )
    words = base.mark_text(align="left", dx=4).encode(x=alt.X("share:Q"), text="words:N")
    return alt.layer(bars, words)


def _words(limit: Limit) -> str:
    if limit.used >= limit.limit:
        return _("満 %(used)s/%(limit)s") % {"used": f"{limit.used:,}", "limit": f"{limit.limit:,}"}
    return f"{limit.used:,}/{limit.limit:,}"
