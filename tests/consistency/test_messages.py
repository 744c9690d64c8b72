"""Can the whole program be read in English? (文言の訳)"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext, override, trans_real

from towa.platform.ui import catalogue
from towa.site import vocabulary


SOURCE = Path(settings.ROOT) / "src/towa"
CATALOGUE = SOURCE / "site/locale/en/LC_MESSAGES/django.po"
WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")  # Japanese letters, and the full-width signs and spaces around them


def test_every_text_of_the_screens_and_every_declared_word_has_a_faithful_english_translation() -> None:
    found = catalogue.faults(vocabulary.collect(SOURCE), catalogue.read(CATALOGUE))
    assert [str(fault) for fault in found] == []


@pytest.mark.parametrize(
    "word",
    [
        "徴税吏員",  # a role
        "係の事務を統括し、徴税吏員の処理を確認する",  # a duty
        "受託者",  # a kind of organisation
        "抽出データの取込",  # an act
        "支援措置対象者",  # an exclusion
        "市内に住んでいないため、訪問しません。",  # a rule of the masks
        "差押予告書",  # a channel
        "新規滞納の人",  # a group of the minimum contacts
        "納税呼びかけセンター",  # a name in the default settings
        "軽自動車税（種別割）",  # a tax item
        "返戻",  # a word of the ledger for a code
        "重複報告",  # what became of a receipt
        "期別調定",  # a record of a layout
        "督促状発付日",  # a field of a layout
    ],
)
def test_word_declared_without_gettext_is_collected(word: str) -> None:
    assert word in {found for _file, found in vocabulary.words()}


def test_no_english_text_still_speaks_japanese() -> None:
    japanese = [message.id for message in catalogue.read(CATALOGUE) if message.id and WIDE.search(str(message.string))]
    assert japanese == []


def test_program_speaks_the_language_that_is_asked_for() -> None:
    catalogue.compile_to(CATALOGUE)
    trans_real._translations.clear()  # type: ignore[attr-defined]  # what was loaded before the catalogue was made
    with override("en"):
        assert gettext("滞納額") == "Arrears"
    with override("ja"):
        assert gettext("滞納額") == "滞納額"
