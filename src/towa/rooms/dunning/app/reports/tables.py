"""画面の表の出力: the tables of a plan's screens, with the same columns in the same order, to take away as Excel or CSV."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from django.http import HttpResponse
from django.utils.translation import override

from towa.platform.documents.sheets import Column, write_csv_for_people, write_excel
from towa.rooms.dunning.app.queries.changes import Change
from towa.rooms.dunning.app.queries.labels import CHANNELS, PLAN_STATES, limit_words, word
from towa.rooms.dunning.app.queries.records import ChannelFigures, ExclusionView, Limit, PlanView
from towa.rooms.dunning.app.queries.what_if import CapacityChange
from towa.rooms.dunning.app.reports.screen import FORMS, attachment
from towa.rooms.dunning.core.release_gate import ChannelCheck


class Named(Protocol):
    """The town as far as a table's title needs it."""

    name: str


@dataclass(frozen=True)
class Table:
    """表: a title, the columns and the rows as the screen shows them."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Any]]
    notes: tuple[str, ...] = ()


def table_file(table: Table, form: str, town: Named, plan: PlanView | None = None) -> HttpResponse:
    """The table as a file; its name says of which day and plan it is."""
    target = BytesIO()
    day = f"（基準日 {plan.on:%Y-%m-%d}、第{plan.id}号）" if plan else ""
    if form == "xlsx":
        title = f"{town.name} {table.title}{day}"
        write_excel(target, table.columns, table.rows, title=title, notes=table.notes, sheet=table.title)
    else:
        write_csv_for_people(target, table.columns, table.rows)
    head = f"{plan.on:%Y-%m-%d}_{plan.id:03}_" if plan else ""
    return attachment(target.getvalue(), f"{head}{table.title}.{form}", FORMS[form])


def capacity_table(limits: Iterable[Limit]) -> Table:
    """体制の使い方: used, limit and price of each row, districts too."""
    columns = (
        Column("words", "制限", "text", 34),
        Column("used", "使用", "count"),
        Column("limit", "上限", "count"),
        Column("unit", "単位", "text", 6),
        Column("share", "使用率（%）", "count"),
        Column("price", "あと1単位の値打ち（円）", "yen"),
    )
    with override("ja"):
        return Table("体制の使い方", columns, [_capacity_row(limit) for limit in limits])


def _capacity_row(limit: Limit) -> dict[str, Any]:
    same = {name: getattr(limit, name) for name in ("words", "used", "limit", "share", "price")}
    return {**same, "unit": limit.unit_words}


def channel_table(lines: Iterable[ChannelFigures]) -> Table:
    """手段ごとの件数と金額."""
    columns = (
        Column("label", "手段", "text", 24),
        Column("people", "人数", "count"),
        Column("outstanding", "滞納額（円）", "yen"),
        Column("late_charge", "延滞金（円）", "yen"),
        Column("value", "効果見込み（円）", "yen"),
    )
    with override("ja"):
        return Table("手段ごとの件数と金額", columns, [_row(line, columns) for line in lines])


def exclusion_table(rows: Iterable[ExclusionView]) -> Table:
    """対象外の一覧, person by person, with the reason."""
    columns = (
        Column("addressee_no", "宛名番号", "text", 12),
        Column("name", "氏名・名称", "text", 24),
        Column("outstanding", "滞納額（円）", "yen"),
        Column("label", "対象外の理由", "text", 20),
        Column("reason", "説明", "text", 60),
    )
    with override("ja"):
        return Table("対象外の一覧", columns, [_row(row, columns) for row in rows])


def change_table(rows: Iterable[Change], before: PlanView) -> Table:
    """前の計画との違い, person by person."""
    columns = (
        Column("addressee_no", "宛名番号", "text", 12),
        Column("name", "氏名・名称", "text", 24),
        Column("outstanding", "滞納額（円）", "yen"),
        Column("before_words", "前の計画", "text", 26),
        Column("after_words", "この計画", "text", 26),
    )
    note = f"比べた計画: 基準日 {before.on:%Y-%m-%d}、第{before.id}号"
    with override("ja"):
        return Table("前の計画との違い", columns, [_row(row, columns) for row in rows], (note,))


def compared_table(checks: Iterable[ChannelCheck]) -> Table:
    """手段ごとの件数, beside the released plans before."""
    columns = (
        Column("label", "手段", "text", 24),
        Column("people", "この計画（人）", "count"),
        Column("middle", "中央値（人）", "count"),
        Column("lowest", "最小（人）", "count"),
        Column("highest", "最大（人）", "count"),
        Column("mark", "印", "text", 16),
    )
    with override("ja"):
        return Table("手段ごとの件数の比較", columns, [_compared_row(check) for check in checks])


def _compared_row(check: ChannelCheck) -> dict[str, Any]:
    row = {"label": word(CHANNELS, check.channel), "people": check.people, "mark": ""}
    before = {"middle": round(check.middle), "lowest": check.lowest, "highest": check.highest}
    row |= before if check.plans else dict.fromkeys(before)
    return row | {"mark": "いつもと違います" if check.unusual else ""}


def what_if_table(lines: Iterable[CapacityChange]) -> Table:
    """容量の試算: every capacity before and after."""
    columns = (
        Column("words", "制限", "text", 34),
        Column("unit", "単位", "text", 6),
        Column("limit_before", "上限（前）", "count"),
        Column("limit", "上限（後）", "count"),
        Column("used_before", "使用（前）", "count"),
        Column("used", "使用（後）", "count"),
        Column("price_before", "値打ち（前、円）", "yen"),
        Column("price", "値打ち（後、円）", "yen"),
        Column("price_words", "変えた後の値打ち", "text", 50),
    )
    with override("ja"):
        return Table("容量の試算", columns, [_what_if_row(line) for line in lines])


def _what_if_row(line: CapacityChange) -> dict[str, Any]:
    same = {
        name: getattr(line, name) for name in ("unit", "limit_before", "limit", "used_before", "used", "price_words")
    }
    prices = {"price_before": round(line.price_before), "price": round(line.price)}
    return {"words": limit_words(line.code, line.term), **same, **prices}


def plans_table(plans: Iterable[PlanView]) -> Table:
    """振分計画の一覧."""
    columns = (
        Column("id", "号", "count"),
        Column("on", "基準日", "date"),
        Column("state", "状態", "text", 8),
        Column("people", "対象（人）", "count"),
        Column("excluded", "対象外（人）", "count"),
        Column("outstanding", "滞納額（円）", "yen"),
        Column("objective", "効果見込み（円）", "yen"),
        Column("made_at", "作成", "datetime"),
        Column("made_by", "作成した人", "text", 18),
    )
    with override("ja"):
        rows = [_row(plan, columns) | {"state": word(PLAN_STATES, plan.state)} for plan in plans]
    return Table("振分計画の一覧", columns, rows)


def _row(record: object, columns: Sequence[Column]) -> dict[str, Any]:
    return {column.key: getattr(record, column.key) for column in columns}
