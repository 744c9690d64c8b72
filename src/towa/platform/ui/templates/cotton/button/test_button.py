"""The button (ボタン)."""

from towa.platform.ui.testing import Draw


def test_button_sends_its_form_and_carries_its_key(draw: Draw) -> None:
    button = draw('<c-button hotkey="Control+Enter" name="act" value="save">保存する</c-button>')
    assert button.one("button") == {
        "type": "submit",
        "class": "button button-primary button-md",
        "data-hotkey": "Control+Enter",
        "name": "act",
        "value": "save",
    }
    assert button.text == "保存する"


def test_button_that_opens_something_sends_nothing(draw: Draw) -> None:
    button = draw('<c-button type="button" kind="danger" data-opens="stop">中止する</c-button>').one("button")
    assert (button["type"], button["data-opens"], "button-danger" in button["class"]) == ("button", "stop", True)


def test_button_can_be_shut(draw: Draw) -> None:
    assert "disabled" in draw("<c-button disabled>今はできません</c-button>").one("button")


def test_button_shows_what_people_typed_as_text(draw: Draw) -> None:
    button = draw("<c-button>{{ name }}</c-button>", name="<script>alert(1)</script>")
    assert not button.all("script")
    assert "<script>" in button.text
