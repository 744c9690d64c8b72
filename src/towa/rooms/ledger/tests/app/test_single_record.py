"""一つのレコードのファイル: taken in without a manifest, and nothing that is not in it vanishes."""

import csv
from pathlib import Path

import pytest

from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.platform.jobs import NullProgress
from towa.rooms.ledger.app import queries
from towa.rooms.ledger.app.actions import preview_extract, take_in_extract
from towa.rooms.ledger.app.models import Balance, Extract, QuarantinedRow, Receipt
from towa.rooms.ledger.app.queries.outcome import Report
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.factories import CODE, ExtractFolder, receipt


pytestmark = pytest.mark.usefixtures("town")


def single(path: Path, *rows: dict[str, str], record: str = "receipt") -> Path:
    """A file of one record, as somebody exports it when something was missing."""
    fields = LAYOUT[record].fields
    with path.open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([item.column for item in fields])
        writer.writerows([({"municipality_code": CODE} | row).get(item.name, "") for item in fields] for row in rows)
    return path


def taken(path: Path) -> Report:
    return take_in_extract(path, progress=NullProgress())


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_receipts_alone_are_added_and_nothing_vanishes(tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path / "whole")
    report = taken(single(tmp_path / "extra.csv", receipt(4, 12, 1, 40_000, "2026-11-10")))
    assert (report.state, report.rows_in, report.rows_taken) == ("taken", 1, 1)
    assert "no_manifest" in codes(report)
    assert Receipt.objects.count() == 4
    assert not Balance.objects.filter(
        instalment__levy__notice_no="0000000012", instalment__period_no=1, outstanding__gt=0
    ).exists()


def test_a_first_look_at_a_single_file_writes_nothing(tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path / "whole")
    path = single(tmp_path / "extra.csv", receipt(4, 12, 1, 40_000, "2026-11-10"))
    report = preview_extract(path, progress=NullProgress())
    assert (report.state, report.records["receipt"].new) == ("preview", 1)
    assert Receipt.objects.count() == 3


def test_a_single_file_before_any_whole_extract_is_refused(tmp_path: Path) -> None:
    report = taken(single(tmp_path / "extra.csv", receipt(4, 12, 1, 40_000, "2026-11-10")))
    assert (report.state, codes(report)) == ("refused", {"no_ledger"})
    assert "全件の抽出データ" in report.findings[0].cure


def test_a_row_without_its_parent_waits_with_the_cure(tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path / "whole")
    report = taken(single(tmp_path / "extra.csv", receipt(4, 99, 1, 40_000, "2026-11-10")))
    assert (report.rows_taken, report.rows_quarantined) == (0, 1)
    assert "unknown_parent" in codes(report)
    (row,) = queries.quarantined(Extract.objects.latest("pk").pk)
    assert "先に親の行" in row.cures[0]


def test_a_file_that_is_no_record_names_those_that_are(tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path / "whole")
    (tmp_path / "list.csv").write_text("氏名,電話\r\n山田,1\r\n", encoding="utf-8")
    report = taken(tmp_path / "list.csv")
    assert codes(report) == {"unknown_record"}
    assert "期別調定" in report.findings[0].cure


def test_the_next_whole_extract_is_still_measured_against_the_whole_one(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "whole")
    taken(single(tmp_path / "extra.csv", receipt(4, 12, 1, 40_000, "2026-11-10")))
    folder.as_of = "2026-11-21"
    report = take(folder, tmp_path / "next")
    assert (report.state, report.records["receipt"].vanished) == ("taken", 1)


def test_a_correct_row_in_a_single_file_settles_the_one_that_waited(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["receipt"].append(receipt(4, 12, 1, 40_000, "2026-13-10"))
    take(folder, tmp_path / "whole")
    assert QuarantinedRow.objects.get().state == "waiting"
    taken(single(tmp_path / "extra.csv", receipt(4, 12, 1, 40_000, "2026-11-10")))
    assert QuarantinedRow.objects.get().state == "mended"
