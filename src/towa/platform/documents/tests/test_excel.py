"""Excel lists (Excel一覧表)."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from towa.platform.documents.sheets import Column, SheetRefused, write_excel


COLUMNS = [
    Column("no", "宛名番号"),
    Column("yen", "滞納額", "yen"),
    Column("due", "納期限", "date"),
    Column("paid", "納付日", "date", wareki=True),
    Column("at", "取込日時", "datetime"),
]
ROW = {
    "no": "0012345678",
    "yen": 1_204_000,
    "due": date(2026, 11, 20),
    "paid": date(2026, 11, 2),
    "at": datetime(2026, 11, 20, 0, 30, tzinfo=UTC),
}


def opened(rows: list[dict[str, Any]], columns: list[Column] = COLUMNS, **options: Any) -> Worksheet:
    target = io.BytesIO()
    write_excel(target, columns, rows, title="滞納者一覧", **options)
    sheet = load_workbook(target).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_number_that_is_a_name_keeps_its_zeros_and_yen_are_numbers() -> None:
    sheet = opened([ROW])
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("0012345678", "s")
    assert (sheet["B3"].value, sheet["B3"].number_format) == (1_204_000, "#,##0")


def test_days_are_real_days_in_both_calendars() -> None:
    sheet = opened([ROW])
    assert sheet["C3"].value == sheet["D3"].value.replace(day=20) == datetime(2026, 11, 20)  # noqa: DTZ001
    assert (sheet["C3"].number_format, "ggge" in sheet["D3"].number_format) == ("yyyy-mm-dd", True)


def test_moment_is_written_by_the_clock_of_the_office() -> None:
    assert opened([ROW])["E3"].value == datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001


def test_title_and_notes_stand_above_a_frozen_head_with_filters() -> None:
    sheet = opened([ROW, ROW], notes=["基準日 2026年11月20日", "延滞金を除く"])
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == [
        "滞納者一覧",
        "基準日 2026年11月20日",
        "延滞金を除く",
        "宛名番号",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B5", "A4:E6")


def test_list_prints_on_a4_landscape_with_its_head_on_each_page() -> None:
    sheet = opened([ROW])
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as there are; the width is one page by default
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "&P / &N"


def test_empty_list_is_still_a_list() -> None:
    assert [cell.value for cell in opened([])[2]] == ["宛名番号", "滞納額", "納期限", "納付日", "取込日時"]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_no_text_ever_becomes_a_formula(text: str) -> None:
    for start in ("", "=", "+", "-", "@", "http://"):
        cell = opened([{"no": start + text}], [COLUMNS[0]])["A3"]
        assert cell.data_type != "f"
        assert (cell.value or "") == start + text
        assert cell.hyperlink is None


@pytest.mark.parametrize(
    "row",
    [
        {**ROW, "yen": 1.5},
        {**ROW, "yen": True},
        {**ROW, "due": "2026-11-20"},
        {**ROW, "no": 12},
        {**ROW, "yen": 10**15},
    ],
)
def test_value_of_another_kind_is_refused_with_its_place(row: dict[str, Any]) -> None:
    with pytest.raises(SheetRefused, match="1行目の「"):
        opened([row])


def test_failed_list_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused):
        write_excel(tmp_path / "list.xlsx", COLUMNS, [ROW, {}], title="一覧")
    assert list(tmp_path.iterdir()) == []
