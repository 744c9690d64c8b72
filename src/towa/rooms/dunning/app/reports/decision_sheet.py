"""決裁文書: one sheet that says what was released, by whom, upon which figures; circulated as a draft before."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import override

from towa.kernel.period import wareki
from towa.platform.documents.letters import compile_letters
from towa.rooms.dunning.app.queries.labels import CHANNELS, word
from towa.rooms.dunning.app.queries.records import PlanView
from towa.rooms.dunning.app.queries.release import BeforeRelease
from towa.rooms.dunning.app.queries.release_record import ReleaseRecord
from towa.rooms.dunning.core.release_gate import ChannelCheck


TEMPLATE = Path(__file__).with_suffix(".typ")


def decision_sheet(plan: PlanView, before: BeforeRelease, record: ReleaseRecord | None, town: str) -> bytes:
    """The sheet as PDF/A. It names nobody but those who made and released the plan: samples stand there by 宛名番号."""
    with override("ja"):
        return compile_letters(TEMPLATE, sheet_data(plan, before, record, town))


def sheet_data(plan: PlanView, before: BeforeRelease, record: ReleaseRecord | None, town: str) -> dict[str, Any]:
    """What the sheet says, every figure already in words."""
    return {
        "title": "振分計画の決裁書" if record else "振分計画の決裁書（案・未決裁）",
        "town": town,
        "day": [plan.on.year, plan.on.month, plan.on.day],
        "head": _head(plan, record),
        "figures": _figures(plan, before),
        "quality": _quality(plan),
        "channels": [_channel(check) for check in before.channels],
        "compared": max((check.plans for check in before.channels), default=0),
        "skipped": [[line.label, f"{line.people:,}", f"{line.outstanding:,}"] for line in before.skipped],
        "left_alone": [[line.reason, f"{line.people:,}"] for line in before.left_alone],
        "warnings": list(before.warnings),
        "samples": [row.addressee_no for row in before.samples],
        "hash": record.content_hash if record else before.content_hash,
        "audit": f"監査記録 第{record.line:,}行　{record.line_hash}" if record and record.line else "",
    }


def _head(plan: PlanView, record: ReleaseRecord | None) -> list[list[str]]:
    made = f"{localtime(plan.made_at):%Y-%m-%d %H:%M}　{plan.made_by}"
    lines = [["計画", f"第{plan.id}号"], ["基準日", f"{wareki(plan.on)}（{plan.on:%Y-%m-%d}）"], ["作成", made]]
    if record:
        lines += [["確定", f"{localtime(record.at):%Y-%m-%d %H:%M}　{record.by}"], ["所見", record.comment or "なし"]]
    return lines


def _figures(plan: PlanView, before: BeforeRelease) -> list[list[str]]:
    return [
        ["連絡する人", f"{before.people:,}人"],
        ["その人たちの滞納額", f"{before.outstanding:,}円"],
        ["効果見込み", f"{plan.objective:,}円"],
        ["対象の人（連絡しない人を含む）", f"{plan.people:,}人"],
        ["対象外の人", f"{plan.excluded:,}人"],
    ]


def _quality(plan: PlanView) -> str:
    lot = f"学習のための無作為な割当ては {plan.random_people:,}人、そのための減少は {plan.random_cost:,}円です。"
    return (
        f"同じ制限のもとで証明された効果見込みの上限は {plan.bound:,}円です。"
        f"無作為な割当ての前の計画と上限との差は {plan.gap_percent}% です。{lot if plan.random_people else ''}"
    )


def _channel(check: ChannelCheck) -> list[str]:
    compared: Mapping[bool, list[str]] = {
        True: [f"{check.middle:,.0f}", f"{check.lowest:,}～{check.highest:,}"],
        False: ["―", "―"],
    }
    mark = "いつもと違う" if check.unusual else ""
    return [word(CHANNELS, check.channel), f"{check.people:,}", *compared[bool(check.plans)], mark]
