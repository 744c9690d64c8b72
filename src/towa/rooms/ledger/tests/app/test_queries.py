"""The ledger's windows: who is in arrears, what is found, how much was collected."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from towa.rooms.ledger.app import queries
from towa.rooms.ledger.app.models import Addressee
from towa.rooms.ledger.app.queries.records import sums_of
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.factories import ExtractFolder, addressee, instalment, levy, receipt


ON = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def ledger(town: Any, tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path)


def row_of(number: str) -> dict[str, Any]:
    table = queries.arrears_table(ON)
    return next(row for row in table.iter_rows(named=True) if row["addressee_no"] == number)


def test_the_table_of_arrears_has_one_row_per_person(ledger: None) -> None:
    table = queries.arrears_table(ON)
    assert table["addressee_no"].to_list() == ["0000000002", "0000000003"]
    assert table["addressee_id"].is_unique().all()


def test_a_person_in_arrears_stands_there_with_all_that_routing_needs(ledger: None) -> None:
    row = row_of("0000000002")
    assert (row["outstanding"], row["instalments"], row["carried_over"]) == (88_500, 2, 0)
    assert (row["oldest_due"], row["newest_due"]) == (date(2026, 6, 1), date(2026, 7, 31))
    assert (row["first_time"], row["current_year_only"], row["undemanded"]) == (True, True, False)
    assert (row["phone_mobile"], row["phone_landline"]) == ("090-1234-5678", None)
    assert (row["promises_12m"], row["promises_kept_12m"], row["calls_12m"]) == (1, 1, 1)
    assert (row["standings"], row["plan_state"]) == (["instalment_plan"], "kept")
    assert (row["last_paid_on"], row["last_paid_channel"]) == (date(2026, 8, 10), "bank")


def test_whoever_paid_by_provisional_report_owes_nothing_but_is_named(ledger: None) -> None:
    row = row_of("0000000003")
    assert (row["outstanding"], row["provisional_paid"]) == (0, 20_000)
    assert (row["phone_landline"], row["phone_mobile"]) == (None, None)


def test_late_charge_of_the_table_is_the_explained_one(ledger: None) -> None:
    row = row_of("0000000002")
    views = queries.instalments_of(row["addressee_id"], ON)
    assert row["late_charge"] == sum(view.late_charge_outstanding for view in views) > 0


def test_a_plan_with_a_missed_payment_is_broken(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["plan_instalment"][1]["due_date"] = "2026-10-31"
    take(folder, tmp_path)
    assert row_of("0000000002")["plan_state"] == "broken"


def test_arrears_of_an_earlier_year_are_carried_over_and_never_a_first_time(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["levy"].append(levy(31, 2, 10_000, year=2024))
    folder.rows["instalment"].append(instalment(31, 1, 10_000, "2024-06-30", "2024-07-18"))
    take(folder, tmp_path)
    row = row_of("0000000002")
    assert (row["carried_over"], row["current_year_only"], row["first_time"]) == (10_000, False, False)


def test_a_demand_of_the_last_ten_days_leaves_a_person_undemanded(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["instalment"][2]["demand_issued_on"] = "2026-11-10"
    take(folder, tmp_path)
    assert row_of("0000000002")["undemanded"]


def test_a_number_of_two_households_is_shared(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["phone"].append(folder.rows["phone"][0] | {"addressee_no": "0000000001", "phone_no": "09012345678"})
    take(folder, tmp_path)
    assert row_of("0000000002")["phone_shared"]


@pytest.mark.parametrize(
    "text",
    ["髙橋", "高橋", "高橋花子", "髙橋　花子", "ﾀｶﾊｼ", "タカハシ", "たかはし はなこ", "0000000002", "０００００００００２",
     "090-1234-5678", "09012345678", "090-1234", "0000000012"],
)  # fmt: skip
def test_a_person_is_found_however_it_is_written(ledger: None, text: str) -> None:
    assert [found.addressee_no for found in queries.search_people(text)[0:50]] == ["0000000002"]


@pytest.mark.parametrize("text", ["", "　", "%", "_", "鈴木", "0900000"])
def test_nobody_is_found_by_nothing_or_by_signs(ledger: None, text: str) -> None:
    assert len(queries.search_people(text)) == 0


def test_a_found_person_shows_what_is_overdue(ledger: None) -> None:
    (found,) = queries.search_people("髙橋")[0:50]
    assert found.outstanding == 88_500


def test_the_towns_figures_are_the_sums_of_its_arrears(ledger: None) -> None:
    figures = queries.town_figures()
    assert figures is not None
    assert (figures.people_in_arrears, figures.outstanding, figures.carried_over) == (1, 88_500, 0)
    assert figures.outstanding == sum(item.outstanding for item in figures.by_tax_item)
    assert (figures.addressees, figures.provisional) == (3, 20_000)


def test_late_charge_of_the_town_counts_as_that_of_a_person_does(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["levy"].append(levy(71, 2, 500_000))
    folder.rows["instalment"].append(instalment(71, 1, 500_000, "2026-06-30"))
    folder.rows["receipt"].append(receipt(71, 71, 1, 500_000, "2026-11-16"))  # late, without its 延滞金
    take(folder, tmp_path)
    row, figures = row_of("0000000002"), queries.town_figures()
    paid_late = [view for view in queries.instalments_of(row["addressee_id"], ON) if view.state == "late_charge"]
    assert paid_late[0].late_charge_outstanding > 0
    assert figures is not None
    assert figures.late_charge == row["late_charge"] > paid_late[0].late_charge_outstanding


def test_collection_rates_split_the_current_year_from_what_was_carried_over(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["addressee"].append(addressee(4))
    folder.rows["levy"].append(levy(41, 4, 30_000, year=2025))
    folder.rows["instalment"] += [instalment(41, 1, 10_000, "2025-06-30"), instalment(41, 2, 20_000, "2025-07-31")]
    folder.rows["receipt"] += [
        receipt(41, 41, 1, 10_000, "2026-05-31"),
        receipt(42, 41, 2, 5_000, "2026-06-01"),
    ]
    take(folder, tmp_path)
    closed, running = queries.collection_rates(2025), queries.collection_rates(2026)
    assert (closed.current.levied, closed.current.received) == (30_000, 10_000)
    assert (running.carried_over.levied, running.carried_over.received) == (20_000, 5_000)
    assert str(closed.current.percent) == "33.3"


def test_receipts_and_contacts_of_a_person_carry_official_words(ledger: None) -> None:
    person = Addressee.objects.get(addressee_no="0000000003").pk
    (row,) = queries.receipts_of(person)
    assert (row.state_term, row.channel_term, row.posting_term) == ("速報", "コンビニエンスストア", "有効")
    other = Addressee.objects.get(addressee_no="0000000002").pk
    (contact,) = queries.contacts_of(other)
    assert (contact.channel_term, contact.result_term) == ("電話", "納付約束")
    (standing,) = queries.standings_of(other)
    assert (standing.kind_term, standing.active) == ("分割納付", True)


def test_before_the_first_take_in_there_are_no_figures() -> None:
    assert queries.town_figures() is None
    assert queries.latest_as_of() is None


def test_names_that_begin_with_the_search_stand_first(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["addressee"].append(addressee(5, "秋山　大輔", "アキヤマ　ダイスケ"))
    take(folder, tmp_path)
    assert [row.name_kana for row in queries.search_people("ﾔﾏﾀﾞ")] == ["ヤマダ　タロウ", "アキヤマ　ダイスケ"]


def test_what_was_reported_for_an_instalment_adds_up_to_what_it_still_owes(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["receipt"].append(receipt(9, 12, 1, 3_000, "2026-08-20", state="1", slip_no="000000000009"))
    folder.rows["receipt"].append(receipt(10, 12, 1, 3_000, "2026-08-20", state="3", slip_no="000000000009"))
    take(folder, tmp_path)
    rows = queries.instalments_of(Addressee.objects.get(addressee_no="0000000002").pk)
    first = next(row for row in rows if row.period_no == 1)
    assert len(first.receipts) == 3
    assert first.paid == sum(item.amount for item in first.receipts if item.posting == "effective") == 8_500
    sums = sums_of(rows)
    assert sums.amount == sums.paid - sums.overpaid + sums.outstanding
    assert sums.late_charge_outstanding == sums.late_charge - sums.late_charge_paid
