"""Does the English of the screens use the words of GLOSSARY.md? (用語と英訳)"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from towa.platform.ui import catalogue


ROOT = Path(settings.ROOT)
CATALOGUE = ROOT / "src/towa/site/locale/en/LC_MESSAGES/django.po"
# Identifiers that no clerk would say: on screens these terms have a plainer English of their own.
SAID_PLAINLY = {"滞納者": "People in arrears", "基準日": "Reference day"}


class Term(NamedTuple):
    """用語: a line of the glossary; `avoided` words with the Japanese that permits them ("" for none)."""

    name: str
    japanese: str
    avoided: tuple[tuple[str, str], ...]


def terms() -> Iterator[Term]:
    for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0].startswith("`"):
            yield Term(cells[0].strip("`"), cells[1], tuple(_avoided(cells[3])))


def _avoided(cell: str) -> Iterator[tuple[str, str]]:
    """`demand（督促のこと）` is permitted beside 督促; what is bad only sometimes (以外) is left to people."""
    for word, note in re.findall(r"([a-z][a-z ]*[a-z])(?:（([^）]*)）)?", cell):
        if "以外" not in note:
            yield word, note.removesuffix("のこと")


def messages() -> dict[str, str]:
    """Japanese → English; of words with a plural the singular."""
    return {_first(message.id): _first(message.string) for message in catalogue.read(CATALOGUE) if message.id}


def _first(text: str | Iterable[str] | None) -> str:
    return text if isinstance(text, str) else next(iter(text or ()), "")


def avoided_in(japanese: str, english: str, glossary: list[Term]) -> list[str]:
    """The words that this translation should not use."""
    return [
        word
        for term in glossary
        if re.split(r"[（( /]", term.japanese)[0] in japanese
        for word, permitted_by in term.avoided
        if re.search(rf"\b{word}s?\b", english, re.IGNORECASE) and not (permitted_by and permitted_by in japanese)
    ]


def test_no_translation_uses_a_word_that_the_glossary_avoids() -> None:
    glossary = list(terms())
    found = {japanese: avoided_in(japanese, english, glossary) for japanese, english in messages().items()}
    assert {japanese: words for japanese, words in found.items() if words} == {}


def test_a_term_that_stands_alone_is_called_as_in_the_glossary() -> None:
    english = messages()
    for term in terms():
        said = re.sub(r"[ -]+", " ", english.get(term.japanese, "")).lower()
        name = term.name.split(" (")[0].replace("_", " ")
        assert not said or name in said or english[term.japanese] == SAID_PLAINLY.get(term.japanese), term


@pytest.mark.parametrize(
    ("japanese", "english", "words"),
    [
        ("延滞金", "Penalty", ["penalty"]),
        ("催告書", "Demand letter", ["demand"]),
        ("督促・催告の抑止", "Demand and reminder suppressed", []),
        ("延滞金", "Late charge", []),
    ],
)
def test_an_avoided_word_would_be_found(japanese: str, english: str, words: list[str]) -> None:
    assert avoided_in(japanese, english, list(terms())) == words
