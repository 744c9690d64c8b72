"""docs/reference/acts.md: who may do what, by which article; printed from every room's `core/acts.py`."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import towa.rooms
from towa.rooms.people.core.roles import TABLE
from towa.site.reference import table


def text() -> str:
    parts = ["# 行為と権限\n", "誰が何をできるかの一覧です。公権力の行使は市の職員だけが行います。\n"]
    for room in iter_modules(towa.rooms.__path__):
        if find_spec(f"towa.rooms.{room.name}.core.acts"):
            parts.append(_room(room.name))
    return "\n".join(parts)


def _room(name: str) -> str:
    module = import_module(f"towa.rooms.{name}.core.acts")
    acts = getattr(module, "ACTS", ())
    if not acts:
        return ""
    rows = [
        [
            f"`{act.name}`",
            act.term,
            act.article or "",
            "○" if act.public_power else "",
            "、".join(line.term for line in TABLE if line.role in act.roles),
        ]
        for act in acts
    ]
    return f"## {name}\n\n{table(['行為', '名称', '根拠', '公権力の行使', 'できる役割'], rows)}"
