"""The summary of what is wrong in a form (入力誤りのまとめ)."""

from django import forms

from towa.platform.ui.testing import Draw


class Promise(forms.Form):
    """納付約束."""

    name = forms.CharField(label="氏名")


def test_summary_is_announced_and_leads_to_the_field(draw: Draw) -> None:
    form = Promise({})
    summary = draw('<c-form-errors :form="form" />', form=form)
    assert summary.all("div")[0]["role"] == "alert"
    assert summary.one("a")["href"] == "#id_name"
    assert "氏名: " in summary.text


def test_form_without_errors_has_no_summary(draw: Draw) -> None:
    assert draw('<c-form-errors :form="form" />', form=Promise({"name": "髙﨑"})).text == ""


def test_summary_names_errors_of_the_whole_form(draw: Draw) -> None:
    form = Promise({"name": "髙﨑"})
    form.add_error(None, "合計が<b>違います</b>。")
    summary = draw('<c-form-errors :form="form" />', form=form)
    assert "合計が<b>違います</b>。" in summary.text
    assert not summary.all("b")
