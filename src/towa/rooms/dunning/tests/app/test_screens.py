"""The screens show each person what their role may see, and write down who looked and who took."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from towa.platform.audit.models import Entry
from towa.rooms.dunning.app.models import Decision, Plan, SavedFilter
from towa.rooms.dunning.app.queries.content import content_hash
from towa.rooms.dunning.tests.app import factories
from towa.rooms.dunning.tests.app.test_release_page import MARKS


ClientAs = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def plan() -> Plan:
    """A plan with somebody for everyone and somebody for officers only."""
    made = factories.plan(people=2, excluded=1)
    factories.decision(made, name="小口 花子", outstanding=30_000)
    factories.decision(made, name="大口 太郎", outstanding=900_000, contractor_may_handle=False, channel="visit")
    factories.exclusion(made, name="亡き 人")
    return made


@pytest.fixture
def released(plan: Plan) -> Plan:
    """The same plan after an officer has released it: only now does it exist for the contractor."""
    Plan.objects.filter(pk=plan.pk).update(state="released")
    return plan


def test_the_door_leads_to_the_newest_plan(client_as: ClientAs, plan: Plan) -> None:
    response = client_as("tax_officer").get("/dunning/")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/dunning/plans/{plan.pk}/"


def test_an_officer_sees_everybody(client_as: ClientAs, plan: Plan) -> None:
    text = client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/").content.decode()
    assert "小口 花子" in text
    assert "大口 太郎" in text


def test_an_operator_sees_only_what_the_contractor_may_handle(client_as: ClientAs, released: Plan) -> None:
    text = client_as("operator").get(f"/dunning/plans/{released.pk}/people/").content.decode()
    assert "小口 花子" in text
    assert "大口 太郎" not in text


@pytest.mark.parametrize("page", ["exclusions/", "lists/", "people/export.xlsx"])
def test_an_operator_is_refused_what_is_not_its_work(client_as: ClientAs, plan: Plan, page: str) -> None:
    assert client_as("operator").get(f"/dunning/plans/{plan.pk}/{page}").status_code == 403
    assert Entry.objects.filter(act="people.refuse").count() == 1


@pytest.mark.parametrize("page", ["", "people/", "exclusions/", "lists/"])
def test_every_page_of_a_plan_opens(client_as: ClientAs, plan: Plan, page: str) -> None:
    response = client_as("chief").get(f"/dunning/plans/{plan.pk}/{page}")
    assert response.status_code == 200
    assert "<c-" not in response.content.decode()


def test_the_list_of_plans_says_what_to_do_when_there_is_none(client_as: ClientAs) -> None:
    assert "まだ振分計画がありません" in client_as("tax_officer").get("/dunning/plans/").content.decode()


def test_a_plan_of_another_town_is_not_there(client_as: Any, other_town: Any, plan: Plan) -> None:
    assert client_as("tax_officer", town=other_town).get(f"/dunning/plans/{plan.pk}/").status_code == 404


def test_the_list_is_filtered_by_the_address_line(client_as: ClientAs, plan: Plan) -> None:
    text = client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/?text=オオグチ&text=大口").content.decode()
    assert "大口 太郎" in text
    assert "小口 花子" not in text


def test_a_part_of_the_page_is_enough_for_htmx(client_as: ClientAs, plan: Plan) -> None:
    response = client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/", headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<section id="list"')


def test_amounts_are_read_as_people_type_them(client_as: ClientAs, plan: Plan) -> None:
    text = client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/?yen_from=１００，０００円").content.decode()
    assert "大口 太郎" in text
    assert "小口 花子" not in text


def test_a_mistyped_amount_is_named_and_does_not_break_the_page(client_as: ClientAs, plan: Plan) -> None:
    response = client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/?yen_from=たくさん")
    assert response.status_code == 200
    assert "整数を入力してください" in response.content.decode()


def test_what_is_seen_is_what_is_exported(client_as: ClientAs, plan: Plan) -> None:
    response = client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/export.xlsx?channel=visit")
    rows = list(load_workbook(BytesIO(response.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows[-1:]] == ["大口 太郎"]
    assert not any("小口 花子" in map(str, row) for row in rows)


def test_an_export_is_recorded_with_its_count_but_not_with_the_name_searched(client_as: ClientAs, plan: Plan) -> None:
    client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/export.csv?text=大口")
    line = Entry.objects.get(act="dunning.export_list")
    assert line.detail == {"conditions": ["text"], "format": "csv", "rows": 1}


def test_a_team_leader_exports_only_what_the_contractor_may_handle(client_as: ClientAs, released: Plan) -> None:
    response = client_as("team_leader").get(f"/dunning/plans/{released.pk}/people/export.csv")
    text = response.content.decode("utf-8-sig")
    assert "小口 花子" in text
    assert "大口 太郎" not in text


def test_only_a_superior_releases_a_plan(client_as: ClientAs, plan: Plan) -> None:
    assert client_as("tax_officer").post(f"/dunning/plans/{plan.pk}/release/").status_code == 403
    seen = MARKS | {"seen": content_hash(plan.pk)}
    assert client_as("chief").post(f"/dunning/plans/{plan.pk}/release/", seen).status_code == 302
    assert Plan.objects.get(pk=plan.pk).state == "released"


def test_a_filter_is_saved_shared_and_found_again(client_as: ClientAs, plan: Plan) -> None:
    address = f"/dunning/plans/{plan.pk}/filters/"
    client_as("tax_officer").post(address, {"name": "訪問だけ", "query": "channel=visit", "shared": "on"})
    text = client_as("chief").get(f"/dunning/plans/{plan.pk}/people/").content.decode()
    assert "訪問だけ" in text
    assert "?channel=visit" in text


def test_a_filter_of_ones_own_is_nobody_elses(client_as: ClientAs, plan: Plan) -> None:
    client_as("tax_officer").post(f"/dunning/plans/{plan.pk}/filters/", {"name": "私の", "query": "channel=sms"})
    assert "私の" not in client_as("chief").get(f"/dunning/plans/{plan.pk}/people/").content.decode()


def test_a_shared_filter_is_dropped_by_its_owner_only(client_as: ClientAs, plan: Plan) -> None:
    owner = client_as("tax_officer")
    owner.post(f"/dunning/plans/{plan.pk}/filters/", {"name": "共有", "query": "", "shared": "on"})
    address = f"/dunning/plans/{plan.pk}/filters/{SavedFilter.objects.get().pk}/drop/"
    client_as("chief").post(address)
    assert SavedFilter.objects.count() == 1
    owner.post(address)
    assert SavedFilter.objects.count() == 0


def test_lists_are_written_listed_and_taken_away_with_a_record(
    client_as: ClientAs, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towa.rooms.dunning.app.views.lists.folder_of", lambda *_: tmp_path)
    officer = client_as("tax_officer")
    officer.post(f"/dunning/plans/{plan.pk}/lists/write/")
    page = officer.get(f"/dunning/plans/{plan.pk}/lists/")
    assert "SMS送信.xlsx" in page.content.decode()
    file = page.context["files"][0]
    response = officer.get(f"/dunning/plans/{plan.pk}/lists/{file.id}/")
    assert response.content[:2] == b"PK"
    assert Entry.objects.get(act="dunning.fetch_list").object_id == str(file.id)


def test_a_list_that_was_changed_afterwards_is_not_given_away(
    client_as: ClientAs, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towa.rooms.dunning.app.views.lists.folder_of", lambda *_: tmp_path)
    officer = client_as("tax_officer")
    officer.post(f"/dunning/plans/{plan.pk}/lists/write/")
    file = officer.get(f"/dunning/plans/{plan.pk}/lists/").context["files"][0]
    Path(file.path).write_bytes(b"changed")
    response = officer.get(f"/dunning/plans/{plan.pk}/lists/{file.id}/", follow=True)
    assert "もう一度書き出してください" in response.content.decode()
    assert not Entry.objects.filter(act="dunning.fetch_list").exists()


@pytest.mark.parametrize(("page", "most"), [("", 16), ("people/", 18), ("exclusions/", 16), ("lists/", 14)])
def test_a_page_asks_no_more_however_many_rows_it_shows(
    client_as: ClientAs, plan: Plan, page: str, most: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        factories.decision(plan)
        factories.exclusion(plan)
    browser = client_as("chief")
    with django_assert_max_num_queries(most):
        browser.get(f"/dunning/plans/{plan.pk}/{page}")


def test_a_persons_page_explains_every_yen_and_is_recorded(client_as: ClientAs, plan: Plan) -> None:
    decision = factories.decision(plan, why="少額で、携帯電話に届きやすいためです。")
    factories.levied(decision.addressee, amount=48_500, due=date(2024, 1, 31))
    text = client_as("tax_officer").get(f"/dunning/people/{decision.addressee_id}/").content.decode()
    assert "少額で、携帯電話に届きやすいためです。" in text
    assert "48,500" in text
    assert "円の計算" in text
    line = Entry.objects.get(act="dunning.see_person")
    assert (line.object_kind, line.object_id) == ("ledger.addressee", str(decision.addressee_id))


def test_the_cards_are_the_sum_of_the_table(client_as: ClientAs, plan: Plan) -> None:
    decision = factories.decision(plan)
    for amount in (10_000, 20_000):
        factories.levied(decision.addressee, amount=amount, due=date(2025, 6, 30))
    page = client_as("tax_officer").get(f"/dunning/people/{decision.addressee_id}/")
    assert page.context["totals"].outstanding == 30_000
    assert page.context["totals"].late_charge == sum(line.late_charge.amount for line in page.context["instalments"])


def test_an_operator_opens_only_people_it_may_handle(client_as: ClientAs, released: Plan) -> None:
    small, large = Decision.objects.order_by("outstanding")
    operator = client_as("operator")
    assert operator.get(f"/dunning/people/{small.addressee_id}/").status_code == 200
    assert operator.get(f"/dunning/people/{large.addressee_id}/").status_code == 403
    assert operator.get("/dunning/people/999999999/").status_code == 403
    assert Entry.objects.filter(act="people.refuse").count() == 2


def test_an_excluded_persons_page_says_why_nobody_contacts_them(client_as: ClientAs, plan: Plan) -> None:
    person = factories.exclusion(plan, code="objection", reason="不服申立てが続いています。").addressee_id
    text = client_as("tax_officer").get(f"/dunning/people/{person}/").content.decode()
    assert "この計画では連絡しません（審査請求中）" in text
    assert "不服申立てが続いています。" in text


def test_a_plan_is_made_in_the_background(client_as: ClientAs) -> None:
    response = client_as("tax_officer").post("/dunning/plans/make/", {"on": "2026-11-20"})
    assert response.status_code == 302
    assert "/jobs/" in response.headers["Location"]


def test_a_day_that_is_none_is_refused_with_a_word(client_as: ClientAs) -> None:
    response = client_as("tax_officer").post("/dunning/plans/make/", {"on": "2026-02-30"})
    assert response.status_code == 422
    assert "暦にありません。月と日を確かめてください" in response.content.decode()


def test_a_newer_extract_offers_a_new_plan(client_as: ClientAs) -> None:
    plan = factories.plan(extract=factories.extract(date(2026, 11, 20)))
    officer = client_as("tax_officer")
    assert "新しい抽出が取り込まれています" not in officer.get(f"/dunning/plans/{plan.pk}/").content.decode()
    factories.extract(date(2026, 11, 27))
    assert "2026-11-27の台帳で新しい計画を作れます" in officer.get(f"/dunning/plans/{plan.pk}/").content.decode()


def test_a_filter_lets_narrow_conditions_stay_open(client_as: ClientAs, plan: Plan) -> None:
    page = client_as("tax_officer").get(f"/dunning/plans/{plan.pk}/people/?yen_from=100000")
    assert page.context["more"]
    assert "1人、滞納額の合計 900,000円" in page.content.decode()


def test_the_part_that_htmx_renews_carries_the_conditions_to_be_saved(client_as: ClientAs, plan: Plan) -> None:
    address = f"/dunning/plans/{plan.pk}/people/?channel=visit&text=&sort=-yen&page=1"
    part = client_as("tax_officer").get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'name="query" value="channel=visit&amp;sort=-yen" form="save-filter"' in part
    assert 'name="sort" value="-yen" form="filter"' in part


def test_a_machines_file_leaves_the_house_only_after_the_release(
    client_as: ClientAs, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towa.rooms.dunning.app.views.lists.folder_of", lambda *_: tmp_path)
    chief = client_as("chief")
    chief.post(f"/dunning/plans/{plan.pk}/lists/write/")
    files = chief.get(f"/dunning/plans/{plan.pk}/lists/").context["files"]
    machine = next(file for file in files if file.kind == "machine")
    address = f"/dunning/plans/{plan.pk}/lists/{machine.id}/"
    assert chief.get(address).status_code == 302
    chief.post(f"/dunning/plans/{plan.pk}/release/", MARKS | {"seen": content_hash(plan.pk)})
    assert chief.get(address).content == Path(machine.path).read_bytes()


def test_a_plan_of_the_rest_of_a_day_leads_to_the_plan_it_follows(client_as: ClientAs, plan: Plan) -> None:
    rest = factories.plan(extract=plan.extract, follows=plan)
    text = client_as("chief").get(f"/dunning/plans/{rest.pk}/").content.decode()
    assert f"その日の初めの計画（第{plan.pk}号）を見る" in text
