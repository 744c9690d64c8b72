"""What changed since the plan before: who is new, who is gone and why, and who is approached otherwise."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from towa.platform.audit.models import Entry
from towa.rooms.dunning.app.models import Decision, Exclusion, Plan
from towa.rooms.dunning.app.queries.changes import Wanted, all_changes, change_groups
from towa.rooms.dunning.tests.app import factories


ClientAs = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("town")
YESTERDAY = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


@pytest.fixture
def before() -> Plan:
    return factories.plan(made_at=YESTERDAY)


@pytest.fixture
def after(before: Plan) -> Plan:
    return factories.plan(extract=before.extract)


def stays(before: Plan, after: Plan, was: str, now: str, name: str = "残る 人") -> Decision:
    """One person of both plans."""
    old = factories.decision(before, channel=was, name=name)
    new = factories.decision(after, channel=now, name=name)
    Decision.objects.filter(pk=new.pk).update(addressee=old.addressee)
    return old


def groups(before: Plan, after: Plan) -> list[tuple[str, str, str, int]]:
    return [(group.kind, group.before, group.after, group.people) for group in change_groups(before.pk, after.pk)]


def test_a_person_approached_as_before_is_no_change(before: Plan, after: Plan) -> None:
    stays(before, after, "sms", "sms")
    assert groups(before, after) == []


def test_a_person_approached_otherwise_is_counted_from_where_to_where(before: Plan, after: Plan) -> None:
    stays(before, after, "sms", "visit")
    stays(before, after, "sms", "visit")
    assert groups(before, after) == [("changed", "sms", "visit", 2)]


def test_a_person_who_was_in_no_plan_is_new(before: Plan, after: Plan) -> None:
    factories.decision(after, channel="letter")
    assert groups(before, after) == [("new", "absent", "letter", 1)]


def test_a_person_who_was_left_in_peace_is_new_and_the_reason_is_told(before: Plan, after: Plan) -> None:
    old = factories.exclusion(before, code="objection")
    new = factories.decision(after, channel="letter")
    Decision.objects.filter(pk=new.pk).update(addressee=old.addressee)
    (change,) = all_changes(before.pk, after.pk, Wanted("new"))
    assert change.before_words == "対象外（審査請求中）"
    assert change.after_words == "催告書"


def test_a_person_who_is_gone_is_told_why(before: Plan, after: Plan) -> None:
    dead = factories.decision(before, channel="sms")
    paid = factories.decision(before, channel="sms", outstanding=60_000)
    stopped = factories.exclusion(after, code="dead")
    Exclusion.objects.filter(pk=stopped.pk).update(addressee=dead.addressee)
    gone = list(all_changes(before.pk, after.pk, Wanted("gone")))
    assert [(change.addressee_no, change.after) for change in gone] == [
        (paid.addressee_no, "absent"),
        (dead.addressee_no, "excluded:dead"),
    ]


def test_the_page_opens_a_group_as_a_list(client_as: ClientAs, before: Plan, after: Plan) -> None:
    stays(before, after, "sms", "visit", name="動いた 人")
    stays(before, after, "letter", "none", name="別の 人")
    address = f"/dunning/plans/{after.pk}/changes/?kind=changed&was=sms&now=visit"
    text = client_as("chief").get(address).content.decode()
    assert "動いた 人" in text
    assert "別の 人" not in text


def test_what_is_seen_of_the_changes_is_what_is_exported(client_as: ClientAs, before: Plan, after: Plan) -> None:
    stays(before, after, "sms", "visit", name="動いた 人")
    factories.decision(after, name="新しい 人")
    address = f"/dunning/plans/{after.pk}/tables/changes.xlsx?kind=changed"
    answer = client_as("tax_officer").get(address)
    rows = [
        list(map(str, row)) for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    ]
    assert rows[-1][1:2] + rows[-1][3:] == ["動いた 人", "SMS", "訪問催告（臨戸）"]
    assert Entry.objects.get(act="dunning.export_list").detail == {
        "conditions": ["changes", "kind"],
        "format": "xlsx",
        "rows": 1,
    }


def test_the_first_plan_of_all_says_that_there_is_nothing_to_compare(client_as: ClientAs, before: Plan) -> None:
    assert "比べる計画がありません" in client_as("chief").get(f"/dunning/plans/{before.pk}/changes/").content.decode()


@pytest.mark.parametrize("role", ["operator", "team_leader"])
@pytest.mark.parametrize("page", ["changes/", "tables/exclusions.csv", "tables/capacity.csv"])
def test_the_citys_tables_stay_in_the_city(client_as: ClientAs, before: Plan, role: str, page: str) -> None:
    Plan.objects.filter(pk=before.pk).update(state="released")
    assert client_as(role).get(f"/dunning/plans/{before.pk}/{page}").status_code == 403


@pytest.mark.parametrize("name", ["capacity", "channels", "exclusions", "compared"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_table_of_a_plan_can_be_taken_away(client_as: ClientAs, before: Plan, name: str, form: str) -> None:
    limit = {
        "code": "pieces:sms",
        "label": "SMSの送信数",
        "unit": "件",
        "used": 5,
        "limit": 9,
        "at_least": False,
        "price": 7,
    }
    Plan.objects.filter(pk=before.pk).update(limits=[limit])
    factories.decision(before)
    factories.exclusion(before)
    answer = client_as("chief").get(f"/dunning/plans/{before.pk}/tables/{name}.{form}")
    assert answer.status_code == 200
    assert answer.content[:2] == (b"PK" if form == "xlsx" else b"\xef\xbb")


def test_the_list_of_plans_can_be_taken_away(client_as: ClientAs, before: Plan) -> None:
    text = client_as("chief").get("/dunning/plans/export.csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith(f"{before.pk},2026-11-20,案,")


def test_a_table_that_does_not_exist_is_not_there(client_as: ClientAs, before: Plan) -> None:
    assert client_as("chief").get(f"/dunning/plans/{before.pk}/tables/secrets.xlsx").status_code == 404
