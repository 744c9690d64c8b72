"""CSV that people open in a spreadsheet (人が見るCSV)."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.platform.documents.sheets import Column, guarded, write_csv_for_people


NAME = Column("name", "氏名")
YEN = Column("yen", "滞納額", "yen")


def written(rows: list[dict[str, object]], encoding: str = "utf-8-sig") -> bytes:
    target = io.BytesIO()
    write_csv_for_people(target, [NAME, YEN], rows, encoding=encoding)
    return target.getvalue()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_text_that_looks_like_a_formula_becomes_plain_text(start: str) -> None:
    assert guarded(f"{start}cmd|'/C calc'!A0") == f"'{start}cmd|'/C calc'!A0"


@pytest.mark.parametrize("text", ["髙﨑　花子", "0012", "a=b", ""])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_cell_ever_begins_like_a_formula(text: str) -> None:
    cells = next(csv.reader(io.StringIO(written([{"name": text, "yen": 1}])[3:].decode(), newline=""), strict=True))
    assert cells == ["氏名", "滞納額"]
    rows = list(csv.reader(io.StringIO(written([{"name": text, "yen": 1}])[3:].decode(), newline="")))
    assert not rows[1][0].startswith(tuple("=+-@\t\r＝＋－＠"))
    assert rows[1][0] in (text, f"'{text}")


def test_spreadsheet_sees_utf_8_by_the_mark_at_its_start() -> None:
    assert written([{"name": "髙﨑", "yen": -5}]) == "\ufeff氏名,滞納額\r\n髙﨑,-5\r\n".encode()


def test_character_that_cp932_lacks_leaves_a_visible_gap() -> None:
    assert written([{"name": "𠮷田", "yen": 1}], "cp932").decode("cp932").splitlines()[1] == "〓田,1"
