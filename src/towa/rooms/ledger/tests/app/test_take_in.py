"""The extract comes in: all good rows, once, or nothing at all."""

from pathlib import Path

import pytest

from towa.platform.jobs import NullProgress
from towa.rooms.ledger.app.actions import preview_extract, take_in_extract
from towa.rooms.ledger.app.models import (
    Addressee,
    Balance,
    Change,
    Extract,
    Instalment,
    Levy,
    QuarantinedRow,
    Receipt,
)
from towa.rooms.ledger.app.queries.outcome import Report
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.factories import ExtractFolder, instalment, receipt


pytestmark = pytest.mark.usefixtures("town")


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_every_row_of_a_sound_extract_is_taken_in(tmp_path: Path) -> None:
    report = take(ExtractFolder(), tmp_path)
    assert report.state == "taken"
    assert (report.rows_in, report.rows_taken, report.rows_quarantined) == (19, 19, 0)
    assert Receipt.objects.count() == 3
    assert report.records["receipt"].yen_taken == report.records["receipt"].yen_manifest == 68_500


def test_the_same_extract_twice_changes_nothing(tmp_path: Path) -> None:
    first = take(ExtractFolder(), tmp_path / "one")
    again = take(ExtractFolder(), tmp_path / "two")
    assert again.state == "unchanged"
    assert again.extract_id == first.extract_id
    assert Extract.objects.count() == 1


def test_the_same_rows_in_another_extract_touch_no_row(tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path / "one")
    before = list(Balance.objects.order_by("pk").values())
    later = take(ExtractFolder(encoding="cp932"), tmp_path / "two")
    assert later.state == "taken"
    assert {(record.new, record.changed, record.vanished) for record in later.records.values()} == {(0, 0, 0)}
    assert list(Balance.objects.order_by("pk").values()) == before


def test_a_changed_row_is_updated_and_what_it_was_is_kept(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "one")
    folder.rows["addressee"][0]["address"] = "とわ市西町4-5"
    report = take(folder, tmp_path / "two")
    assert report.records["addressee"].changed == 1
    change = Change.objects.get()
    assert change.before["address"] == "とわ市中央1-2-3"
    assert change.after is not None
    assert change.after["address"] == "とわ市西町4-5"
    assert Addressee.objects.get(addressee_no="0000000001").address == "とわ市西町4-5"


def test_a_vanished_levy_leaves_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "one")
    folder.rows["levy"].pop()
    folder.rows["instalment"].pop()
    folder.rows["receipt"].pop()
    folder.rows["receipt"].append(receipt(9, 11, 1, 100, "2026-11-01", channel="20"))
    report = take(folder, tmp_path / "two", override_reason="賦課取消のため")
    assert report.state == "taken"
    assert (Levy.objects.count(), Instalment.objects.count()) == (2, 3)
    assert Change.objects.filter(after__isnull=True).count() == 3


def test_a_person_gone_from_the_core_is_marked_not_deleted(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "one")
    folder.rows["addressee"].append(folder.rows["addressee"][0] | {"addressee_no": "0000000009"})
    take(folder, tmp_path / "two")
    folder.rows["addressee"].pop()
    report = take(folder, tmp_path / "three")
    assert report.state == "taken"
    assert Addressee.objects.get(addressee_no="0000000009").withdrawn


