"""Which doors stand open to this person? (ナビゲーション)

Each room may offer `app/navigation.py` with `ENTRIES` and `HEADING`; they are found by looking.
An entry whose act the account may not do does not exist for it, and neither does one whose address is not there.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """項目: one line of the navigation.

    Args:
        label: what the person reads (translated lazily).
        url_name: name of the address, e.g. "ledger:extracts".
        act: name of the act needed; empty: everybody who is signed in.
        order: place among the entries of its room; smaller comes first.
        hotkey: keys that lead there, e.g. "g l".
    """

    label: str | Promise
    url_name: str
    act: str = ""
    order: int = 100
    hotkey: str = ""


@dataclass(frozen=True)
class Link:
    """リンク: an entry as this person sees it on this page."""

    label: str | Promise
    href: str
    current: bool
    hotkey: str


@dataclass(frozen=True)
class Group:
    """見出し: the links of one room."""

    heading: str | Promise
    links: tuple[Link, ...]


@cache
def offered() -> tuple[tuple[str | Promise, tuple[Entry, ...]], ...]:
    """All rooms' headings and entries; the upper rooms of the street first, for the day's work is done there."""
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("towa.rooms.")]
    modules = [import_module(f"{name}.navigation") for name in reversed(rooms) if find_spec(f"{name}.navigation")]
    return tuple(
        (getattr(module, "HEADING", ""), tuple(sorted(module.ENTRIES, key=lambda entry: entry.order)))
        for module in modules
    )


def groups(account: Any, path: str) -> tuple[Group, ...]:
    """The navigation of `account` on the page at `path`; rooms without an open door are left out."""
    found = [Group(heading, _links(entries, account, path)) for heading, entries in offered()]
    return tuple(group for group in found if group.links)


def _links(entries: tuple[Entry, ...], account: Any, path: str) -> tuple[Link, ...]:
    open_doors = [(entry, _address(entry)) for entry in entries if _may(account, entry.act)]
    here = _nearest([href for _, href in open_doors], path)
    return tuple(Link(entry.label, href, href == here, entry.hotkey) for entry, href in open_doors if href)


def _nearest(addresses: list[str], path: str) -> str:
    """The longest address that the page lies below: a person's page belongs to the list of people."""
    return max((href for href in addresses if href and path.startswith(href)), key=len, default="")


def _may(account: Any, act: str) -> bool:
    if not act:
        return True
    ask = getattr(account, "may", None)
    return bool(ask and ask(act))


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
