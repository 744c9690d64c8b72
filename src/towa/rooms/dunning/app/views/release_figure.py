"""手段ごとの件数の図: this plan beside the released plans before it; shapes, not colours, tell them apart."""

from collections.abc import Sequence
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from towa.platform.ui import charts
from towa.rooms.dunning.app.queries.labels import CHANNELS, word
from towa.rooms.dunning.core.release_gate import ChannelCheck


HEIGHT_OF_A_LINE = 34


def release_figure(checks: Sequence[ChannelCheck]) -> charts.Figure | None:
    """件数の比較; None where no plan was released before."""
    shown = [check for check in checks if check.plans and check.channel != "none"]
    if not shown:
        return None
    unusual = [check for check in shown if check.unusual]
    return charts.figure(
        _chart(shown),
        title=_("手段ごとの件数（確定済みの%(plans)d件の計画との比較）") % {"plans": shown[0].plans},
        description=_(
            "点がこの計画、線がこれまでの最小から最大、縦の印が中央値です。いつもと大きく違う手段は%(n)d件です。"
        )
        % {"n": len(unusual)},
        columns=(_("手段"), _("この計画（人）"), _("中央値（人）"), _("最小（人）"), _("最大（人）")),
        rows=[_row(check) for check in shown],
    )


def _row(check: ChannelCheck) -> tuple[str, int, int, int, int]:
    return (word(CHANNELS, check.channel), check.people, round(check.middle), check.lowest, check.highest)


def _chart(checks: Sequence[ChannelCheck]) -> alt.TopLevelMixin:
    data = alt.InlineData(values=[_datum(check) for check in checks])
    base = alt.Chart(data, width=460, height=HEIGHT_OF_A_LINE * len(checks)).encode(
        y=alt.Y("label:N", sort=None, title=None)
    )
    people = alt.X("lowest:Q", title=_("人"))
    span = base.mark_rule(strokeWidth=5, color="#949494").encode(x=people, x2="highest:Q")
    middle = base.mark_tick(thickness=3, size=22, color=charts.INK).encode(x="middle:Q")
    now = base.mark_point(size=110, filled=True, color=charts.COLOURS[0], opacity=1).encode(x="people:Q")
    words = base.mark_text(align="left", dx=9, dy=-9, fontSize=12).encode(x="people:Q", text="words:N")
    return alt.layer(span, middle, now, words)


def _datum(check: ChannelCheck) -> dict[str, Any]:
    mark = _("いつもと違います") if check.unusual else ""
    return {
        "label": word(CHANNELS, check.channel),
        "lowest": check.lowest,
        "highest": check.highest,
        "middle": check.middle,
        "people": check.people,
        "words": f"{check.people:,} {mark}".strip(),
    }
