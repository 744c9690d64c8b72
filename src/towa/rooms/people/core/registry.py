"""All acts of all rooms (行為の登録簿), found by looking into each room's `core/acts.py`."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import towa.rooms
from towa.rooms.people.core.acts import Act


class UnknownAct(LookupError):
    """定義のない行為です。"""


@cache
def acts() -> dict[str, Act]:
    """Name → act, over the whole street.

    Raises:
        ValueError: two rooms gave the same name.
    """
    found: dict[str, Act] = {}
    for room in sorted(module.name for module in iter_modules(towa.rooms.__path__)):
        name = f"towa.rooms.{room}.core.acts"
        for act in import_module(name).ACTS if find_spec(name) else ():
            if act.name in found:
                raise ValueError(f"行為 {act.name} が二か所で定義されています")
            found[act.name] = act
    return found


def act_named(name: str) -> Act:
    """The act of this name.

    Raises:
        UnknownAct: no room lists it; a typing error must not read as "may not".
    """
    try:
        return acts()[name]
    except KeyError as error:
        raise UnknownAct(f"行為 {name} はどの部屋の core/acts.py にもありません") from error
