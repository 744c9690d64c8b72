"""docs/reference/settings.md: every setting of an installation and of a town, printed from its model."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import towa.rooms
from towa.platform.configuration import Installation
from towa.site.reference import table


def text() -> str:
    parts = [
        "# 設定\n",
        "設定は環境変数（`TOWA_…`）と一つのTOMLファイル（`towa.toml`、場所は `TOWA_CONFIG` で変えられます）で行います。環境変数が優先です。\n",
        "## 設置の設定\n",
        _model(Installation, environment=True),
    ]
    for room in iter_modules(towa.rooms.__path__):
        name = f"towa.rooms.{room.name}.core.office"
        if find_spec(name):
            parts.append(f"## 団体ごとの設定: `[towns.<団体コード>.{room.name}]`\n")
            parts.append(_model(import_module(name).OfficeSettings, environment=False))
    return "\n".join(parts)


def _model(model: type[BaseModel], *, environment: bool) -> str:
    rows = []
    for name, field in model.model_fields.items():
        shown = f"`{name}`<br>`TOWA_{name.upper()}`" if environment else f"`{name}`"
        rows.append([shown, _default(field.default, field.default_factory), field.description or ""])
    return table(["名前", "既定", "意味"], rows)


def _default(value: Any, factory: Any) -> str:
    if factory is not None:
        return "（下記の規定による）" if value is PydanticUndefined else str(value)
    if value == "":
        return "（空）"
    return f"`{value}`" if len(str(value)) <= 60 else "（プログラムの既定値）"
