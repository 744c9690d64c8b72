"""Equal treatment: people in identical circumstances get the identical action; where a limit divides them, the published rule decides.

The classes are enumerated here from the definition (value and openness of every action, rows touched), not by the code under test.
"""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.lot import lots
from towa.rooms.dunning.core.office import DayLimits, MinimumContacts, OfficeSettings, RandomShare
from towa.rooms.dunning.core.routing import Routing, route
from towa.rooms.dunning.core.target import Targets
from towa.rooms.dunning.tests.core.builders import ON, people, town
from towa.rooms.dunning.tests.core.test_routing import offices


def plan(targets: Targets, office: OfficeSettings, solver: str) -> Routing:
    return route(targets, office.model_copy(update={"random_share": RandomShare(percent=0)}), ON, solver=solver)


def classes(made: Routing) -> list[list[int]]:
    """People by everything that can matter: the value of every open action, and whom each row counts."""
    found: dict[bytes, list[int]] = defaultdict(list)
    for person in range(len(made.targets)):
        rows = [int(use.rows[person]) for use in made.programme.uses]
        found[made.programme.value[:, person].tobytes() + np.array(rows).tobytes()].append(person)
    return list(found.values())


def assert_equal_treatment(made: Routing) -> int:
    """Gives the number of divided classes."""
    divided = 0
    lot = lots(made.targets.addressee_id, ON)
    told = set(made.split_people.tolist())
    for alike in classes(made):
        given_actions = {int(made.choice[person]) for person in alike}
        if len(given_actions) == 1:
            assert not told & set(alike)
            continue
        divided += 1
        assert told >= set(alike)
        first = sorted(alike, key=lambda i: (made.targets.oldest_due[i], int(lot[i]), made.targets.addressee_id[i]))
        values = [float(made.programme.value[made.choice[person], person]) for person in first]
        assert values == sorted(values, reverse=True)
    return divided


def crowd(kinds: int, size: int, seed: int) -> Targets:
    """Everybody of a small town `size` times, under ids of their own."""
    few = town(kinds, seed)
    many = few.take(np.repeat(np.arange(kinds), size))
    ids = np.random.default_rng(seed).permutation(kinds * size) + 1
    return Targets(**{**{name: getattr(many, name) for name in many.__dataclass_fields__}, "addressee_id": ids})


@pytest.mark.parametrize("solver", ["prices", "highs"])
@settings(max_examples=20, deadline=None)
@given(offices(), st.integers(0, 20), st.integers(2, 12))
def test_identical_people_are_treated_alike(solver: str, office: OfficeSettings, seed: int, size: int) -> None:
    assert_equal_treatment(plan(crowd(15, size, seed), office, solver))


def test_a_whole_small_town_is_treated_alike() -> None:
    assert_equal_treatment(plan(town(1_500, 3), OfficeSettings(), "prices"))


def test_minimum_divides_by_the_rule_too() -> None:
    office = OfficeSettings(
        limits=DayLimits(sms=3, letters=5), minimum_contacts=(MinimumContacts(group="carried_over", contacts=20),)
    )
    assert_equal_treatment(plan(crowd(30, 8, 2), office, "prices"))


def test_crowd_larger_than_the_office_is_divided_and_everybody_reads_the_rule() -> None:
    made = plan(people(*[{} for _ in range(2_000)]), OfficeSettings(), "prices")
    assert assert_equal_treatment(made) == 1
    rows = made.rows()
    assert all(row.divided and "同じ条件の人が多く" in row.why and "納期限の古い順" in row.why for row in rows)


def test_people_who_differ_only_in_what_cannot_matter_stay_one_class() -> None:
    """Nobody may be visited: then the district does not tell people apart."""
    nearby = [{"district": f"地区{place % 4}", "residence": "moved_out"} for place in range(400)]
    few = OfficeSettings(limits=DayLimits(sms=30, letters=0, visits=10), contractor_teams=(), officer_teams=())
    made = plan(people(*nearby), few, "prices")
    assert len(classes(made)) == 1
    assert assert_equal_treatment(made) == 1