def test_a_receipt_for_an_unknown_notice_waits_in_quarantine(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["receipt"].append(receipt(8, 99, 1, 5_000, "2026-11-01"))
    report = take(folder, tmp_path)
    assert (report.rows_in, report.rows_taken, report.rows_quarantined) == (20, 19, 1)
    row = QuarantinedRow.objects.get()
    assert row.findings[0]["code"] == "unknown_parent"
    assert bytes(row.original).startswith(b"992011,000000000008")


def test_a_bad_row_waits_while_its_earlier_version_stays(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "one")
    folder.rows["receipt"][1]["paid_date"] = "2026-02-30"
    report = take(folder, tmp_path / "two")
    assert report.state == "taken"
    assert (report.rows_taken, report.rows_quarantined) == (18, 1)
    assert Receipt.objects.get(receipt_no="000000000002").amount == 8_500


def test_rows_of_a_bad_addressee_wait_with_it(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["addressee"][1]["residence"] = "9"
    report = take(folder, tmp_path)
    assert report.state == "taken"
    assert report.rows_taken + report.rows_quarantined == report.rows_in
    assert report.records["instalment"].rows_quarantined == 2


@pytest.mark.parametrize("record", ["receipt", "addressee"])
def test_a_truncated_file_is_refused(tmp_path: Path, record: str) -> None:
    path = ExtractFolder().write(tmp_path) / f"{record}.csv"
    path.write_bytes(path.read_bytes()[:-10])
    report = take_in_extract(tmp_path, progress=NullProgress())
    assert report.refused
    assert Addressee.objects.count() == 0


def test_another_towns_extract_is_refused(tmp_path: Path) -> None:
    report = take(ExtractFolder(code="992020"), tmp_path)
    assert report.refused
    assert codes(report) == {"wrong_town"}


def test_totals_that_disagree_with_the_manifest_are_refused(tmp_path: Path) -> None:
    class OneYenMore(ExtractFolder):
        def _yen(self, name: str) -> int | None:
            total = super()._yen(name)
            return None if total is None else total + 1

    report = take(OneYenMore(), tmp_path)
    assert report.refused
    assert "yen_disagree" in codes(report)
    assert Receipt.objects.count() == 0


def test_a_channel_that_fell_silent_stops_until_an_officer_says_why(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "one")
    folder.rows["receipt"][2]["channel"] = "30"
    stopped = take(folder, tmp_path / "two")
    assert stopped.refused
    assert codes(stopped) == {"channel_silent"}
    lifted = take(folder, tmp_path / "three", override_reason="コンビニ収納を11月で終えたため")
    assert lifted.state == "taken"


def test_an_older_extract_after_a_newer_one_is_refused_whatever_the_reason(tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path / "one")
    older = take(ExtractFolder(as_of="2026-10-20"), tmp_path / "two", override_reason="どうしても")
    assert older.refused
    assert codes(older) == {"older_extract"}


def test_a_first_look_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    folder = ExtractFolder().write(tmp_path)
    looked = preview_extract(folder, progress=NullProgress())
    assert looked.state == "preview"
    assert Addressee.objects.count() == 0
    taken = take_in_extract(folder, progress=NullProgress())
    assert looked.records == taken.records
    assert looked.balances == taken.balances


def test_overpaid_yen_appear_as_such(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["receipt"].append(receipt(7, 11, 1, 40_000, "2026-06-10"))
    report = take(folder, tmp_path)
    assert report.balances["overpaid"] == 40_000
    assert Balance.objects.get(overpaid__gt=0).outstanding == 0


def test_an_instalment_paid_in_time_keeps_no_balance_row(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["instalment"].append(instalment(11, 2, 0, "2026-09-30"))
    take(folder, tmp_path)
    assert not Balance.objects.filter(instalment__levy__notice_no="0000000011").exists()


def test_the_earlier_version_of_a_row_whose_parent_is_unknown_stays(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "first")
    folder.rows["receipt"][1]["notice_no"] = "9999999999"
    report = take(folder, tmp_path / "second")
    assert (report.state, report.rows_quarantined, report.records["receipt"].vanished) == ("taken", 1, 0)
    assert Receipt.objects.filter(receipt_no="000000000002").exists()


def test_a_broken_row_goes_with_the_levy_that_it_hung_on(tmp_path: Path) -> None:
    folder = ExtractFolder()
    take(folder, tmp_path / "first")
    folder.rows["levy"] = folder.rows["levy"][:2]
    folder.rows["instalment"] = folder.rows["instalment"][:3]
    folder.rows["receipt"][2]["paid_date"] = "2026-13-01"
    report = take(folder, tmp_path / "second", override_reason="調定の取消")
    assert (report.state, report.records["receipt"].vanished) == ("taken", 1)
