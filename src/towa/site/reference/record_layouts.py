"""docs/reference/record-layouts.md: every known core system's extract, printed from its declaration."""

from importlib import import_module
from pkgutil import iter_modules

from towa.gateways.core_system import layouts
from towa.gateways.core_system.format import ExtractLayout, Field, RecordLayout
from towa.site.reference import table


def text() -> str:
    parts = [
        "# 抽出データの様式\n",
        "基幹系から受け取るファイルの様式です。プログラムの宣言（`gateways/core_system/layouts/`）から印刷しています。\n",
    ]
    for info in iter_modules(layouts.__path__):
        parts.append(_layout(import_module(f"{layouts.__name__}.{info.name}").LAYOUT))
    return "\n".join(parts)


def _layout(layout: ExtractLayout) -> str:
    head = f"## {layout.term}（{layout.name} 第{layout.version}版）\n\n文字コード: {layout.encoding_of_origin}、日付: {_date_style(layout)}\n"
    return head + "\n" + "\n".join(_record(record) for record in layout.records)


def _date_style(layout: ExtractLayout) -> str:
    return "YYYY-MM-DD" if layout.date_style == "dashed" else "YYYYMMDD"


def _record(record: RecordLayout) -> str:
    key = "・".join(record[name].column for name in record.key)
    rows = [_field(number, item) for number, item in enumerate(record.fields, start=1)]
    heads = ["番号", "見出し", "英名", "型", "桁", "必須", "コード"]
    return f"### {record.term}（{record.file_name}.csv）\n\nキー: {key}\n\n{table(heads, rows)}"


def _field(number: int, item: Field) -> list[str]:
    codes = "、".join(f"{code}={word}" for code, word in item.codes.items())
    return [
        str(number),
        item.column,
        f"`{item.name}`",
        item.kind.value,
        str(item.width),
        "○" if item.required else "",
        codes,
    ]
