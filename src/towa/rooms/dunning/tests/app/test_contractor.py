"""For the contractor a draft does not exist: neither its page nor its people, and nothing tells it from a number never given."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from towa.rooms.dunning.app.models import Plan
from towa.rooms.dunning.tests.app import factories


ClientAs = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("town")
CONTRACTORS = ["contractor_manager", "contractor_deputy", "team_leader", "sub_leader", "operator"]


def seen(answer: Any) -> str:
    """What a person can tell from a page: tokens and the number that was asked for are new each time."""
    return re.sub(r'"[A-Za-z0-9]{64}"|/plans/\d+/', "", answer.content.decode())


@pytest.fixture
def draft() -> Plan:
    """A draft with one person whom the contractor may handle."""
    made = factories.plan(people=1)
    factories.decision(made, name="小口 花子")
    return made


@pytest.mark.parametrize("role", CONTRACTORS)
@pytest.mark.parametrize("page", ["", "people/"])
def test_a_draft_answers_a_contractor_like_a_plan_that_never_was(
    client_as: ClientAs, draft: Plan, role: str, page: str
) -> None:
    browser = client_as(role)
    there = browser.get(f"/dunning/plans/{draft.pk}/{page}")
    absent = browser.get(f"/dunning/plans/{draft.pk + 1}/{page}")
    assert there.status_code == absent.status_code == 404
    assert seen(there) == seen(absent)


def test_a_draft_cannot_be_taken_away_by_a_leader(client_as: ClientAs, draft: Plan) -> None:
    assert client_as("team_leader").get(f"/dunning/plans/{draft.pk}/people/export.csv").status_code == 404


def test_neither_list_nor_door_nor_home_names_a_draft_to_the_contractor(client_as: ClientAs, draft: Plan) -> None:
    browser = client_as("operator")
    assert f"/dunning/plans/{draft.pk}/" not in browser.get("/dunning/plans/").content.decode()
    assert browser.get("/dunning/").headers["Location"] == "/dunning/plans/"
    assert f"/dunning/plans/{draft.pk}/" not in browser.get("/").content.decode()


def test_a_person_of_a_draft_stays_closed_to_the_contractor(client_as: ClientAs, draft: Plan) -> None:
    person = draft.decisions.get().addressee_id
    assert client_as("operator").get(f"/dunning/people/{person}/").status_code == 403


def test_a_newer_draft_leaves_the_contractor_with_the_plan_released_before(client_as: ClientAs, draft: Plan) -> None:
    released = factories.plan(state="released", made_at=draft.made_at.replace(day=19))
    mine = factories.decision(released, name="昨日 の人")
    browser = client_as("operator")
    assert browser.get("/dunning/").headers["Location"] == f"/dunning/plans/{released.pk}/"
    assert browser.get(f"/dunning/people/{mine.addressee_id}/").status_code == 200


def test_officers_go_on_seeing_drafts(client_as: ClientAs, draft: Plan) -> None:
    assert "小口 花子" in client_as("tax_officer").get(f"/dunning/plans/{draft.pk}/people/").content.decode()


def test_the_list_of_plans_keeps_the_citys_figures_from_the_contractor(client_as: ClientAs) -> None:
    factories.plan(state="released", outstanding=123_456_789)
    assert "123,456,789" not in client_as("operator").get("/dunning/plans/").content.decode()
    assert "123,456,789" in client_as("chief").get("/dunning/plans/").content.decode()
