"""docs/reference/settings.md: every setting of an installation and of a town, printed from its model."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
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
    rows = list(_rows(model, "", environment=environment))
    return table(["名前", "既定", "単位", "意味"], rows)


def _rows(model: type[BaseModel], prefix: str, *, environment: bool) -> Iterator[list[str]]:
    """One row per value; a group of settings is opened into its values (`limits.sms_per_day`)."""
    for name, field in model.model_fields.items():
        inner = _group(field)
        if inner is not None:
            yield [f"**`{prefix}{name}`**", "", "", field.description or ""]
            yield from _rows(inner, f"{prefix}{name}.", environment=environment)
            continue
        shown = f"`{name}`<br>`TOWA_{name.upper()}`" if environment else f"`{prefix}{name}`"
        yield [shown, _default(field), _unit(field), field.description or ""]


def _group(field: FieldInfo) -> type[BaseModel] | None:
    """The model behind a field, also behind `tuple[Model, ...]` (a list of groups)."""
    for kind in (field.annotation, *get_args(field.annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def _unit(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None or field.default is PydanticUndefined:
        return "（状況による）"
    return "（空）" if field.default in ("", (), []) else f"`{field.default}`"
