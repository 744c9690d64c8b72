"""Which words do cores and layouts declare that a screen may show? (宣言された用語)

A core knows no Django, so no call of gettext stands beside its words. They are found by looking into every declared
constant of the rooms' cores and of the core systems' layouts: tables, mappings of codes to words, enumerations with a
`term`, settings with a name. What a screen shows of them is translated there, at display; the words stay Japanese here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from types import ModuleType
from typing import Any

from pydantic import BaseModel

import towa.rooms
from towa.gateways.core_system import layouts
from towa.platform.ui import catalogue


SHOWN = ("term", "name", "reason", "purpose", "duty", "column")
"""Attributes of declared things that are words for people; articles stay in the language of the law (ADR 16)."""
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


def collect(source: Path) -> catalogue.Collected:
    """All messages of the program: those of its screens and the declared words."""
    found = catalogue.collect(source)
    for module, word in words():
        found.add(word, module)
    return found


def words() -> Iterator[tuple[str, str]]:
    """Every declared word with the file that declares it."""
    for module in declaring_modules():
        file = f"{module.__name__.removeprefix('towa.').replace('.', '/')}.py"
        for value in _constants(module):
            yield from ((file, word) for word in _words(value) if JAPANESE.search(word))


def declaring_modules() -> Iterator[ModuleType]:
    """The cores of all rooms, and all layouts of core systems."""
    names = [f"{layouts.__name__}.{info.name}" for info in iter_modules(layouts.__path__)]
    for room in iter_modules(towa.rooms.__path__):
        package = import_module(f"towa.rooms.{room.name}")
        if any(info.name == "core" for info in iter_modules(package.__path__)):
            core = import_module(f"{package.__name__}.core")
            names += [info.name for info in walk_packages(core.__path__, f"{core.__name__}.")]
    return (import_module(name) for name in sorted(names))


def _constants(module: ModuleType) -> Iterator[Any]:
    """Public constants (in capitals) and the module's own enumerations."""
    for name, value in vars(module).items():
        own_enumeration = isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__
        if own_enumeration or (name.isupper() and not name.startswith("_")):
            yield value


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from [item] if isinstance(item, str) and not isinstance(item, Enum) else _words(item)
    elif isinstance(value, type) and issubclass(value, Enum):
        yield from (term for member in value if isinstance(term := getattr(member, "term", None), str))
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _words(item)
    else:
        for name, item in _attributes(value):
            yield from ([item] if name in SHOWN else []) if isinstance(item, str) else _words(item)


def _attributes(value: Any) -> list[tuple[str, Any]]:
    if is_dataclass(value) and not isinstance(value, type):
        return [(field.name, getattr(value, field.name)) for field in fields(value)]
    return list(value) if isinstance(value, BaseModel) else []
