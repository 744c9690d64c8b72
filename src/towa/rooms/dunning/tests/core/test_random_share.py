"""The lot for learning: who is drawn, what they may be given, that limits hold, and that the written probability is the true one."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.lot import lots
from towa.rooms.dunning.core.office import DEFAULT_OFFICE, DayLimits, OfficeSettings, RandomShare
from towa.rooms.dunning.core.problem_of import problem_of
from towa.rooms.dunning.core.random_share import draw
from towa.rooms.dunning.core.routing import Routing, route
from towa.rooms.dunning.tests.core.builders import ON, people, town
from towa.rooms.dunning.tests.core.test_routing import offices


def plan(percent: float, count: int = 400, key: str = "towa") -> Routing:
    return route(town(count), OfficeSettings(random_share=RandomShare(percent=percent, key=key)), ON)


@settings(max_examples=20, deadline=None)
@given(offices(), st.floats(0, 20), st.integers(0, 9))
def test_lot_breaks_neither_limit_nor_mask_and_leaves_excluded_people_alone(
    office: OfficeSettings, percent: float, seed: int
) -> None:
    office = office.model_copy(update={"random_share": RandomShare(percent=percent)})
    made = route(town(150, seed), office, ON)
    assert all(line.used >= line.limit if line.at_least else line.used <= line.limit for line in made.capacities())
    assert made.permission.allowed[made.choice, np.arange(150)].all()
    assert not made.drawn[made.exclusion != ""].any()
    assert (made.choice == made.planned)[~made.drawn].all()
    assert ((made.probability > 0) & (made.probability <= 1)).all()


def test_without_a_share_nobody_is_drawn_and_everything_is_certain() -> None:
    made = plan(0)
    assert not made.drawn.any()
    assert made.random_cost == 0
    assert (made.probability == 1).all()


def test_share_costs_what_the_plan_tells() -> None:
    made = plan(20)
    assert made.drawn.sum() > 10
    assert made.random_cost == pytest.approx(made.planned_objective - made.objective)
    assert f"費用は {made.random_cost:,.0f}円" in made.summary()
    assert made.planned_objective == plan(0).objective


def test_drawn_person_reads_that_it_was_the_lot() -> None:
    rows = [row for row in plan(20).rows() if row.drawn]
    assert any("学習のための無作為な割当て" in row.why and "計画では" in row.why for row in rows)
    assert all(row.probability < 1 for row in rows)


def test_another_key_or_day_draws_other_people() -> None:
    first, again, other = plan(10), plan(10), plan(10, key="other")
    assert first.drawn.tolist() == again.drawn.tolist()
    assert first.drawn.tolist() != other.drawn.tolist()


def test_order_of_the_people_does_not_matter() -> None:
    office = OfficeSettings(random_share=RandomShare(percent=15))
    order = np.random.default_rng(1).permutation(200)
    assert route(town(200), office, ON).rows() == route(town(200).take(order), office, ON).rows()


def test_written_probability_is_how_often_it_happens() -> None:
    """Room for everybody: each of 4 people alike is given SMS with certainty but for the lot of 20 %, over 4,000 days."""
    alike = people(*[{}] * 4)
    roomy = OfficeSettings(limits=DayLimits(sms=9, letters=9, yen=10**6), random_share=RandomShare(percent=20))
    made = route(alike, roomy, ON)
    problem, takes = problem_of(made.programme, made.targets, ON), np.ones(4, dtype=np.bool_)
    seen: Counter[int] = Counter()
    for day in range(1_000):
        found = draw(problem, made.planned, takes, roomy.random_share, ON + timedelta(days=day))
        seen.update(found.choice.tolist())
    first = draw(problem, made.planned, takes, roomy.random_share, ON)
    could = int(first.could[0])
    assert seen[int(made.planned[0])] / 4_000 == pytest.approx(0.8 + 0.2 / could, abs=0.02)
    others = [seen[action] / 4_000 for action in seen if action != made.planned[0]]
    assert len(others) == could - 1
    assert others == pytest.approx([0.2 / could] * (could - 1), abs=0.006)


def test_action_without_room_is_not_drawn_and_the_others_are_likelier() -> None:
    office = OfficeSettings(limits=DayLimits(sms=0, visits=0), random_share=RandomShare(percent=20))
    made, roomy = (route(people({}), o, ON) for o in (office, DEFAULT_OFFICE))
    problem = problem_of(made.programme, made.targets, ON)
    takes = np.ones(1, dtype=np.bool_)
    could = draw(problem, made.planned, takes, office.random_share, ON).could[0]
    open_to = int(made.permission.allowed[:, 0].sum())
    assert could == open_to - 2
    assert roomy.permission.allowed[:, 0].sum() == open_to


def test_room_that_a_drawn_person_leaves_is_given_to_those_who_follow_in_the_lot() -> None:
    """Sequential turns by hand: the state before each turn decides what could be held; recounted slowly."""
    made = plan(20, 120)
    problem = problem_of(made.programme, made.targets, ON)
    share = made.office.random_share
    found = draw(problem, made.planned, made.exclusion == "", share, ON)
    takers = np.flatnonzero(made.exclusion == "")
    turns = takers[np.argsort(lots(made.targets.addressee_id[takers], ON, f"{share.key}:turn"), kind="stable")]
    choice = made.planned.copy()
    for person in turns:
        held = 0
        for action in np.flatnonzero(np.isfinite(problem.value[:, person])):
            trial = choice.copy()
            trial[person] = action
            used = problem.count_use[:, problem.cell, trial].sum(axis=1)
            held += bool((used <= problem.limit).all())
        assert held == found.could[person]
        choice[person] = found.choice[person]
