"""What does every page know without asking? (画面の共通情報)

`shell` in each template: navigation, town, language switch, demonstration flag, address of the help, version.
It is made when first used, so that parts fetched by htmx cost nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from towa.platform.configuration import installation
from towa.platform.ui.navigation import Group, groups


HELP_ADDRESS = "/help/"
DEFAULT_COLOUR = "#0017c1"


@dataclass(frozen=True)
class Shell:
    """画面の枠: everything around the content.

    Attributes:
        town: 市町村名 of the account; empty before signing in.
        colour: the town's colour as #rrggbb, so that nobody mistakes one town for another.
        role: the account's role in words.
    """

    navigation: tuple[Group, ...]
    town: str
    colour: str
    person: str
    role: str
    demo: bool
    help_address: str
    version: str


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor named in the settings."""
    return {"shell": SimpleLazyObject(lambda: shell(request))}


def shell(request: HttpRequest) -> Shell:
    """The frame for the person who asks."""
    account = getattr(request, "user", None)
    known = bool(account and account.is_authenticated)
    town = getattr(account, "municipality", None) if known else None
    return Shell(
        navigation=groups(account, request.path) if known else (),
        town=getattr(town, "name", ""),
        colour=getattr(town, "colour", "") or DEFAULT_COLOUR,
        person=_person(account) if known else "",
        role=_words(account, "get_role_display", "role_term") if known else "",
        demo=installation().demo,
        help_address=HELP_ADDRESS,
        version=_version(),
    )


def _person(account: Any) -> str:
    return getattr(account, "display_name", "") or account.get_username()


def _words(thing: Any, *names: str) -> str:
    """The first of the named attributes that exists, called when it can be."""
    for name in names:
        value: Callable[[], str] | str | None = getattr(thing, name, None)
        if value is not None:
            return str(value() if callable(value) else value)
    return ""


@cache
def _version() -> str:
    return version("towa")
