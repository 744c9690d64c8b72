"""One fact (項目)."""

from towa.platform.ui.testing import Draw


def test_fact_escapes_label_and_value(draw: Draw) -> None:
    part = draw('<c-fact label="{{ x }}">{{ x }}</c-fact>', x="<i>")
    assert not part.all("i")
    assert part.text == "<i><i>"
