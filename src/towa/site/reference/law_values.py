"""docs/reference/law-values.md: the dated values of law in force, printed from `law/values/*.yaml`."""

from pathlib import Path

import yaml

import towa.law


def text() -> str:
    parts = ["# 法令の数値\n", "法令・告示の数値は、期間と根拠を付けたデータです（`law/values/`）。\n"]
    folder = Path(towa.law.__file__).parent / "values"
    for path in sorted(folder.glob("*.yaml")):
        parts.append(_file(path))
    return "\n".join(parts)


def _file(path: Path) -> str:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return f"## {path.stem}\n\n```yaml\n{yaml.safe_dump(content, allow_unicode=True, sort_keys=False)}```\n"
