"""Acts: public power stays with the city, and every role has its line in the table."""

import pytest

from towa.rooms.people.core.acts import ACTS, CITY, CONTRACTOR, Act, ActRefused, OrganisationKind, Role
from towa.rooms.people.core.registry import UnknownAct, act_named, acts
from towa.rooms.people.core.roles import TABLE, describe


def test_act_of_public_power_cannot_be_given_to_a_contractor() -> None:
    with pytest.raises(ActRefused):
        Act("arrears.seize", "差押え", "地方税法第331条", True, frozenset({Role.TAX_OFFICER, Role.OPERATOR}))


def test_act_of_public_power_may_be_given_to_officers() -> None:
    act = Act("arrears.seize", "差押え", "地方税法第331条", True, frozenset({Role.TAX_OFFICER}))
    assert act.allows(Role.TAX_OFFICER)
    assert not act.allows(Role.OPERATOR)


def test_every_role_belongs_to_city_or_contractor() -> None:
    assert frozenset(Role) == CITY | CONTRACTOR
    assert not CITY & CONTRACTOR
    assert Role.CHIEF.organisation == OrganisationKind.CITY
    assert Role.OPERATOR.organisation == OrganisationKind.CONTRACTOR


def test_every_role_is_described_once() -> None:
    assert [line.role for line in TABLE] == list(Role)
    assert describe(Role.AUDITOR).term == "監査"


def test_names_of_acts_begin_with_their_room() -> None:
    assert all(act.name.startswith("people.") for act in ACTS)


def test_acts_of_all_rooms_are_found_by_looking_and_asked_for_by_name() -> None:
    assert {act.name for act in ACTS} <= acts().keys()
    with pytest.raises(UnknownAct):
        act_named("people.fly")
