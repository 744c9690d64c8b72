"""Which taxes does the ledger know, what are they called, and which 延滞金 boundary does each carry?"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TaxItem:
    """税目: one tax of the ledger."""

    name: str
    """English identifier, the same in every city's layout."""
    term: str
    """Official name as printed on notices."""
    short: str
    """Name for narrow columns."""
    boundary_months: int = 1
    """Months after which the higher 延滞金 rate begins; 1 for every 地方税 (保険料 of other regimes: 3)."""


TAX_ITEMS: Mapping[str, TaxItem] = {
    item.name: item
    for item in (
        TaxItem("resident_tax_ordinary", "市民税・県民税・森林環境税（普通徴収）", "住民税"),
        TaxItem("fixed_asset_tax", "固定資産税・都市計画税", "固定資産税"),
        TaxItem("light_vehicle_tax", "軽自動車税（種別割）", "軽自動車税"),
        TaxItem("national_health_insurance_tax", "国民健康保険税", "国保税"),
    )
}


def term_of(name: str) -> str:
    """Official name of a tax item; an unknown one is shown as it is rather than hidden."""
    item = TAX_ITEMS.get(name)
    return item.term if item else name


def boundary_months_of(name: str) -> int:
    """Months to the higher rate.

    Raises:
        KeyError: the ledger holds a tax item without a declaration here.
    """
    return TAX_ITEMS[name].boundary_months
