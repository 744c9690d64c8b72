"""What does a cell of a workbook say as text? Excel turns codes into numbers and addresses into dates; here it shows.

A number is welcome where a number belongs (12000.0 in an amount is 12000), a date where a date belongs. Anywhere
else the value is marked: digits may be lost, so the row goes to quarantine with a reason of its own.
"""

from datetime import date, datetime, time, timedelta

import polars as pl

from towa.gateways.core_system.checks import DATE_FORMS, NUMBER_CELL, TIMESTAMP_FORMS
from towa.gateways.core_system.format import Kind


_EXACT = 10**15
"""Excel keeps 15 digits; beyond that the last ones are zeros that nobody typed."""
Value = str | float | int | bool | date | datetime | time | timedelta | None


def cell_text(value: Value, kind: Kind, width: int, style: str) -> str:
    """One cell as the text that a CSV would have held."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return f"{NUMBER_CELL}{str(value).upper()}"
    if isinstance(value, int | float):
        return _number(value, kind, width)
    return _moment(value, kind, style)


def column_texts(values: pl.Series, kind: Kind, width: int, style: str) -> pl.Series:
    """A whole column of one type; the usual cases at once, the others cell by cell."""
    if values.dtype == pl.String:
        return values.fill_null("")
    if values.dtype.is_numeric() and kind in (Kind.YEN, Kind.COUNT) and _all_whole(values):
        return values.cast(pl.Int64).cast(pl.String).fill_null("")
    if values.dtype == pl.Datetime and kind is Kind.DATE and bool((values.dt.time() == time()).all()):
        return values.dt.strftime(DATE_FORMS[style]).fill_null("")
    texts = [cell_text(value, kind, width, style) for value in values.to_list()]
    return pl.Series(values.name, texts, dtype=pl.String)


def _number(value: float, kind: Kind, width: int) -> str:
    whole = abs(value) < _EXACT and value == int(value)
    text = str(int(value)) if whole else repr(value)
    if kind in (Kind.YEN, Kind.COUNT, Kind.CODE, Kind.FLAG, Kind.DATE):
        return text
    return text if kind is Kind.DIGITS and whole and len(text) == width else NUMBER_CELL + text


def _moment(value: date | time | timedelta, kind: Kind, style: str) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value if kind is Kind.TIMESTAMP else value.date()
    elif isinstance(value, date) and kind is Kind.TIMESTAMP:
        value = datetime.combine(value, time())
    if isinstance(value, datetime):
        return value.strftime(TIMESTAMP_FORMS[style]) if kind is Kind.TIMESTAMP else f"{NUMBER_CELL}{value}"
    return (
        value.strftime(DATE_FORMS[style]) if isinstance(value, date) and kind is Kind.DATE else f"{NUMBER_CELL}{value}"
    )


def _all_whole(values: pl.Series) -> bool:
    return bool(((values == values.floor()) & (values.abs() < _EXACT)).all())
