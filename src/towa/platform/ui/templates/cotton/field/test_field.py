"""A form field with label, help and errors (入力欄)."""

from django import forms

from towa.platform.ui.testing import Draw


class Promise(forms.Form):
    """納付約束."""

    name = forms.CharField(label="氏名", help_text="戸籍の字のまま入力します。")
    note = forms.CharField(label="メモ", required=False)
    shared = forms.BooleanField(label="世帯で同じ番号", required=False)
    result = forms.ChoiceField(label="結果", choices=[("a", "約束")], widget=forms.RadioSelect)


def test_field_has_a_label_and_says_in_words_that_it_is_required(draw: Draw) -> None:
    field = draw('<c-field :field="form.name" />', form=Promise())
    assert field.one("label")["for"] == field.one("input")["id"] == "id_name"
    assert "氏名 ※必須" in field.text


def test_field_that_may_stay_empty_does_not_say_required(draw: Draw) -> None:
    assert "必須" not in draw('<c-field :field="form.note" />', form=Promise()).text


def test_field_is_described_by_its_help(draw: Draw) -> None:
    field = draw('<c-field :field="form.name" />', form=Promise())
    assert field.one("input")["aria-describedby"] == "id_name_helptext"
    assert 'id="id_name_helptext"' in field.source


def test_wrong_field_says_what_is_wrong_and_is_tied_to_it(draw: Draw) -> None:
    form = Promise({"name": ""})
    field = draw('<c-field :field="form.name" />', form=form)
    assert "＊" in field.text
    assert field.one("input")["aria-invalid"] == "true"
    assert "id_name_error" in field.one("input")["aria-describedby"]
    assert 'id="id_name_error"' in field.source


def test_check_box_is_followed_by_its_label(draw: Draw) -> None:
    field = draw('<c-field :field="form.shared" />', form=Promise())
    assert [tag for tag, _ in field.elements if tag in {"input", "label"}] == ["input", "label"]


def test_choices_stand_in_a_group_with_a_heading(draw: Draw) -> None:
    field = draw('<c-field :field="form.result" />', form=Promise())
    assert field.all("fieldset")
    assert field.all("legend")


def test_typed_text_comes_back_as_text(draw: Draw) -> None:
    form = Promise({"name": '"><script>'})
    assert draw('<c-field :field="form.name" />', form=form).one("input")["value"] == '"><script>'
