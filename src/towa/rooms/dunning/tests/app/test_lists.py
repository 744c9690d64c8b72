"""The lists open in Excel with right Japanese; a machine's file is exact to the byte."""

import csv
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from towa.platform.audit.models import Entry
from towa.rooms.dunning.app.models import Plan
from towa.rooms.dunning.app.queries import list_files
from towa.rooms.dunning.app.reports import all_reports, report_named
from towa.rooms.dunning.app.reports.writing import context_of, write_lists
from towa.rooms.dunning.tests.app import factories


pytestmark = pytest.mark.usefixtures("town")


def written(plan: Plan, folder: Path) -> dict[tuple[str, str], Path]:
    """Writes every list; (report, format) → path."""
    files = write_lists(plan.pk, folder, context_of(plan.pk, "992011", "とわ市"))
    return {(file.report, file.format): file.path for file in files}


def excel_rows(path: Path) -> tuple[list[str], list[list[Any]]]:
    """Heads and rows of a list; above them stand title and notes."""
    rows: list[list[Any]] = [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if row[0] == "順位")
    return rows[head], rows[head + 1 :]


def test_excel_holds_japanese_yen_and_dates_as_what_they_are(tmp_path: Path) -> None:
    plan = factories.plan()
    factories.decision(plan, name="髙﨑 一郎", outstanding=123_456, oldest_due=date(2025, 6, 30), postal_code="0600001")
    heads, [row] = excel_rows(written(plan, tmp_path)["letter", "excel"])
    cells = dict(zip(heads, row, strict=True))
    assert cells["氏名・名称"] == "髙﨑 一郎"
    assert cells["滞納額（円）"] == 123_456
    assert cells["最も古い納期限"] == datetime(2025, 6, 30)  # noqa: DTZ001  Excel knows no time zones
    assert cells["郵便番号"] == "〒060-0001"
    assert cells["税目"] == "個人住民税（普通徴収）"


def test_the_sms_file_names_neither_person_nor_yen(tmp_path: Path) -> None:
    plan = factories.plan()
    factories.decision(plan, channel="sms", rank=7, phone_mobile="090-1234-5678", name="山田 太郎", outstanding=50_000)
    content = written(plan, tmp_path)["sms", "machine"].read_bytes()
    item = f"{plan.pk:06}000007".encode()
    assert content == b"phone,template_id,item_id\r\n09012345678,T01," + item + b"\r\n"


def test_an_older_debt_gets_the_firmer_template(tmp_path: Path) -> None:
    plan = factories.plan()
    factories.decision(plan, channel="sms", carried_over=10_000)
    assert b",T02," in written(plan, tmp_path)["sms", "machine"].read_bytes()


def test_a_machine_reads_the_plain_name_and_a_person_is_guarded(tmp_path: Path) -> None:
    plan = factories.plan()
    factories.decision(plan, name="=1+1 商店")
    files = written(plan, tmp_path)
    machine = files["letter", "machine"].read_bytes().decode("cp932")
    people = files["letter", "csv"].read_text(encoding="utf-8-sig")
    assert ",=1+1 商店," in machine
    assert ",'=1+1 商店," in people
    assert excel_rows(files["letter", "excel"])[1][0][2] == "=1+1 商店"


def test_a_character_the_machine_lacks_becomes_geta_and_is_named_for_a_check(tmp_path: Path) -> None:
    plan = factories.plan()
    factories.decision(plan, name="𠮷田 一郎")
    files = written(plan, tmp_path)
    assert "〓田 一郎" in files["letter", "machine"].read_bytes().decode("cp932")
    heads, [row] = excel_rows(files["letter", "excel"])
    assert (row[heads.index("氏名・名称")], row[heads.index("確認する文字（外字）")]) == ("𠮷田 一郎", "𠮷")


def test_a_variation_selector_is_dropped_for_the_machine_only(tmp_path: Path) -> None:
    plan = factories.plan()
    factories.decision(plan, name="葛\U000e0100城 一郎")
    files = written(plan, tmp_path)
    assert "葛城 一郎".encode("cp932") in files["letter", "machine"].read_bytes()
    assert "葛\U000e0100城 一郎" in files["letter", "csv"].read_text(encoding="utf-8-sig")


