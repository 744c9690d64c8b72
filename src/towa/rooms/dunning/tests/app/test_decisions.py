"""The list finds whom the office means, however it is typed, and shows each what they may see."""

from typing import Any

import pytest

from towa.rooms.dunning.app.queries import (
    Conditions,
    all_decisions,
    choices,
    decision_of,
    decisions_page,
    exclusions_page,
    total_yen,
)
from towa.rooms.dunning.tests.app import factories


pytestmark = pytest.mark.usefixtures("town")


@pytest.mark.parametrize(
    "typed",
    [
        "高崎",
        "髙﨑",
        "タカサキ",
        "ﾀｶｻｷ",
        "たかさき",
        "髙﨑　一郎",
        "090-1234-5678",
        "０９０１２３４５６７８",
        "12345678",
    ],
)
def test_search_forgives_width_kana_old_characters_and_hyphens(typed: str) -> None:
    plan = factories.plan()
    wanted = factories.decision(plan, name="髙﨑 一郎", name_kana="タカサキ イチロウ", phone_mobile="090-1234-5678")
    factories.decision(plan, name="佐藤 花子", name_kana="サトウ ハナコ")
    found = decisions_page(plan.pk, Conditions(text=typed)).object_list
    assert [row.id for row in found] == [wanted.pk]


def test_three_digits_are_no_telephone_number() -> None:
    plan = factories.plan()
    factories.decision(plan, phone_mobile="090-9999-9999")
    assert not decisions_page(plan.pk, Conditions(text="999")).object_list


def test_a_name_does_not_run_into_the_next_field() -> None:
    plan = factories.plan()
    factories.decision(plan, name="山田", name_kana="ヤマダ")
    assert not decisions_page(plan.pk, Conditions(text="山田ヤマダ")).object_list


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (Conditions(channel="sms"), 1),
        (Conditions(district="北"), 1),
        (Conditions(tax_item="light_vehicle_tax"), 1),
        (Conditions(yen_from=60_000), 1),
        (Conditions(yen_to=50_000), 1),
        (Conditions(yen_from=50_000, yen_to=70_000), 2),
        (Conditions(years="carried"), 1),
        (Conditions(years="current"), 1),
        (Conditions(handler="officer"), 1),
        (Conditions(forbidden="no_phone"), 1),
        (Conditions(team="nobody"), 0),
    ],
)
def test_every_condition_narrows_the_list(conditions: Conditions, expected: int) -> None:
    plan = factories.plan()
    factories.decision(plan)
    factories.decision(
        plan,
        channel="sms",
        district="北",
        tax_items=["light_vehicle_tax", "fixed_asset_tax"],
        outstanding=70_000,
        carried_over=20_000,
        contractor_may_handle=False,
        masks=[{"channel": "visit", "label": "訪問", "code": "no_phone", "reason": "電話がありません。"}],
    )
    assert len(decisions_page(plan.pk, conditions).object_list) == expected


def test_the_contractor_sees_only_what_it_may_handle() -> None:
    plan = factories.plan()
    open_to_all = factories.decision(plan, outstanding=10_000)
    factories.decision(plan, contractor_may_handle=False, outstanding=900_000)
    assert [row.id for row in all_decisions(plan.pk, contractor_only=True)] == [open_to_all.pk]
    assert total_yen(plan.pk, Conditions(), contractor_only=True) == 10_000


def test_the_largest_debt_comes_first_when_sorted_downwards() -> None:
    plan = factories.plan()
    for yen in (3_000, 9_000, 6_000):
        factories.decision(plan, outstanding=yen)
    rows = decisions_page(plan.pk, Conditions(sort="-yen")).object_list
    assert [row.outstanding for row in rows] == [9_000, 6_000, 3_000]


def test_an_unknown_sort_word_falls_back_to_the_rank() -> None:
    plan = factories.plan()
    for rank in (2, 1, 3):
        factories.decision(plan, rank=rank)
    assert [row.rank for row in decisions_page(plan.pk, Conditions(sort="municipality")).object_list] == [1, 2, 3]


def test_fifty_rows_make_a_page_and_no_row_is_shown_twice() -> None:
    plan = factories.plan()
    for _ in range(60):
        factories.decision(plan, outstanding=1_000)
    first = decisions_page(plan.pk, Conditions(sort="yen"), 1).object_list
    second = decisions_page(plan.pk, Conditions(sort="yen"), 2).object_list
    assert len(first) == 50
    assert len({row.id for row in first} | {row.id for row in second}) == 60


def test_a_page_costs_two_queries(django_assert_num_queries: Any) -> None:
    plan = factories.plan()
    for _ in range(5):
        factories.decision(plan)
    with django_assert_num_queries(2):
        decisions_page(plan.pk, Conditions(text="山田"))


def test_another_plan_is_another_list() -> None:
    plan, other = factories.plan(), factories.plan()
    row = factories.decision(plan)
    assert decision_of(row.addressee_id, plan.pk)
    assert decision_of(row.addressee_id, other.pk) is None


def test_the_filter_offers_only_what_occurs() -> None:
    plan = factories.plan()
    factories.decision(
        plan, channel="operator_call", team="center", team_name="センター", slot="h09", slot_name="9～10時"
    )
    offered = choices(plan.pk)
    assert offered.channels == ("operator_call",)
    assert offered.teams == (("center", "センター"),)
    assert offered.slots == (("h09", "9～10時"),)


def test_exclusions_are_listed_by_reason() -> None:
    plan = factories.plan()
    factories.exclusion(plan, code="dead")
    factories.exclusion(plan, code="objection")
    assert [row.code for row in exclusions_page(plan.pk).object_list] == ["dead", "objection"]
    assert [row.label for row in exclusions_page(plan.pk, "dead").object_list] == ["死亡"]
