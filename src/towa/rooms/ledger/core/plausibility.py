"""Can this extract be true, measured against the last one? What cannot stops the take-in until an officer says otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from towa.kernel.result import Finding, Severity


FEWEST_EXPECTED = 10
"""Below so many payments in the same span before, none at all may be chance."""
LARGEST_FALL_PERCENT = 20
"""Rows of a full extract grow; a fall beyond this share means that something is missing."""

CHANNELS: Mapping[str, str] = {
    "bank": "金融機関窓口",
    "convenience_store": "コンビニエンスストア",
    "direct_debit": "口座振替",
    "counter": "市役所窓口",
    "common_epayment": "共通納税（eL-QR）",
}


@dataclass(frozen=True)
class ChannelCount:
    """収納経路別の件数: of the whole extract, since the last extract's day, and in a span as long before it."""

    total: int
    since_last: int
    before_last: int


def older_than_last(as_of: date, last: date | None) -> Iterator[Finding]:
    """基準日の逆転: an older extract would undo what a newer one has brought."""
    if last is not None and as_of < last:
        yield Finding(
            Severity.ERROR,
            "older_extract",
            f"この抽出の基準日 {as_of} は、取込済みの基準日 {last} より前です。",
            "新しい抽出ファイルを選んでください。",
        )


def silent_channels(
    now: Mapping[str, ChannelCount], last_totals: Mapping[str, int], *, later_day: bool
) -> Iterator[Finding]:
    """収納経路の途絶: a channel whose payments fell to 0 against the last extract."""
    for channel, term in CHANNELS.items():
        count = now.get(channel, ChannelCount(0, 0, 0))
        vanished = count.total == 0 and last_totals.get(channel, 0) > 0
        silent = later_day and count.since_last == 0 and count.before_last >= FEWEST_EXPECTED
        if vanished or silent:
            yield Finding(
                Severity.ERROR,
                "channel_silent",
                f"収納経路「{term}」の収納が0件になりました（前回の抽出では {last_totals.get(channel, 0):,} 件）。",
                "収納データの連携が止まっていないか確かめてください。正しいときは、係長以上が理由を書いて停止を解除してください。",
            )


def fallen_rows(now: Mapping[str, int], last: Mapping[str, int], terms: Mapping[str, str]) -> Iterator[Finding]:
    """件数の急減: a record lost more of its rows than a month can explain."""
    for record, before in last.items():
        rows = now.get(record, 0)
        if before >= FEWEST_EXPECTED and rows * 100 < before * (100 - LARGEST_FALL_PERCENT):
            yield Finding(
                Severity.ERROR,
                "rows_fell",
                f"「{terms.get(record, record)}」が {before:,} 行から {rows:,} 行に減りました。",
                "抽出の条件を確かめてください。正しいときは、係長以上が理由を書いて停止を解除してください。",
            )


OVERRIDABLE = frozenset({"channel_silent", "rows_fell"})
"""Stops that an officer may lift with a reason; the others say that the file itself is wrong."""
