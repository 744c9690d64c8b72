"""A day as people type it (日付の入力欄)."""

from collections.abc import Callable
from datetime import date

import pytest
from django import forms
from django.test import Client
from django.utils.translation import override

from towa.platform.ui.days import DayField
from towa.platform.ui.testing import Draw


class Visit(forms.Form):
    """訪問."""

    on = DayField(label="訪問日")
    back = DayField(label="再訪問日", required=False)


@pytest.mark.parametrize("typed", ["R8.11.20", "令和８年１１月２０日", "81120", "2026/11/20"])
def test_day_is_taken_in_the_forms_that_clerks_type(typed: str) -> None:
    form = Visit({"on": typed})
    assert form.is_valid()
    assert form.cleaned_data == {"on": date(2026, 11, 20), "back": None}


def test_unreadable_day_says_in_japanese_what_to_type() -> None:
    with override("ja"):
        assert "R8.11.20、令和8年11月20日、81120" in Visit({"on": "あした"}).errors["on"][0]
        assert "平成31年4月30日ではないか" in Visit({"on": "R1.4.30"}).errors["on"][0]
    with override("en"):
        assert "あした" not in Visit({"on": "あした"}).errors["on"][0]


def test_day_that_is_needed_may_not_be_left_out() -> None:
    assert set(Visit({"on": " ", "back": ""}).errors) == {"on"}


def test_field_shows_the_day_in_the_era_with_examples_and_no_calendar(draw: Draw) -> None:
    with override("ja"):
        part = draw('<c-field :field="form.on" />', form=Visit(initial={"on": date(2026, 11, 20)}))
    field = part.one("input")
    assert (field["type"], field["value"]) == ("text", "令和8年11月20日")
    assert field["aria-describedby"] == "id_on_helptext"
    assert "入力例: R8.11.20" in part.text
    assert "読み取った日: 令和8年11月20日（金曜日）" in part.text
    assert part.one("output")["for"] == field["id"]


def test_typed_text_stays_as_typed_beside_the_day_understood(draw: Draw) -> None:
    with override("ja"):
        part = draw('<c-field :field="form.on" />', form=Visit({"on": "S64.1.7"}))
        wrong = draw('<c-field :field="form.on" />', form=Visit({"on": '"><script>'}))
    assert part.one("input")["value"] == "S64.1.7"
    assert "昭和64年1月7日（土曜日）" in part.text
    assert wrong.one("input")["value"] == '"><script>'


def test_page_says_while_typing_what_it_understands(client_as: Callable[..., Client]) -> None:
    clerk = client_as("tax_officer")
    assert clerk.get("/day/", {"on": "81120"}).content.decode() == "読み取った日: 令和8年11月20日（金曜日）"
    assert "暦にありません" in clerk.get("/day/", {"visit-on": "R8.2.29"}).content.decode()
    assert "&lt;script&gt;" in clerk.get("/day/", {"on": "<script>"}).content.decode()
    assert clerk.get("/day/", {"on": " "}).content == b""