def test_the_core_gets_a_line_for_everybody_in_order_of_number(tmp_path: Path) -> None:
    plan = factories.plan()
    rows = [factories.decision(plan, channel=channel) for channel in ("visit", "none", "sms", "officer_call")]
    lines = written(plan, tmp_path)["write_back", "machine"].read_bytes().decode("cp932").split("\r\n")[1:-1]
    cells = [line.split(",") for line in lines]
    assert [line[1] for line in cells] == sorted(row.addressee_no for row in rows)
    assert [line[3] for line in cells] == ["5", "9", "2", "4"]
    assert {(line[0], line[2]) for line in cells} == {("992011", "2026-11-20")}


def test_calls_are_sorted_by_team_and_hour(tmp_path: Path) -> None:
    plan = factories.plan()
    for rank, starts in ((1, 13), (2, 9), (3, 10)):
        factories.decision(
            plan, channel="operator_call", team="center", slot_starts=starts, slot_name=f"{starts}時", rank=rank
        )
    heads, rows = excel_rows(written(plan, tmp_path)["operator_call", "excel"])
    assert [row[heads.index("時間帯")] for row in rows] == ["9時", "10時", "13時"]


def test_letters_lie_in_order_of_post_code(tmp_path: Path) -> None:
    plan = factories.plan()
    for code in ("1000003", "1000001", "1000002"):
        factories.decision(plan, postal_code=code)
    heads, rows = excel_rows(written(plan, tmp_path)["letter", "excel"])
    assert [row[heads.index("郵便番号")] for row in rows] == ["〒100-0001", "〒100-0002", "〒100-0003"]


def test_row_seventeen_of_the_machine_is_row_seventeen_of_the_people(tmp_path: Path) -> None:
    plan = factories.plan()
    for place in range(20):
        factories.decision(plan, channel="auto_call", slot_starts=17 - place % 3, phone_mobile=f"0900000{place:04}")
    files = written(plan, tmp_path)
    machine = list(csv.DictReader(files["auto_call", "machine"].read_text(encoding="cp932").splitlines()))
    people = list(csv.DictReader(files["auto_call", "csv"].read_text(encoding="utf-8-sig").splitlines()))
    assert [row["item_id"] for row in machine] == [row["照会番号"] for row in people]


def test_every_decision_is_on_exactly_one_list_of_its_way(tmp_path: Path) -> None:
    plan = factories.plan()
    ways = (
        "sms",
        "auto_call",
        "letter",
        "operator_call",
        "officer_call",
        "visit",
        "officer_letter",
        "case_work",
        "none",
    )
    for channel in ways:
        factories.decision(plan, channel=channel)
    written(plan, tmp_path)
    rows = {file.report: file.rows for file in list_files(plan.pk) if file.format == "csv"}
    assert rows.pop("write_back") == len(ways)
    assert rows == dict.fromkeys(set(ways) - {"none"}, 1)


def test_each_file_is_recorded_with_the_sum_of_its_bytes(tmp_path: Path) -> None:
    plan = factories.plan()
    factories.decision(plan, outstanding=70_000)
    written(plan, tmp_path)
    for file in list_files(plan.pk):
        content = Path(file.path).read_bytes()
        assert (file.sha256, file.size) == (sha256(content).hexdigest(), len(content))
    assert {file.yen for file in list_files(plan.pk) if file.report == "letter"} == {70_000}
    line = Entry.objects.get(act="dunning.write_lists")
    assert len(line.detail) == len(list_files(plan.pk))


def test_writing_again_gives_the_machines_the_same_bytes(tmp_path: Path) -> None:
    plan = factories.plan()
    for channel in ("sms", "letter", "auto_call"):
        factories.decision(plan, channel=channel)
    first = {key: path.read_bytes() for key, path in written(plan, tmp_path / "a").items() if key[1] != "excel"}
    again = {key: path.read_bytes() for key, path in written(plan, tmp_path / "b").items() if key[1] != "excel"}
    assert first == again
    assert len(list_files(plan.pk)) == 3 * 9 - 4


def test_every_way_that_contacts_people_has_a_list() -> None:
    from towa.rooms.dunning.core.channel import CHANNELS

    listed = {channel for report in all_reports() for channel in report.channels}
    assert listed == {channel.code for channel in CHANNELS} - {"none"}


def test_a_list_names_its_day_and_plan() -> None:
    plan = factories.plan()
    context = context_of(plan.pk, "992011", "とわ市")
    assert report_named("sms").file_name(context.plan, "xlsx") == f"2026-11-20_{plan.pk:03}_SMS送信.xlsx"
