"""Quarantine: bad rows go out as a workbook, are mended by people, and come back alone through the same checks."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towa.gateways.core_system.batch import BadRow, ExtractRefused
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.quarantine import EXTRA_COLUMNS, read_mended, write_quarantine
from towa.gateways.core_system.reader import open_single
from towa.gateways.core_system.tests.factories import rows, write_single


RECEIPT = LAYOUT["receipt"]
PHONE = LAYOUT["phone"]


@pytest.fixture
def bad(tmp_path: Path) -> list[BadRow]:
    content = rows(RECEIPT, 5)
    content[1] |= {"amount": "1_000", "paid_date": "2026-02-30"}
    content[3] |= {"state": "９"}
    with open_single(write_single(tmp_path, RECEIPT, content), "receipt", layout=LAYOUT) as extract:
        return [row for batch in extract.batches("receipt") for row in batch.bad]


def test_workbook_shows_the_row_with_line_reason_and_cure(tmp_path: Path, bad: list[BadRow]) -> None:
    path = tmp_path / "q.xlsx"

    assert write_quarantine(path, RECEIPT, bad) == 2

    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert heads == [field.column for field in RECEIPT.fields] + list(EXTRA_COLUMNS)
    assert [cell.value for cell in sheet[2]][:9] == list(bad[0].cells[:9])
    assert sheet.cell(2, 12).value == "3"
    assert "実在しない日付" in str(sheet.cell(2, 13).value)
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert sheet.freeze_panes == "A2"
    assert sheet.cell(2, 8).comment is not None
    assert sheet.cell(2, 8).fill.fgColor.rgb == "FFFFE1D9"
    assert sheet.cell(2, 7).comment is None


def test_unmended_rows_come_back_bad_for_the_same_reasons(tmp_path: Path, bad: list[BadRow]) -> None:
    path = tmp_path / "q.xlsx"
    write_quarantine(path, RECEIPT, bad)

    with read_mended(path, "receipt", layout=LAYOUT) as extract:
        batch = next(extract.batches("receipt"))

    assert batch.good.height == 0
    assert [row.cells for row in batch.bad] == [row.cells for row in bad]
    assert [[f.code for f in row.findings] for row in batch.bad] == [[f.code for f in row.findings] for row in bad]


def test_mended_rows_come_back_good(tmp_path: Path, bad: list[BadRow]) -> None:
    path = tmp_path / "q.xlsx"
    write_quarantine(path, RECEIPT, bad)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["H2"], sheet["J2"], sheet["E3"] = 1000, "2026-02-28", "2"
    book.save(path)

    with read_mended(path, "receipt", layout=LAYOUT) as extract:
        batch = next(extract.batches("receipt"))

    assert batch.bad == []
    assert batch.good["amount"].to_list() == [1000, 4]
    assert batch.good["receipt_no"].to_list() == ["000000000002", "000000000004"]


def test_quarantine_without_a_column_is_refused(tmp_path: Path, bad: list[BadRow]) -> None:
    path = tmp_path / "q.xlsx"
    write_quarantine(path, RECEIPT, bad)
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.delete_cols(3)
    book.save(path)

    with pytest.raises(ExtractRefused, match="通知書番号"), read_mended(path, "receipt", layout=LAYOUT) as extract:
        list(extract.batches("receipt"))


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.one_of(CELLS, st.sampled_from(["=1+1", "0012", "1-2-3", "1E5", "'x", "TRUE"])), min_size=1))
def test_cells_survive_the_way_through_excel(tmp_path: Path, texts: list[str]) -> None:
    cells = [("992011", "0000000001", text, "9", "9", "") for text in texts]
    path = tmp_path / "q.xlsx"
    write_quarantine(path, PHONE, [BadRow(PHONE, 2, row, b"", ()) for row in cells])

    with read_mended(path, "phone", layout=LAYOUT) as extract:
        back = [row.cells for batch in extract.batches("phone") for row in batch.bad]

    assert back == cells
