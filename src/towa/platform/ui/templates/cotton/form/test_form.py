"""The form around fields (フォーム)."""

from towa.platform.ui.testing import Draw


def test_form_that_writes_carries_the_proof_of_origin(draw: Draw) -> None:
    form = draw('<c-form label="取込" upload></c-form>')
    assert form.one("form")["method"] == "post"
    assert form.one("form")["enctype"] == "multipart/form-data"
    assert form.one("form")["aria-label"] == "取込"
    assert form.one("input")["name"] == "csrfmiddlewaretoken"


def test_form_that_only_asks_carries_none(draw: Draw) -> None:
    assert not draw('<c-form method="get"></c-form>').all("input")
