"""A list of facts (項目の一覧)."""

from towa.platform.ui.testing import Draw


def test_facts_are_terms_with_their_values(draw: Draw) -> None:
    part = draw('<c-facts><c-fact label="電話">090</c-fact></c-facts>')
    assert [tag for tag, _ in part.elements] == ["dl", "div", "dt", "dd"]
