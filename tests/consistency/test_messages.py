"""Can the whole program be read in English? (文言の訳)"""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override, trans_real

from towa.platform.ui import catalogue


SOURCE = Path(settings.ROOT) / "src/towa"
CATALOGUE = SOURCE / "site/locale/en/LC_MESSAGES/django.po"


def test_every_text_of_the_screens_has_a_faithful_english_translation() -> None:
    found = catalogue.faults(catalogue.collect(SOURCE), catalogue.read(CATALOGUE))
    assert [str(fault) for fault in found] == []


def test_no_english_text_still_speaks_japanese() -> None:
    japanese = [
        message.id
        for message in catalogue.read(CATALOGUE)
        if message.id and any("\u3041" <= letter <= "\u9fff" for letter in str(message.string))
    ]
    assert japanese == []


def test_program_speaks_the_language_that_is_asked_for() -> None:
    catalogue.compile_to(CATALOGUE)
    trans_real._translations.clear()  # type: ignore[attr-defined]  # what was loaded before the catalogue was made
    with override("en"):
        assert gettext("滞納額") == "Arrears"
    with override("ja"):
        assert gettext("滞納額") == "滞納額"
