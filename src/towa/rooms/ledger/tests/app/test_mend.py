"""Quarantined rows go out, come back mended, and only they are taken in."""

import csv
from pathlib import Path

import openpyxl
import pytest

from towa.platform.jobs import NullProgress
from towa.rooms.ledger.app.actions import export_quarantined, mend_quarantined
from towa.rooms.ledger.app.models import Balance, Instalment, QuarantinedRow, Receipt
from towa.rooms.ledger.app.queries.outcome import Report
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.factories import ExtractFolder, receipt


pytestmark = pytest.mark.usefixtures("town")


def broken_town() -> ExtractFolder:
    folder = ExtractFolder()
    folder.rows["receipt"][1]["paid_date"] = "2026-02-30"
    folder.rows["receipt"].append(receipt(8, 99, 1, 5_000, "2026-11-01"))
    return folder


def mended(path: Path, extract_id: int | None, changes: dict[str, str], record: str = "receipt") -> Report:
    """Writes the waiting rows out, changes cells of the first row by head, takes the workbook in."""
    assert extract_id is not None
    export_quarantined(path, extract_id, record)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for head, text in changes.items():
        sheet.cell(2, heads.index(head) + 1).value = text
    book.save(path)
    return mend_quarantined(path, extract_id=extract_id, record=record, progress=NullProgress())


def test_a_mended_row_is_taken_in_and_settles_its_instalment(tmp_path: Path) -> None:
    report = take(broken_town(), tmp_path / "town")
    again = mended(tmp_path / "rows.xlsx", report.extract_id, {"領収日": "2026-08-10"})
    assert (again.rows_in, again.rows_taken, again.rows_quarantined) == (2, 1, 1)
    assert Receipt.objects.get(receipt_no="000000000002").amount == 8_500
    assert Balance.objects.get(instalment__levy__notice_no="0000000012", instalment__period_no=1).outstanding == 40_000
    assert QuarantinedRow.objects.get(state="waiting").findings[0]["code"] == "unknown_parent"


def test_the_same_mended_file_twice_doubles_nothing(tmp_path: Path) -> None:
    report = take(broken_town(), tmp_path / "town")
    mended(tmp_path / "rows.xlsx", report.extract_id, {"領収日": "2026-08-10"})
    assert report.extract_id is not None
    twice = mend_quarantined(
        tmp_path / "rows.xlsx", extract_id=report.extract_id, record="receipt", progress=NullProgress()
    )
    assert twice.records["receipt"].same == 1
    assert Receipt.objects.count() == 3


def test_a_row_mended_wrongly_stays_in_quarantine(tmp_path: Path) -> None:
    report = take(broken_town(), tmp_path / "town")
    again = mended(tmp_path / "rows.xlsx", report.extract_id, {"領収日": "2026-13-01"})
    assert again.rows_taken == 0
    assert {finding.code for finding in again.findings} == {"not_date", "unknown_parent"}
    assert QuarantinedRow.objects.filter(state="waiting").count() == 2


def test_children_are_taken_in_when_their_parent_is_mended(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["levy"][1]["fiscal_year"] = "二〇二六"
    report = take(folder, tmp_path / "town")
    assert report.rows_quarantined == 4
    mended(tmp_path / "rows.xlsx", report.extract_id, {"調定年度": "2026"}, record="levy")
    assert not QuarantinedRow.objects.filter(state="waiting").exists()
    assert Instalment.objects.filter(levy__notice_no="0000000012").count() == 2
    assert Receipt.objects.count() == 3


def test_a_file_of_another_kind_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    report = take(broken_town(), tmp_path / "town")
    assert report.extract_id is not None
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    again = mend_quarantined(path, extract_id=report.extract_id, record="receipt", progress=NullProgress())
    assert again.refused
    assert Receipt.objects.count() == 2


def test_a_later_extract_settles_what_waited(tmp_path: Path) -> None:
    take(broken_town(), tmp_path / "one")
    take(ExtractFolder(), tmp_path / "two")
    assert QuarantinedRow.objects.values_list("state", flat=True).distinct().get() == "replaced"


def as_csv(workbook: Path, changes: dict[str, str], without: tuple[str, ...] = ()) -> Path:
    """The quarantine's workbook saved as CSV by a Japanese Excel, its first row mended."""
    heads, *rows = openpyxl.load_workbook(workbook).worksheets[0].iter_rows(values_only=True)
    names = [str(head) for head in heads]
    table = [dict(zip(names, (str(cell or "") for cell in row), strict=True)) for row in rows]
    table[0] |= changes
    path = workbook.with_suffix(".csv")
    with path.open("w", encoding="cp932", newline="") as file:
        writer = csv.DictWriter(file, [name for name in names if name not in without], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)
    return path


@pytest.mark.parametrize("without", [(), ("元の行", "理由", "対処")])
def test_a_mended_csv_settles_its_rows_with_and_without_their_old_line(
    tmp_path: Path, without: tuple[str, ...]
) -> None:
    report = take(broken_town(), tmp_path / "town")
    assert report.extract_id is not None
    export_quarantined(tmp_path / "rows.xlsx", report.extract_id, "receipt")
    path = as_csv(tmp_path / "rows.xlsx", {"領収日": "2026-08-10"}, without)
    again = mend_quarantined(path, extract_id=report.extract_id, record="receipt", progress=NullProgress())
    assert (again.rows_taken, again.rows_quarantined) == (1, 1)
    assert [row.state for row in QuarantinedRow.objects.order_by("line")] == ["mended", "waiting"]
