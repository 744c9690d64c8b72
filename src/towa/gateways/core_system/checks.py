"""May this cell be taken in? The plain form: one cell at a time, with reason and cure.

`parsing.py` asks the same over whole columns at once; this module is its twin, tells the reasons of a bad row,
and serves the fake. Python's own readers are too kind for money (int("1_000"), int("１２３"), week dates), so the
form of every value is asked first and only then its meaning.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from towa.gateways.core_system.format import Field, Kind
from towa.kernel.identifiers import looks_like_individual_number, mask


NUMBER_CELL = "\ufdd0"
"""Marks a cell that a workbook holds as a number where text belongs. A noncharacter: no file can contain it."""
FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffd-\uffff\ufdd0-\ufdef]"
"""Control characters, hidden direction marks, the mark of a lost character (�): never part of a name or address."""
EXPONENT = re.compile(r"[0-9]\.[0-9]+E\+[0-9]+")
"""1.23457E+11: what Excel leaves of a long number when it saves a CSV."""
DATE_FORMS = {"dashed": "%Y-%m-%d", "compact": "%Y%m%d"}
TIMESTAMP_FORMS = {"dashed": "%Y-%m-%d %H:%M:%S", "compact": "%Y%m%d%H%M%S"}
DATE_PATTERNS = {"dashed": r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "compact": r"[0-9]{8}"}
TIMESTAMP_PATTERNS = {
    "dashed": r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-5][0-9]",
    "compact": r"[0-9]{12}[0-5][0-9]",
}
FIRST_YEAR, LAST_YEAR = 1868, 2199
"""明治元年 until well beyond any 納期限; 0001-01-01 and 9999-12-31 are fillers, not days."""
_FORBIDDEN = re.compile(FORBIDDEN)
_SHOWN = 40
_EXAMPLES = {"dashed": "2026-11-20", "compact": "20261120"}


@dataclass(frozen=True)
class Rules:
    """読取規則: what holds for the whole file."""

    date_style: str = "dashed"
    municipality: str = ""
    """団体コード that every row must carry; empty: not asked."""


@dataclass(frozen=True)
class Fault:
    """誤り: why a cell or row is not taken in, and what to do about it."""

    code: str
    message: str
    cure: str


def number_pattern(field: Field) -> str:
    """Form of a whole number: ASCII digits only, "-" only where the layout allows it, no "-0"."""
    sign = "(?:-0*[1-9]|[0-9])" if field.signed else "[0-9]"
    return sign + f"[0-9]{{0,{min(field.width, 18) - 1}}}"


def check_cell(field: Field, text: str, rules: Rules) -> Fault | None:
    """The fault of one cell; None when it can be taken in."""
    if text == "" and not field.required:
        return None
    if not text.strip() and (field.required or field.kind is not Kind.TEXT):
        return _blank_fault(field)
    if text.startswith(NUMBER_CELL):
        return Fault(
            "number_cell",
            f"「{field.column}」のセルをExcelが数値や日付に変えています（{shown(field, text)}）。先頭の0や下の桁が失われた可能性があります。",
            "元のファイルから取り直し、この列を「文字列」の書式にしてから貼り付けてください。",
        )
    if field.name == "municipality_code" and rules.municipality and text != rules.municipality:
        return Fault(
            "wrong_town",
            f"団体コードが違います（正しくは {rules.municipality}）。",
            "他の団体のデータが混ざっていないか、抽出元に確かめてください。",
        )
    return _CHECKS[field.kind](field, text, rules)


def shown(field: Field, text: str) -> str:
    """The value as a finding may show it: names and notes are veiled, long values cut."""
    text = text.removeprefix(NUMBER_CELL)[:_SHOWN]
    if field.kind is Kind.TEXT:
        return mask(text, keep=1)
    return mask(text, keep=0) if looks_like_individual_number(text) else text


def _blank_fault(field: Field) -> Fault:
    if field.required:
        return Fault("required", f"「{field.column}」は必ず入れる項目ですが、空です。", "値を入れてください。")
    return _form_fault(field, "空白だけの値は使えません。", "値を入れるか、空にしてください。")


def _check_text(field: Field, text: str, rules: Rules) -> Fault | None:
    if _FORBIDDEN.search(text):
        return Fault(
            "forbidden_character",
            f"「{field.column}」に制御文字または失われた文字（�）があります。",
            "その文字を取り除くか、正しい文字に直してください。",
        )
    if EXPONENT.fullmatch(text):
        return Fault(
            "exponent",
            f"「{field.column}」がExcelの指数表示（{text}）になっています。下の桁が失われています。",
            "元のファイルから取り直し、この列を「文字列」の書式にしてから貼り付けてください。",
        )
    if len(text) > field.width:
        return Fault(
            "too_long",
            f"「{field.column}」は{field.width}文字までですが、{len(text)}文字あります。",
            "列がずれていないか確かめ、文字数を減らしてください。",
        )
    if looks_like_individual_number(text):
        return Fault(
            "individual_number",
            f"「{field.column}」に個人番号（マイナンバー）と思われる12桁の数字があります。受け付けません。",
            "個人番号を消してください。個人番号でないときは、数字の書き方を変えてください。",
        )
    return None


def _check_digits(field: Field, text: str, rules: Rules) -> Fault | None:
    if re.fullmatch(f"[0-9]{{{field.width}}}", text):
        return None
    return _form_fault(
        field, f"半角数字{field.width}桁ではありません。", f"先頭の0も含めて半角数字{field.width}桁にしてください。"
    )


def _check_number(field: Field, text: str, rules: Rules) -> Fault | None:
    if re.fullmatch(number_pattern(field), text) and len(text) <= field.width:
        return None
    sign = "（負の値は先頭に - ）" if field.signed else "（負の値は使えません）"
    return _form_fault(
        field,
        f"{field.width}桁までの整数ではありません。",
        f"コンマ・空白・全角・小数を使わず、半角数字{field.width}桁までにしてください{sign}。",
    )


def _check_date(field: Field, text: str, rules: Rules) -> Fault | None:
    cure = f"「{_EXAMPLES[rules.date_style]}」の形の、実在する日付にしてください。"
    if not re.fullmatch(DATE_PATTERNS[rules.date_style], text):
        return _form_fault(field, "日付の形が違います。", cure)
    year, month, day = (int(part) for part in (text[:4], *_month_and_day(text)))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _form_fault(field, f"年が{FIRST_YEAR}〜{LAST_YEAR}の外です。", cure)
    return None if _is_day(year, month, day) else _form_fault(field, "実在しない日付です。", cure)


def _check_timestamp(field: Field, text: str, rules: Rules) -> Fault | None:
    cure = "「2026-11-20 09:30:00」の形の、実在する日時にしてください。"
    if not re.fullmatch(TIMESTAMP_PATTERNS[rules.date_style], text):
        return _form_fault(field, "日時の形が違います。", cure)
    try:
        moment = datetime.strptime(text, TIMESTAMP_FORMS[rules.date_style])  # noqa: DTZ007  # the core's wall clock
    except ValueError:
        return _form_fault(field, "実在しない日時です。", cure)
    return None if FIRST_YEAR <= moment.year <= LAST_YEAR else _form_fault(field, "実在しない日時です。", cure)


def _check_code(field: Field, text: str, rules: Rules) -> Fault | None:
    if text in field.codes:
        return None
    return _form_fault(field, "コード表にない値です。", f"{'・'.join(field.codes)} のどれかにしてください。")


def _check_flag(field: Field, text: str, rules: Rules) -> Fault | None:
    return None if text in ("0", "1") else _form_fault(field, "0 か 1 ではありません。", "0 か 1 にしてください。")


def _form_fault(field: Field, reason: str, cure: str) -> Fault:
    return Fault(f"not_{field.kind.value}", f"「{field.column}」：{reason}", cure)


def _month_and_day(text: str) -> tuple[str, str]:
    return (text[5:7], text[8:10]) if "-" in text else (text[4:6], text[6:8])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_CHECKS: dict[Kind, Callable[[Field, str, Rules], Fault | None]] = {
    Kind.TEXT: _check_text,
    Kind.DIGITS: _check_digits,
    Kind.YEN: _check_number,
    Kind.COUNT: _check_number,
    Kind.DATE: _check_date,
    Kind.TIMESTAMP: _check_timestamp,
    Kind.CODE: _check_code,
    Kind.FLAG: _check_flag,
}
