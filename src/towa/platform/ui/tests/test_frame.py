"""The frame around every page (画面の枠)."""

import re
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory


@pytest.fixture
def gallery(settings: Any, db: None) -> str:
    settings.ROOT_URLCONF = "towa.platform.ui.tests.addresses"
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client().get("/?sort=-yen").content.decode()


def test_page_speaks_its_language_and_has_one_main_heading(gallery: str) -> None:
    assert '<html lang="ja">' in gallery
    assert gallery.count("<h1") == 1
    assert gallery.count("<main") == 1


def test_page_without_a_heading_takes_its_title() -> None:
    source = "{% extends 'ui/plain.html' %}{% block title %}催告 & {{ name }}{% endblock %}"
    page = engines["django"].from_string(source).render({"name": "<b>"}, RequestFactory().get("/"))
    assert "<h1>催告 & &lt;b&gt;</h1>" in page
    assert "<title>催告 & &lt;b&gt; | Towa</title>" in page


def test_first_thing_to_reach_by_keyboard_skips_to_the_content(gallery: str) -> None:
    body = gallery[gallery.index("<body") :]
    assert re.findall(r"<(?:a|button)[^>]*>", body)[0] == '<a class="skip" href="#main">'


def test_page_has_no_inline_style_and_no_inline_script(gallery: str) -> None:
    assert not re.findall(r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son\w+="', gallery)


def test_no_raw_tag_of_a_template_reaches_the_browser(gallery: str) -> None:
    assert not re.findall(r"</?c-|{%|{{", gallery)


def test_language_can_be_switched_on_every_page(settings: Any, gallery: str) -> None:
    browser = Client()
    answer = browser.post("/language/setlang/", {"language": "en", "next": "/"})
    assert answer.status_code == 302
    assert '<html lang="en">' in browser.get("/").content.decode()


def test_error_page_needs_nothing_that_could_be_broken() -> None:
    page = render_to_string("500.html")
    assert "エラーが起きました" in page
    assert 'lang="en"' in page


def test_missing_page_says_what_to_do(settings: Any, db: None) -> None:
    settings.ROOT_URLCONF = "towa.platform.ui.tests.addresses"
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.content.decode()
