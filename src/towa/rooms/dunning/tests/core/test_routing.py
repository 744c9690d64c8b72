"""The plan of the day: limits, masks, equal treatment, order of input, reasons."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.channel import Who
from towa.rooms.dunning.core.office import (
    DEFAULT_OFFICE,
    AutoCall,
    DayLimits,
    MinimumContacts,
    OfficeSettings,
)
from towa.rooms.dunning.core.routing import Routing, route
from towa.rooms.dunning.core.solver import InfeasiblePlan
from towa.rooms.dunning.tests.core.builders import ON, people, town


@cache
def plan_of_the_day() -> Routing:
    return route(town(600), DEFAULT_OFFICE, ON)


@st.composite
def offices(draw: st.DrawFn) -> OfficeSettings:
    few = st.integers(0, 12)
    limits = DayLimits(
        sms=draw(few),
        letters=draw(few),
        officer_letters=draw(few),
        visits=draw(few),
        visits_per_district=draw(st.integers(0, 3)),
        yen=draw(st.integers(0, 4_000)),
    )
    teams = [
        tuple(team.model_copy(update={"people": draw(st.integers(0, 2))}) for team in kind)
        for kind in (DEFAULT_OFFICE.contractor_teams, DEFAULT_OFFICE.officer_teams)
    ]
    auto_call = AutoCall(lines=draw(st.integers(0, 1)))
    return OfficeSettings(limits=limits, contractor_teams=teams[0], officer_teams=teams[1], auto_call=auto_call)


@settings(max_examples=25, deadline=None)
@given(offices(), st.integers(0, 5))
def test_no_limit_is_exceeded_and_nothing_closed_is_done(office: OfficeSettings, seed: int) -> None:
    plan = route(town(150, seed), office, ON)
    place = np.arange(150)
    assert all(line.used <= line.limit for line in plan.capacities())
    assert plan.permission.allowed[plan.choice, place].all()
    assert not plan.choice[plan.exclusion != ""].any()
    assert plan.bound >= plan.objective - 1e-6
    assert plan.gap >= -1e-9


def test_usage_counted_by_hand_equals_the_reported_usage() -> None:
    plan = plan_of_the_day()
    used = {line.code: line.used for line in plan.capacities()}
    chosen = [plan.actions[place] for place in plan.choice]
    assert used["yen"] == sum(action.yen for action in chosen)
    assert used["pieces:sms"] == sum(action.channel.code == "sms" for action in chosen)
    visited = plan.targets.district[[action.channel.code == "visit" for action in chosen]]
    assert all(used[f"district:{name}"] == (visited == name).sum() for name in np.unique(plan.targets.district))
    calls = [action for action in chosen if action.code == "operator_call:center:h09"]
    assert used["minutes:operator_call:center:h09"] == sum(action.minutes for action in calls) / 10


def test_contractor_is_given_small_fresh_cases_only() -> None:
    plan = plan_of_the_day()
    contractor = np.array([plan.actions[place].channel.who is Who.CONTRACTOR for place in plan.choice])
    assert contractor.any()
    assert (plan.targets.outstanding[contractor] <= 300_000).all()
    assert (plan.targets.first_time | plan.targets.current_year_only)[contractor].all()


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_shuffled_input_gives_the_same_plan(random: object, seed: int) -> None:
    targets = town(200, seed)
    order = np.random.default_rng(random.getrandbits(32)).permutation(200)  # type: ignore[attr-defined]
    straight, shuffled = route(targets, DEFAULT_OFFICE, ON), route(targets.take(order), DEFAULT_OFFICE, ON)
    assert straight.rows() == shuffled.rows()
    assert (straight.bound, straight.objective) == (shuffled.bound, shuffled.objective)


def test_plan_comes_close_to_the_proven_bound_and_beats_the_rules_of_thumb() -> None:
    plan = route(town(2_500), DEFAULT_OFFICE, ON)
    assert plan.gap <= 1e-3
    office_rule, greedy = plan.comparisons()
    assert office_rule.share < greedy.share < plan.objective / plan.bound
    assert all(line.used <= line.limit for line in plan.capacities())


def test_people_in_identical_circumstances_are_treated_alike_or_by_the_published_rule() -> None:
    alike = [{"oldest_due": day} for day in ("2026-06-30", "2026-07-31") for _ in range(300)]
    plan = route(people(*alike), DEFAULT_OFFICE, ON)
    for rows in (range(300), range(300, 600)):
        kinds = {int(plan.choice[row]) for row in rows}
        assert len(kinds) == 1 or set(rows) <= set(plan.split_people.tolist())
    assert route(people(*alike), DEFAULT_OFFICE, ON).choice.tolist() == plan.choice.tolist()


def test_the_better_action_goes_to_the_oldest_debt_of_a_divided_class() -> None:
    """Beyond the age cap two old debts are worth the same; only the date tells them apart."""
    old = {"demand_issued_on_latest": "2010-01-31", "first_time": False, "outstanding": 200_000}
    debts = [{**old, "oldest_due": "2009-12-01"}, {**old, "oldest_due": "2009-11-01"}]
    one_letter = OfficeSettings(limits=DayLimits(letters=1, officer_letters=0, visits=0), officer_teams=())
    plan = route(people(*debts), one_letter, ON)
    assert [plan.actions[place].code for place in plan.choice] == ["none", "letter"]
    assert plan.split_people.tolist() == [0, 1]


def test_minimum_contacts_are_met() -> None:
    minimum = OfficeSettings(minimum_contacts=(MinimumContacts(group="corporation", contacts=15),))
    targets = town(600)
    before, plan = plan_of_the_day(), route(targets, minimum, ON)
    contacted = [int(((r.choice > 0) & (r.targets.kind == "corporation")).sum()) for r in (before, plan)]
    assert contacted[1] >= 15
    assert plan.objective <= before.bound


def test_minimum_contacts_that_cannot_be_met_are_named() -> None:
    too_many = OfficeSettings(minimum_contacts=(MinimumContacts(group="corporation", contacts=100_000),))
    with pytest.raises(InfeasiblePlan, match="法人への最低接触件数"):
        route(town(100), too_many, ON)


def test_every_decision_tells_why_and_why_not_the_next_best() -> None:
    for row in plan_of_the_day().rows():
        assert row.why.endswith("。")
        if not row.exclusion_code:
            assert row.why_not_next.endswith("。")
            assert (row.next_action_code == "") == (row.next_difference == 0 and "次善" not in row.why_not_next)


def test_decision_of_one_person_equals_the_row_of_the_list() -> None:
    plan = plan_of_the_day()
    rows = plan.rows()
    assert [plan.decision(row.addressee_id) for row in rows[:50]] == rows[:50]
    with pytest.raises(KeyError):
        plan.decision(10**9)


def test_person_whom_only_a_mask_keeps_from_contact_reads_the_mask() -> None:
    row = route(people({"last_contact_on": "2026-11-19"}), DEFAULT_OFFICE, ON).decision(1)
    assert row.action_code == "none"
    assert "前回の接触から間もない" in row.why


def test_town_without_arrears_has_an_empty_plan() -> None:
    plan = route(people({"outstanding": 0}), DEFAULT_OFFICE, ON)
    assert (plan.objective, plan.bound, plan.gap) == (0.0, 0.0, 0.0)
    assert plan.per_exclusion() == {"nothing_overdue": 1}


def test_summary_never_rounds_up_to_the_limit() -> None:
    plan = plan_of_the_day()
    assert "この計画は理論上の上限の" in plan.summary()
    assert ("100.00 %" in plan.summary()) == (plan.gap <= 1e-9)
