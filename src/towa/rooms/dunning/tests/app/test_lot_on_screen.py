"""くじ on the screen: whom the lot took, whom a limit told apart, and with which probability; in words and as a filter."""

from collections.abc import Callable

import pytest
from django.test import Client

from towa.rooms.dunning.app.models import Plan
from towa.rooms.dunning.app.queries import decision_of
from towa.rooms.dunning.app.views.people import chance_of
from towa.rooms.dunning.tests.app import factories


ClientAs = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def plan() -> Plan:
    """One person by lot, one told apart from people alike, one as planned."""
    made = factories.plan(random_people=1, random_cost=1_234)
    factories.decision(made, name="くじ の人", drawn=True, probability=0.004)
    factories.decision(made, name="分かれた 人", divided=True)
    factories.decision(made, name="計画 の人", probability=0.9838)
    return made


@pytest.mark.parametrize(
    ("lot", "seen", "unseen"), [("drawn", "くじ の人", "分かれた 人"), ("divided", "分かれた 人", "くじ の人")]
)
def test_the_list_is_narrowed_to_the_lot(client_as: ClientAs, plan: Plan, lot: str, seen: str, unseen: str) -> None:
    text = client_as("chief").get(f"/dunning/plans/{plan.pk}/people/?lot={lot}").content.decode()
    assert seen in text
    assert unseen not in text
    assert "計画 の人" not in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("くじ の人", "くじで選ばれた人です。"),
        ("くじ の人", "0.4 %"),
        ("分かれた 人", "納期限の古い順、同じ納期限では"),
        ("計画 の人", "くじには当たらず、計画のとおりの手段です。"),
        ("計画 の人", "98.3 %"),
    ],
)
def test_the_page_of_a_person_says_what_the_lot_did(client_as: ClientAs, plan: Plan, name: str, words: str) -> None:
    person = plan.decisions.get(name=name).addressee_id
    assert words in client_as("chief").get(f"/dunning/people/{person}/").content.decode()


def test_who_took_no_part_reads_nothing_of_a_lot(client_as: ClientAs) -> None:
    decision = factories.decision(factories.plan())
    text = client_as("chief").get(f"/dunning/people/{decision.addressee_id}/").content.decode()
    assert "この手段になる確率" not in text


def test_the_plan_tells_what_the_lot_costs(client_as: ClientAs, plan: Plan) -> None:
    text = client_as("chief").get(f"/dunning/plans/{plan.pk}/").content.decode()
    assert "このうち 1人には" in text
    assert "1,234円 少なくなっています" in text


def test_a_probability_is_never_rounded_up_to_certainty(plan: Plan) -> None:
    person = factories.decision(plan, probability=0.99999).addressee_id
    assert chance_of(decision_of(person, plan.pk)).percent == "99.9"
