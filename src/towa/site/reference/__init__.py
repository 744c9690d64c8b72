"""The generated part of the handbook: each page is printed from the table in the code that it describes.

A page is a function that returns Markdown; `PAGES` is filled by looking at the modules beside this one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules


@dataclass(frozen=True)
class Page:
    """One printed page: file name under docs/reference, and the function that prints it."""

    name: str
    text: Callable[[], str]


def pages() -> list[Page]:
    """All pages, by name; a module beside this one is a page when it offers `text()`."""
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    return [
        Page(module.__name__.rsplit(".", 1)[1].replace("_", "-"), module.text)
        for module in modules
        if hasattr(module, "text")
    ]


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; line breaks and bars inside cells are kept harmless."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return str(text).replace("|", "\\|").replace("\n", "<br>")
