"""The plain twin: 延滞金 day by day in Decimal, slow and obvious. It shares no line and no table with the program."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal


# Percent within the first month and after it, as the cities print them.
RATES = {
    2000: ("4.5", "14.6"), 2001: ("4.5", "14.6"), 2002: ("4.1", "14.6"), 2003: ("4.1", "14.6"), 2004: ("4.1", "14.6"),
    2005: ("4.1", "14.6"), 2006: ("4.1", "14.6"), 2007: ("4.4", "14.6"), 2008: ("4.7", "14.6"), 2009: ("4.5", "14.6"),
    2010: ("4.3", "14.6"), 2011: ("4.3", "14.6"), 2012: ("4.3", "14.6"), 2013: ("4.3", "14.6"), 2014: ("2.9", "9.2"),
    2015: ("2.8", "9.1"), 2016: ("2.8", "9.1"), 2017: ("2.7", "9.0"), 2018: ("2.6", "8.9"), 2019: ("2.6", "8.9"),
    2020: ("2.6", "8.9"), 2021: ("2.5", "8.8"), 2022: ("2.4", "8.7"), 2023: ("2.4", "8.7"), 2024: ("2.4", "8.7"),
    2025: ("2.4", "8.7"), 2026: ("2.8", "9.1"),
}  # fmt: skip
DEFERRAL = {
    2014: "1.9", 2015: "1.8", 2016: "1.8", 2017: "1.7", 2018: "1.6", 2019: "1.6", 2020: "1.6", 2021: "1.0",
    2022: "0.9", 2023: "0.9", 2024: "0.9", 2025: "0.9", 2026: "1.3",
}  # fmt: skip
REFUND = {
    2000: "4.5", 2001: "4.5", 2002: "4.1", 2003: "4.1", 2004: "4.1", 2005: "4.1", 2006: "4.1", 2007: "4.4", 2008: "4.7",
    2009: "4.5", 2010: "4.3", 2011: "4.3", 2012: "4.3", 2013: "4.3", 2014: "1.9", 2015: "1.8", 2016: "1.8", 2017: "1.7",
    2018: "1.6", 2019: "1.6", 2020: "1.6", 2021: "1.0", 2022: "0.9", 2023: "0.9", 2024: "0.9", 2025: "0.9", 2026: "1.3",
}  # fmt: skip
ONE = timedelta(days=1)
Kind = tuple[int, Decimal, int, str, str]  # base, rate, year, band, treatment
Line = tuple[Kind, int]  # and for how many days


def plain_late_charge(
    principal: int,
    due: date,
    paid_on: date,
    *,
    rounding: str = "per_segment",
    months: int = 1,
    payments: Sequence[tuple[date, int]] = (),
    exempt: Sequence[tuple[date, date]] = (),
    deferred: Sequence[tuple[date, date]] = (),
) -> int:
    """Walks every day; days with the same base, rate, year, band and treatment in a row are one line of the paper.

    payments: (day, yen); exempt, deferred: (first, last), both counted.
    """
    boundary = end_of_months(due + ONE, months)
    lines: list[Line] = []
    day = due + ONE
    while day <= paid_on:
        owed = principal - sum(amount for paid, amount in payments if paid < day)
        base = owed // 1000 * 1000 if owed >= 2000 else 0
        band = "first" if day <= boundary else "after"
        rate = Decimal(RATES[day.year][0 if band == "first" else 1]) if base else Decimal(0)
        treatment = ""
        if any(first <= day <= last for first, last in exempt):
            rate, treatment = Decimal(0), "exempt"
        elif base and band == "after" and any(first <= day <= last for first, last in deferred):
            rate, treatment = min(rate, Decimal(DEFERRAL[day.year])), "deferred"
        add_day(lines, (base, rate, day.year, band, treatment))
        day += ONE
    return finish(lines, rounding)


def plain_refund_interest(refund: int, count_from: date, decision: date, *, rounding: str = "per_segment") -> int:
    base = refund // 1000 * 1000 if refund >= 2000 else 0
    lines: list[Line] = []
    day = count_from
    while day <= decision:
        add_day(lines, (base, Decimal(REFUND[day.year]) if base else Decimal(0), day.year, "only", ""))
        day += ONE
    return finish(lines, rounding)


def end_of_months(first: date, months: int) -> date:
    """The day before the same day of a later month, found by walking; else the end of that month."""
    target_month = (first.month - 1 + months) % 12 + 1
    day, last = first, first
    while True:
        day += ONE
        if day.month == target_month and day.day == first.day and (day - first).days > 27:
            return day - ONE
        if last.month == target_month and day.month != target_month and (day - first).days > 27:
            return last
        last = day


def add_day(lines: list[Line], kind: Kind) -> None:
    if lines and lines[-1][0] == kind:
        lines[-1] = (kind, lines[-1][1] + 1)
    else:
        lines.append((kind, 1))


def finish(lines: list[Line], rounding: str) -> int:
    exact = [(kind, Decimal(kind[0]) * kind[1] * days / Decimal(100) / Decimal(365)) for kind, days in lines]
    if rounding == "per_segment":
        total = sum((cut(amount) for _kind, amount in exact), Decimal(0))
    elif rounding == "per_band":
        bands = {kind[3] for kind, _amount in exact}
        total = sum((cut(sum((a for kind, a in exact if kind[3] == band), Decimal(0))) for band in bands), Decimal(0))
    else:
        total = cut(sum((amount for _kind, amount in exact), Decimal(0)))
    return 0 if total < 1000 else int(total) // 100 * 100


def cut(amount: Decimal) -> Decimal:
    # 28 digits of Decimal can fall just short of a whole yen (…999…); the nearest 12th place mends that first.
    return amount.quantize(Decimal("1e-12")).quantize(Decimal(1), rounding=ROUND_DOWN)
