"""What the ledger's windows hand out about the whole town (団体の数字, 収納率): frozen, complete."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class TaxItemFigures:
    """税目別の滞納."""

    tax_item: str
    tax_term: str
    people: int
    instalments: int
    outstanding: int


@dataclass(frozen=True)
class TownFigures:
    """団体の数字 as of the latest extract, in people and yen."""

    as_of: date
    addressees: int
    people_in_arrears: int
    outstanding: int
    carried_over: int
    late_charge: int
    provisional: int
    overpaid: int
    by_tax_item: tuple[TaxItemFigures, ...]

    @property
    def current_year(self) -> int:
        """現年課税分 of what is outstanding."""
        return self.outstanding - self.carried_over


@dataclass(frozen=True)
class CollectionRate:
    """収納率 of one part of a fiscal year."""

    levied: int
    received: int

    @property
    def percent(self) -> Decimal:
        """収納率（%）, one place, half up, as published tables show it; 0 where nothing was levied."""
        return Decimal((self.received * 2000 + self.levied) // (2 * self.levied)) / 10 if self.levied else Decimal(0)


@dataclass(frozen=True)
class CollectionRates:
    """収納率 of a fiscal year: 現年課税分, 滞納繰越分, 合計."""

    fiscal_year: int
    current: CollectionRate
    carried_over: CollectionRate

    @property
    def total(self) -> CollectionRate:
        return CollectionRate(
            self.current.levied + self.carried_over.levied, self.current.received + self.carried_over.received
        )
