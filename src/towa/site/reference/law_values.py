"""docs/reference/law-values.md: the dated values of law in force, printed from `law/values/*.yaml`."""

from pathlib import Path
from typing import Any

import yaml

import towa.law
from towa.site.reference import table


def text() -> str:
    parts = [
        "# 法令の数値\n",
        "法令・告示の数値は、期間と根拠を付けたデータです（`law/values/`）。登録のない日の計算は、推測せずに理由を示して断ります。\n",
    ]
    folder = Path(towa.law.__file__).parent / "values"
    parts += [_file(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.yaml"))]
    return "\n".join(parts)


def _file(content: dict[str, Any]) -> str:
    columns = content["columns"]
    meanings = [[head["term"], _unit(head), head.get("article", "")] for head in columns.values()]
    rows = [
        [str(row["from"]), str(row.get("until", "")), *(_amount(row, name, columns) for name in columns), _source(row)]
        for row in content["rows"]
    ]
    heads = ["始まり", "終わり", *(head["term"] for head in columns.values()), "出典"]
    return f"## {content['term']}\n\n{table(['数値', '単位', '根拠'], meanings)}\n{table(heads, rows)}"


def _unit(head: dict[str, Any]) -> str:
    """Rates are kept in tenths of a per cent and shown in per cent."""
    return "%" if head["unit"] == "0.1%" else str(head["unit"])


def _amount(row: dict[str, Any], name: str, columns: dict[str, Any]) -> str:
    if name not in row:
        return ""
    amount = row[name]
    return f"{amount // 10}.{amount % 10}" if columns[name]["unit"] == "0.1%" else f"{amount:,}"


def _source(row: dict[str, Any]) -> str:
    return "<br>".join(f"<{address}>" for address in str(row.get("source", "")).split())
