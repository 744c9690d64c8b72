"""One figure (指標)."""

from towa.platform.ui.testing import Draw


def test_card_shows_label_amount_unit_and_note(draw: Draw) -> None:
    part = draw('<c-figure-card label="滞納額" :value="value" unit="円" note="延滞金を除く" />', value=1_482_300_500)
    assert part.text == "滞納額 1,482,300,500円 延滞金を除く"


def test_card_leads_to_its_list(draw: Draw) -> None:
    assert draw('<c-figure-card label="滞納者" value="9" href="/people/" />').one("a")["href"] == "/people/"


def test_card_shows_zero(draw: Draw) -> None:
    assert "0行" in draw('<c-figure-card label="行" :value="value" unit="行" />', value=0).text


def test_card_does_not_take_words_from_around_it(draw: Draw) -> None:
    assert "外" not in draw('<c-figure-card label="行" value="1" />', note="外", unit="外", href="外").source


def test_card_tells_what_its_figure_counts_when_asked(draw: Draw) -> None:
    part = draw('<c-figure-card label="滞納額" value="1" unit="円" definition="納期限を過ぎた税額です。" />')
    assert part.text == "滞納額 1円 滞納額の数え方納期限を過ぎた税額です。"
    assert "open" not in part.one("details")


def test_card_without_a_definition_has_nothing_to_open(draw: Draw) -> None:
    assert not draw('<c-figure-card label="行" value="1" />', definition="外").all("details")
