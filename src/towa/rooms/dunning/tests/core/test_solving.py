"""Two solvers behind one promise, asked about the same small towns: prices (the one in use) and HiGHS, its plain twin."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.office import DayLimits, MinimumContacts, OfficeSettings, RandomShare
from towa.rooms.dunning.core.routing import Routing, route
from towa.rooms.dunning.core.solver import InfeasiblePlan
from towa.rooms.dunning.tests.core.builders import ON, people, town
from towa.rooms.dunning.tests.core.test_routing import offices


def both(count: int, seed: int, office: OfficeSettings) -> tuple[Routing, Routing]:
    office = office.model_copy(update={"random_share": RandomShare(percent=0)})
    return route(town(count, seed), office, ON), route(town(count, seed), office, ON, solver="highs")


def assert_sound(plan: Routing) -> None:
    people_of = np.arange(len(plan.targets))
    assert plan.permission.allowed[plan.choice, people_of].all()
    assert not plan.choice[plan.exclusion != ""].any()
    signed = plan.usage * plan.programme.signs
    assert (
        signed
        <= [item.limit * sign for item, sign in zip(plan.programme.capacities, plan.programme.signs, strict=True)]
    ).all()
    assert plan.objective <= plan.bound
    assert (plan.prices >= 0).all()


@settings(max_examples=30, deadline=None)
@given(offices(), st.integers(0, 30), st.integers(20, 120))
def test_both_hold_every_limit_and_differ_by_little(office: OfficeSettings, seed: int, count: int) -> None:
    prices, highs = both(count, seed, office)
    assert_sound(prices)
    assert_sound(highs)
    assert max(prices.objective, highs.objective) <= min(prices.bound, highs.bound) + 1e-6
    assert prices.objective >= highs.objective - max(0.005 * highs.objective, 300)


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 30),
    st.integers(0, 12),
    st.sampled_from(["first_time", "carried_over", "corporation", "every_district"]),
)
def test_both_meet_the_same_minima_or_refuse_them(seed: int, contacts: int, group: str) -> None:
    few = DayLimits(sms=6, letters=8, officer_letters=2, visits=2, yen=3_000)
    office = OfficeSettings(limits=few, minimum_contacts=(MinimumContacts(group=group, contacts=contacts),))
    outcomes = []
    for solver in ("prices", "highs"):
        try:
            plan = route(town(90, seed), office, ON, solver=solver)
        except InfeasiblePlan:
            outcomes.append(False)
        else:
            assert_sound(plan)
            outcomes.append(True)
    assert outcomes[0] == outcomes[1]


def test_bounds_of_both_agree_on_a_town() -> None:
    prices, highs = both(1_500, 1, OfficeSettings())
    assert abs(prices.bound - highs.bound) <= 1e-6 * highs.bound
    assert prices.objective >= highs.objective - prices.gap * prices.bound


def test_thousands_of_identical_people_are_planned_by_both_alike() -> None:
    alike = people(*[{"oldest_due": day} for day in ("2026-06-30", "2026-07-31") for _ in range(1_000)])
    office = OfficeSettings(random_share=RandomShare(percent=0))
    prices, highs = route(alike, office, ON), route(alike, office, ON, solver="highs")
    assert_sound(prices)
    assert abs(prices.objective - highs.objective) <= 1e-3 * highs.objective
