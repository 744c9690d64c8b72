"""The dialog of the keys (キー操作)."""

from towa.platform.ui.testing import Draw


def test_keys_can_be_switched_off(draw: Draw) -> None:
    part = draw("<c-keys />")
    assert part.one("label")["for"] == part.one("input")["id"] == "keys-on"
    assert part.one("dialog")["aria-labelledby"] == "keys-title"
