"""The filter above a list (絞り込み)."""

from django import forms

from towa.platform.ui.testing import Draw


class Search(forms.Form):
    """検索."""

    q = forms.CharField(label="検索", required=False)
    run = forms.CharField(widget=forms.HiddenInput, required=False)


def test_filter_is_a_search_with_a_name_that_works_without_script(draw: Draw) -> None:
    part = draw('<c-filter :form="form" target="#people" label="滞納者の絞り込み" />', "/people/?q=a", form=Search())
    form = part.one("form")
    assert (form["method"], form["role"], form["aria-label"]) == ("get", "search", "滞納者の絞り込み")
    assert part.one("button")["type"] == "submit"


def test_filter_fetches_the_list_while_typing_and_keeps_the_address(draw: Draw) -> None:
    form = draw('<c-filter :form="form" target="#people" label="x" />', "/people/", form=Search()).one("form")
    assert (form["hx-get"], form["hx-target"], form["hx-push-url"]) == ("/people/", "#people", "true")
    assert "changed" not in form["hx-trigger"]  # a form has no value of its own: with `changed` htmx never fires


def test_filter_can_be_cleared(draw: Draw) -> None:
    assert draw('<c-filter :form="form" label="x" />', "/people/?q=a", form=Search()).one("a")["href"] == "/people/"


def test_hidden_fields_of_the_filter_are_kept(draw: Draw) -> None:
    names = [field["name"] for field in draw('<c-filter :form="form" label="x" />', form=Search()).all("input")]
    assert names == ["q", "run"]
