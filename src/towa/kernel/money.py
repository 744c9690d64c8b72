"""How is money written, read and rounded? As whole yen (円), in integers, with the rounding always named."""

import re
from typing import NewType


Yen = NewType("Yen", int)
"""円: a whole number of yen. Never a float, never a text."""

LARGEST_DIGITS = 15
_UNSIGNED = re.compile(r"(?:0|[1-9][0-9]*)\Z", re.ASCII)
_SIGNED = re.compile(r"(?:0|-?[1-9][0-9]*)\Z", re.ASCII)


class NotYen(ValueError):
    """金額として読めない値: the message says in Japanese what is wrong and what would be right."""


def yen(value: object) -> Yen:
    """円: takes a whole number as money.

    Raises:
        NotYen: for bool, float, Decimal and text; these must be read on purpose, by `parse_yen` for text.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotYen(f"金額は整数の円で表してください（{value!r} は {type(value).__name__} です）。")
    return Yen(value)


def floor_to(amount: int, unit: int) -> Yen:
    """端数切捨て: drops what is below `unit` yen (1,000円未満切捨て → `floor_to(amount, 1000)`).

    Raises:
        NotYen: for a negative amount, where "切捨て" would be read in two ways.
    """
    if amount < 0:
        raise NotYen(f"負の金額（{amount}円）は切り捨てられません。")
    return Yen(amount - amount % unit)


def parse_yen(text: str, *, signed: bool = False) -> Yen:
    """円の読取り: reads ASCII digits without sign, comma, blank, underscore or leading zero, and nothing else.

    Python's own `int()` takes `1_000`, `１２３` and `٣`; in a ledger each of these is an error to be shown.

    Args:
        text: the cell as it stands in the file.
        signed: whether a leading "-" is allowed.

    Raises:
        NotYen: with the reason in Japanese.
    """
    pattern = _SIGNED if signed else _UNSIGNED
    if not isinstance(text, str) or not pattern.match(text):
        raise NotYen(f"金額「{text}」は読み取れません。{_reason(text, signed)}")
    if len(text) > LARGEST_DIGITS:
        raise NotYen(f"金額「{text}」は桁数が多すぎます（{LARGEST_DIGITS}桁まで）。")
    return Yen(int(text))


def format_yen(amount: int) -> str:
    """円の表示: `12,345円`; a negative amount carries "-"."""
    return f"{amount:,}円"


def _reason(text: object, signed: bool) -> str:
    if not isinstance(text, str) or not text.strip():
        return "金額が空です。半角数字で入力してください。"
    if text != text.strip():
        return "前後の空白を取り除いてください。"
    if "," in text:
        return "カンマ（桁区切り）を取り除いてください。"
    if re.fullmatch(r"-[1-9][0-9]*", text, re.ASCII) and not signed:
        return "負の金額は使えません。"
    if re.fullmatch(r"-?0[0-9]*", text, re.ASCII):
        return "先頭の0を取り除いてください。"
    return "半角数字だけで入力してください（全角数字・小数・記号・指数は使えません）。"
