"""見出し行: does the head row name exactly the layout's columns, in its order? A shifted column is refused here.

Cells of a shifted file often parse well (an amount is an amount), so only the heads tell.
"""

import csv
from collections import Counter
from collections.abc import Sequence

from towa.gateways.core_system.encoding import BOM, Encoding, as_shown, other_encoding, undecodable
from towa.gateways.core_system.format import RecordLayout
from towa.kernel.result import Finding, Place, Severity


LONGEST_HEAD = 1 << 16


def check_head(head: bytes, record: RecordLayout, encoding: Encoding, file: str) -> Finding | None:
    """The finding that stops the file, or None when the head row is right."""
    place = Place(file, 1)
    head = head.removeprefix(BOM)
    if not head.strip():
        return _no_head(place)
    if other := other_encoding(head):
        return _refuse(
            place, "encoding", f"文字コードが{other}です。", "UTF-8 か CP932（Shift_JIS）で保存し直してください。"
        )
    if undecodable(head, encoding) is not None:
        return _refuse(
            place, "encoding", "見出し行の文字を読み取れません。", "UTF-8 か CP932（Shift_JIS）で保存し直してください。"
        )
    if b"\r" in head.removesuffix(b"\n").removesuffix(b"\r"):
        return _refuse(
            place, "lone_return", "改行が CR だけのファイルです。", "改行を CR+LF か LF にして保存し直してください。"
        )
    return _compare(_cells(as_shown(head, encoding)), record, place)


def check_columns(heads: Sequence[str], record: RecordLayout, file: str) -> Finding | None:
    """The same for heads that came as cells."""
    place = Place(file, 1)
    if not any(head.strip() for head in heads):
        return _no_head(place)
    return _compare(heads, record, place)


def columns_of(record: RecordLayout) -> list[str]:
    return [field.column for field in record.fields]


def _compare(found: Sequence[str], record: RecordLayout, place: Place) -> Finding | None:
    expected = columns_of(record)
    if list(found) == expected:
        return None
    return _refuse(
        place,
        "head",
        f"「{record.term}」の見出しが様式と違います。{_difference(found, expected)}",
        f"列を様式どおりの名前と順番に直してください：{'、'.join(expected)}",
    )


def _no_head(place: Place) -> Finding:
    return _refuse(place, "no_head", "見出し行がありません。", "1行目に列の名前が並ぶファイルを選んでください。")


def _difference(found: Sequence[str], expected: Sequence[str]) -> str:
    missing = [column for column in expected if column not in found]
    extra = [column for column in found if column not in expected]
    twice = [column for column, count in Counter(found).items() if count > 1]
    parts = [
        f"足りない列：{_quoted(missing)}。" if missing else "",
        f"様式にない列：{_quoted(extra)}。" if extra else "",
        f"二度ある列：{_quoted(twice)}。" if twice else "",
    ]
    return "".join(parts) or _order(found, expected)


def _order(found: Sequence[str], expected: Sequence[str]) -> str:
    number, (is_, should) = next(
        (n, pair) for n, pair in enumerate(zip(found, expected, strict=True), start=1) if pair[0] != pair[1]
    )
    return f"順番が違います：{number}列目は「{should}」のはずが「{is_}」です。"


def _quoted(columns: Sequence[str]) -> str:
    return "".join(f"「{column[:40]}」" for column in columns[:20])


def _cells(text: str) -> list[str]:
    try:
        return next(csv.reader([text], strict=True))
    except (csv.Error, StopIteration):
        return [text.strip()]


def _refuse(place: Place, code: str, message: str, cure: str) -> Finding:
    return Finding(Severity.ERROR, code, message, cure, place)
