"""場面: the same town in a quiet month, in the month of the tax notices, after a flood; each a row of modifiers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """場面の係数: what differs from the quiet month."""

    term: str
    late_factor: float = 1.0
    """Multiplies the share of instalments of the running year that are paid late."""
    contact_factor: float = 1.0
    """Multiplies the contacts of the last weeks (notices bring people to the counter and to the telephone)."""
    flooded_districts: int = 0
    """The first districts lie under water: deferrals for disaster, dead telephones, late payments."""


SCENARIOS = {
    "quiet": Scenario("平常月"),
    "tax_notice": Scenario("納税通知書発送月", late_factor=1.15, contact_factor=1.4),
    "flood": Scenario("水害後", late_factor=1.3, contact_factor=1.2, flooded_districts=4),
}
FLOODED_ON = (2026, 10, 9)
FLOOD_DEFERRED_SHARE = 0.35
FLOOD_DEAD_LINES = 0.30
