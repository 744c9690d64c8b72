"""The peer: 延滞金 row by row in Decimal, written decently, as a careful developer would without thinking of speed."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal


YEAR = Decimal(365)
WHOLE = Decimal(1)
ONE_DAY = timedelta(days=1)

Rates = Mapping[int, tuple[Decimal, Decimal]]
"""Per calendar year: within the first month, after it."""


def late_charges(rows: Iterable[tuple[Decimal, date, date]], rates: Rates) -> list[Decimal]:
    return [late_charge(principal, due, paid, rates) for principal, due, paid in rows]


def late_charge(principal: Decimal, due: date, paid: date, rates: Rates) -> Decimal:
    if paid <= due or principal < 2000:
        return Decimal(0)
    base = (principal / 1000).quantize(WHOLE, rounding=ROUND_DOWN) * 1000
    boundary = first_month_ends(due + ONE_DAY)
    total = Decimal(0)
    day = due + ONE_DAY
    while day <= paid:
        last = min(paid, date(day.year, 12, 31))
        if day <= boundary:
            last = min(last, boundary)
        rate = rates[day.year][0 if day <= boundary else 1]
        total += (base * rate * Decimal((last - day).days + 1) / YEAR).quantize(WHOLE, rounding=ROUND_DOWN)
        day = last + ONE_DAY
    return Decimal(0) if total < 1000 else (total / 100).quantize(WHOLE, rounding=ROUND_DOWN) * 100


def first_month_ends(first: date) -> date:
    year, month = (first.year, first.month + 1) if first.month < 12 else (first.year + 1, 1)
    length = monthrange(year, month)[1]
    return date(year, month, length) if first.day > length else date(year, month, first.day) - ONE_DAY
