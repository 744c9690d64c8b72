"""What stands in a column? (列) Shared by every kind of sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils.timezone import is_aware, localtime


Kind = Literal["text", "yen", "count", "date", "datetime"]
Row = Mapping[str, Any]

_WIDTHS: dict[Kind, int] = {"text": 20, "yen": 14, "count": 10, "date": 12, "datetime": 18}
_ACCEPTED: dict[Kind, type | tuple[type, ...]] = {
    "text": str,
    "yen": int,
    "count": int,
    "date": date,
    "datetime": datetime,
}


class SheetRefused(Exception):
    """この表は書けません: a value does not fit its column or its encoding; the message names the place."""


@dataclass(frozen=True)
class Column:
    """列.

    Args:
        key: name of the value in each row.
        title: what people read at the head, official term.
        kind: decides format and check; yen and counts are whole numbers.
        width: width in characters of the office's font; 0: usual for the kind.
        wareki: dates are shown in 和暦 (they stay real dates).
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int = 0
    wareki: bool = False

    @property
    def shown_width(self) -> int:
        """Wide enough for the head too: a full-width character takes two places."""
        return max(self.width or _WIDTHS[self.kind], 2 * len(self.title) + 2)


def cell(row: Row, column: Column, number: int) -> Any:
    """The value of one cell, checked.

    Args:
        number: place of the row in the sheet, counted from 1, for the message.

    Raises:
        SheetRefused: the key is missing, or the value is of another kind (a float is no yen).
    """
    if column.key not in row:
        raise SheetRefused(f"{number}行目に「{column.title}」（{column.key}）がありません。")
    value = row[column.key]
    if value is None:
        return None
    if not _fits(value, column.kind):
        raise SheetRefused(f"{number}行目の「{column.title}」の値 {value!r} は {column.kind} ではありません。")
    if isinstance(value, datetime) and is_aware(value):
        return localtime(value).replace(tzinfo=None)  # sheets know no time zones: the office's clock
    return value


def _fits(value: Any, kind: Kind) -> bool:
    if isinstance(value, bool) or (kind == "date" and isinstance(value, datetime)):
        return False
    return isinstance(value, _ACCEPTED[kind])


def plain(value: Any) -> str:
    """A value as text in a CSV: ISO dates, whole numbers without thousands."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value)
