"""The words of the screens (文言の一覧)."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from towa.platform.ui.catalogue import Collected, collect, compile_to, faults, read, refresh


PYTHON = """
from django.utils.translation import gettext as _, ngettext
title = _("滞納者")
count = ngettext("%(n)d人", "%(n)d人たち", 2)
nothing = _(title)
"""
TEMPLATE = """<p>{% translate "氏名" %}{{ x|default:_("なし") }}</p>
<c-panel title="{% translate '税目' %}">{% blocktranslate with n=3 %}{{ n }}件{% endblocktranslate %}</c-panel>"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "views.py").write_text(PYTHON)
    (tmp_path / "page.html").write_text(TEMPLATE)
    (tmp_path / "tests/page.html").write_text("{% translate '試験だけの文言' %}")
    return tmp_path


def test_words_are_found_in_modules_templates_and_component_attributes(source: Path) -> None:
    assert set(collect(source).places) == {"滞納者", ("%(n)d人", "%(n)d人たち"), "氏名", "なし", "税目", "%(n)s件"}


def test_translations_survive_a_new_collection_and_vanished_words_go(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "en/django.po"
    catalogue = refresh(target, collect(source))
    assert len(catalogue) == 6
    target.write_text(target.read_text().replace('msgid "氏名"\nmsgstr ""', 'msgid "氏名"\nmsgstr "Name"'))
    (source / "views.py").write_text("")
    refresh(target, collect(source))
    assert {message.id: message.string for message in read(target)}["氏名"] == "Name"
    assert len(read(target)) == 4


def found(string: str, flags: tuple[str, ...] = (), key: str = "%(n)s件") -> list[str]:
    catalogue = Catalog(locale="en")
    catalogue.add(key, string, flags=flags)
    return [fault.reason for fault in faults(Collected({"%(n)s件": {"a.html"}}), catalogue)]


@pytest.mark.parametrize("string", ["", "items", "%(m)s items", "%(n)s <b>items</b>"])
def test_missing_or_unfaithful_translation_is_a_fault(string: str) -> None:
    assert len(found(string)) == 1


def test_faithful_translation_is_none_but_an_uncertain_one_is() -> None:
    assert found("%(n)s items") == []
    assert len(found("%(n)s items", ("fuzzy",))) == 1


def test_word_that_no_screen_says_any_more_is_a_fault() -> None:
    assert len(found("old", key="古い文言")) == 2  # the new one is missing, the old one is left over


def test_binary_catalogue_is_made_beside_the_readable_one(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "django.po"
    refresh(target, collect(source))
    made = compile_to(target)
    assert made == tmp_path / "django.mo"
    assert made.read_bytes()[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


def test_binary_catalogue_is_left_alone_until_a_message_changes(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "django.po"
    refresh(target, collect(source))
    compile_to(target)
    assert compile_to(target) is None
    with target.open("a", encoding="utf-8") as file:
        file.write('msgid "新しい文言"\nmsgstr "New words"\n')
    assert compile_to(target)
