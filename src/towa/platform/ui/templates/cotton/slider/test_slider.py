"""The slider with its number field (つまみと数値): two ways to say one number, and only the field is sent."""

from django import forms

from towa.platform.ui.testing import Draw


class Capacity(forms.Form):
    sms = forms.IntegerField(label="SMSの送信数", initial=500)


DRAWN = '<c-slider :field="form.sms" maximum="1000" step="10" unit="件" note="今の設定 500件" />'


def test_slider_stands_beside_its_number_and_follows_it(draw: Draw) -> None:
    inputs = draw(DRAWN, form=Capacity()).all("input")
    assert [found["type"] for found in inputs] == ["range", "number"]
    assert (inputs[0]["max"], inputs[0]["step"], inputs[0]["value"]) == ("1000", "10", "500")
    assert inputs[0]["data-follows"] == inputs[1]["id"]


def test_only_the_number_is_sent(draw: Draw) -> None:
    assert [found.get("name") for found in draw(DRAWN, form=Capacity()).all("input")] == [None, "sms"]


def test_both_have_the_same_name_for_people_who_listen(draw: Draw) -> None:
    part = draw(DRAWN, form=Capacity())
    assert part.one("label")["for"] == part.all("input")[1]["id"]
    assert part.all("input")[0]["aria-label"] == "SMSの送信数"
    assert "今の設定 500件" in part.text
