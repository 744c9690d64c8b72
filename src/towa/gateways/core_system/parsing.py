"""May these rows be taken in? The fast form: whole columns at once; `checks.py` is its plain twin.

All cells are read as text first. A value is asked for its form by pattern, then turned into its type; a row is good
when every cell is. Nothing here tells reasons: those are asked of the twin, for bad rows only.
"""

from dataclasses import dataclass

import polars as pl

from towa.gateways.core_system import checks
from towa.gateways.core_system.checks import Rules
from towa.gateways.core_system.encoding import PRIVATE_USE
from towa.gateways.core_system.format import Field, Kind, RecordLayout
from towa.kernel.identifiers import looks_like_individual_number


_SUSPICIOUS_DIGITS = 12
_TYPES: dict[Kind, pl.DataType] = {
    Kind.YEN: pl.Int64(),
    Kind.COUNT: pl.Int64(),
    Kind.DATE: pl.Date(),
    Kind.TIMESTAMP: pl.Datetime("us"),
    Kind.FLAG: pl.Boolean(),
}


@dataclass(frozen=True)
class Parsed:
    """判定済みの行: every row typed (null where unreadable), and which cells of which rows are fit."""

    typed: pl.DataFrame
    fit: pl.DataFrame

    @property
    def good(self) -> pl.Series:
        return self.fit.select(pl.all_horizontal(pl.all())).to_series()

    def readable(self, names: tuple[str, ...]) -> pl.Series:
        """Which rows have all these fields fit."""
        return self.fit.select(pl.all_horizontal(*names)).to_series()


def schema(record: RecordLayout) -> dict[str, pl.DataType]:
    """Types of a good frame, without the column `line`."""
    return {field.name: _TYPES.get(field.kind, pl.String()) for field in record.fields}


def read_texts(utf8: bytes, record: RecordLayout) -> pl.DataFrame:
    """All cells as text, empty ones as "". The bytes are UTF-8, rows and quotes known to be in order."""
    names = [field.name for field in record.fields]
    quoted = b'"' in utf8
    if not utf8:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String()))
    return pl.read_csv(
        utf8 if quoted else utf8.replace(b"\r\n", b"\n"),
        has_header=False,
        schema=dict.fromkeys(names, pl.String()),
        quote_char='"' if quoted else None,
        empty_string_is_null=False,
    ).with_columns(pl.all().fill_null(""))


def parse(texts: pl.DataFrame, record: RecordLayout, rules: Rules) -> Parsed:
    """Types every cell and says which are fit."""
    typed = texts.select(_typed(field, rules).alias(field.name) for field in record.fields)
    values = {field.name: f"{field.name}:typed" for field in record.fields}
    both = pl.concat([texts, typed.rename(values)], how="horizontal")
    fit = both.select(_fit(field, pl.col(values[field.name]), rules).alias(field.name) for field in record.fields)
    return Parsed(typed, _without_individual_numbers(texts, fit, record))


def private_use(texts: pl.DataFrame, record: RecordLayout) -> pl.Series:
    """外字: which rows hold characters of a private use area."""
    asked = [pl.col(f.name).str.contains(PRIVATE_USE.pattern) for f in record.fields if f.kind is Kind.TEXT]
    return texts.select(pl.any_horizontal(asked) if asked else pl.repeat(False, pl.len())).to_series()


def _typed(field: Field, rules: Rules) -> pl.Expr:
    text = pl.col(field.name)
    match field.kind:
        case Kind.YEN | Kind.COUNT:
            return text.cast(pl.Int64, strict=False)
        case Kind.DATE:
            return text.str.to_date(checks.DATE_FORMS[rules.date_style], strict=False, cache=True)
        case Kind.TIMESTAMP:
            return text.str.to_datetime(checks.TIMESTAMP_FORMS[rules.date_style], strict=False, time_unit="us")
        case Kind.CODE:
            words = list(field.codes.values())
            return text.replace_strict(list(field.codes), words, default=None, return_dtype=pl.String)
        case Kind.FLAG:
            return text.replace_strict(["0", "1"], [False, True], default=None, return_dtype=pl.Boolean)
        case _:
            return pl.when(text != "").then(text)


def _fit(field: Field, value: pl.Expr, rules: Rules) -> pl.Expr:
    text = pl.col(field.name)
    form = _form(field, text, value, rules)
    if field.name == "municipality_code" and rules.municipality:
        form = form & (text == rules.municipality)
    return form if field.required else form | (text == "")


def _form(field: Field, text: pl.Expr, value: pl.Expr, rules: Rules) -> pl.Expr:
    match field.kind:
        case Kind.TEXT:
            never = f"{checks.FORBIDDEN}|^{checks.EXPONENT.pattern}$"
            fit = (text.str.len_chars() <= field.width) & ~text.str.contains(never)
            return fit & (text.str.strip_chars() != "") if field.required else fit
        case Kind.DIGITS:
            return text.str.contains(f"^[0-9]{{{field.width}}}$")
        case Kind.YEN | Kind.COUNT:
            width = text.str.len_bytes() <= field.width
            return width & text.str.contains(f"^{checks.number_pattern(field)}$") & value.is_not_null()
        case Kind.DATE:
            return _is_day(text, value, checks.DATE_PATTERNS[rules.date_style])
        case Kind.TIMESTAMP:
            return _is_day(text, value, checks.TIMESTAMP_PATTERNS[rules.date_style])
        case _:
            return value.is_not_null()


def _is_day(text: pl.Expr, value: pl.Expr, pattern: str) -> pl.Expr:
    year = value.dt.year().is_between(checks.FIRST_YEAR, checks.LAST_YEAR)
    return text.str.contains(f"^{pattern}$") & year.fill_null(False)


def _without_individual_numbers(texts: pl.DataFrame, fit: pl.DataFrame, record: RecordLayout) -> pl.DataFrame:
    """個人番号の検出: cells with twelve digits or more are few; only those are looked at closely."""
    for field in record.fields:
        if field.kind is Kind.TEXT and field.width >= _SUSPICIOUS_DIGITS:
            fit = _look_closely(texts[field.name], fit)
    return fit


def _look_closely(texts: pl.Series, fit: pl.DataFrame) -> pl.DataFrame:
    many_digits = texts.str.count_matches(r"\p{N}") >= _SUSPICIOUS_DIGITS
    places = many_digits.arg_true().to_list()
    found = [place for place in places if looks_like_individual_number(texts[place])]
    return fit.with_columns(fit[texts.name].scatter(found, False)) if found else fit
