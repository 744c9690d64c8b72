"""Which words of the screens exist, and does each have its English? (文言の一覧)

The messages are Japanese (the source); the catalogue holds their English. They are collected from the Python
modules and the templates without any tool outside Python, so that every test run can tell a stale catalogue.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize


PYTHON_WORDS = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL_WORDS = ("ngettext", "ngettext_lazy")
_LITERAL = r"""u?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_CALL = re.compile(rf"(?<![\w.])(_|gettext|ngettext)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})?)")
# %(name)s and %s of Python, {name} of str.format, and HTML tags: a translation must keep them all.
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdf]|\{\w*\}|</?\w+[^>]*>")


Key = str | tuple[str, str]


@dataclass
class Collected:
    """集めた文言: each message with the files it stands in."""

    places: dict[Key, set[str]] = field(default_factory=dict)

    def add(self, key: Key, file: str) -> None:
        if "".join(key):
            self.places.setdefault(key, set()).add(file)


@dataclass(frozen=True)
class Fault:
    """不備: what is wrong with one message of the catalogue."""

    message: str
    reason: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"


def collect(source: Path) -> Collected:
    """All messages below `source`, tests left out."""
    found = Collected()
    for path in sorted(source.rglob("*")):
        if path.suffix not in {".py", ".html"} or "tests" in path.parts or path.name.startswith("test_"):
            continue
        name = path.relative_to(source).as_posix()
        for key in _in_python(path) if path.suffix == ".py" else _in_template(path):
            found.add(key, name)
    return found


def _in_python(path: Path) -> Iterator[Key]:
    keywords = {**dict.fromkeys(PYTHON_WORDS), **dict.fromkeys(PLURAL_WORDS, (1, 2))}
    with path.open("rb") as file:
        for _line, word, messages, _comments in extract_python(file, keywords, (), {"encoding": "utf-8"}):
            texts = [messages] if isinstance(messages, str) else [text for text in messages or () if text]
            if len(texts) == 2 and word in PLURAL_WORDS:
                yield (texts[0], texts[1])
            elif texts:
                yield texts[0]


def _in_template(path: Path) -> Iterator[Key]:
    """Django turns a template into calls of gettext for us; only their literals are left to read."""
    for word, literals in _CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        values = ast.literal_eval(f"({literals},)")
        yield (values[0], values[1]) if word == "ngettext" else values[0]


def read(path: Path) -> Catalog:
    """The catalogue as it lies in the repository."""
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def refresh(path: Path, found: Collected) -> Catalog:
    """Writes the catalogue anew: kept translations, new messages empty, vanished ones dropped."""
    former = read(path) if path.exists() else Catalog(locale="en")
    fresh = _empty()
    for key in sorted(found.places, key=str):
        known = former.get(_first(key))
        translated = known.string if known and _key(known) == key else ""
        flags = known.flags if known else ()
        fresh.add(key, translated, [(name, 0) for name in sorted(found.places[key])], flags=set(flags))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, fresh, width=100, omit_header=False, include_lineno=False)
    return fresh


def _empty() -> Catalog:
    fixed = datetime(2026, 11, 23, tzinfo=UTC)  # the file changes only when a message does
    return Catalog(
        locale="en",
        header_comment="# English of Towa's screens; the messages are the Japanese source. Terms: GLOSSARY.md.",
        project="towa",
        version="0",
        msgid_bugs_address="towa",
        last_translator="towa",
        language_team="towa",
        creation_date=fixed,
        revision_date=fixed,
        fuzzy=False,
    )


def compile_to(path: Path) -> Path | None:
    """Makes the binary catalogue that Django reads; None when the one that is there says the same already."""
    target = path.with_suffix(".mo")
    made = BytesIO()
    write_mo(made, read(path))
    if target.exists() and target.read_bytes() == made.getvalue():
        return None
    draft = target.with_suffix(".draft")
    draft.write_bytes(made.getvalue())
    return draft.replace(target)


def faults(found: Collected, catalogue: Catalog) -> list[Fault]:
    """Missing, empty, uncertain or unfaithful translations, and messages that no screen says any more."""
    known = {_key(message): message for message in catalogue if message.id}
    vanished = [Fault(_first(key), "もう使われていません") for key in known if key not in found.places]
    return [*(fault for key in found.places for fault in _faults(key, known.get(key))), *vanished]


def _faults(key: Key, message: Message | None) -> Iterator[Fault]:
    if message is None:
        yield Fault(_first(key), "訳の一覧にありません（towa messages collect）")
        return
    if message.fuzzy:
        yield Fault(_first(key), "訳が確かめられていません（fuzzy）")
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    if not all(strings):
        yield Fault(_first(key), "英語の訳がありません")
    elif any(_placeholders(text) != _placeholders(_first(key)) for text in strings):
        yield Fault(_first(key), "差し込みの名前が訳と合いません")


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text.replace("%%", "")))


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def _first(key: Key) -> str:
    return key if isinstance(key, str) else key[0]
