"""Figure cards side by side (指標の並び)."""

from towa.platform.ui.testing import Draw


def test_cards_hold_what_is_put_in(draw: Draw) -> None:
    part = draw('<c-cards id="today"><c-figure-card label="滞納者" value="9" /></c-cards>')
    assert part.all("div")[0] == {"class": "cards", "id": "today"}
    assert "滞納者" in part.text
