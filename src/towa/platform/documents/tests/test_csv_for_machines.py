"""CSV that another system reads (機械が読むCSV)."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towa.platform.documents.sheets import Column, SheetRefused, write_csv_for_machines


NO = Column("no", "宛名番号")
NAME = Column("name", "氏名")
# Six characters share their bytes with a twin (− and －, 〜 and ～): they are written, and read back as the twin.
TWINS = "¢£¬‖−〜"
CP932 = st.text(alphabet=st.characters(codec="cp932", exclude_categories=["Cc"], exclude_characters=TWINS), max_size=30)


def written(rows: list[dict[str, str]], **options: object) -> bytes:
    target = io.BytesIO()
    write_csv_for_machines(target, [NO, NAME], rows, **options)  # type: ignore[arg-type]
    return target.getvalue()


def test_file_is_byte_exact() -> None:
    expected = '宛名番号,氏名\r\n0012,"a,""b"""\r\n'.encode("cp932")
    assert written([{"no": "0012", "name": 'a,"b"'}]) == expected


def test_text_that_looks_like_a_formula_is_not_touched() -> None:
    assert b"-5,+81" in written([{"no": "-5", "name": "+81"}])


def test_file_without_head_begins_with_the_first_row() -> None:
    assert written([{"no": "1", "name": "x"}], head=False, newline="\n") == b"1,x\n"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the alphabet of cp932 takes its time, once
@given(st.lists(st.tuples(CP932, CP932), max_size=5))
def test_what_a_machine_reads_back_is_what_was_given(cells: list[tuple[str, str]]) -> None:
    data = written([{"no": no, "name": name} for no, name in cells])
    rows = list(csv.reader(io.StringIO(data.decode("cp932"), newline="")))
    assert rows[1:] == [list(pair) for pair in cells]


def test_character_without_a_place_stops_the_file_and_names_its_place() -> None:
    rows = [{"no": "1", "name": "髙﨑"}, {"no": "2", "name": 'a,"𠮷'}]
    with pytest.raises(SheetRefused, match=r"2行目の「氏名」の文字「𠮷」（U\+20BB7）は cp932"):
        written(rows)


def test_half_a_file_is_never_left_behind(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused):
        write_csv_for_machines(tmp_path / "sms.csv", [NO], [{"no": "𠮷"}])
    assert list(tmp_path.iterdir()) == []


def test_former_file_survives_a_failed_one(tmp_path: Path) -> None:
    target = tmp_path / "sms.csv"
    target.write_text("former")
    with pytest.raises(SheetRefused):
        write_csv_for_machines(target, [NO], [{"no": "𠮷"}])
    assert target.read_text() == "former"
