"""Before a plan goes out: what the officer sees, what forbids the release, and that it is bound to what was seen."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from towa.platform.audit.actor import Actor, acting_as
from towa.platform.audit.models import Entry
from towa.rooms.dunning.app.actions import AlreadyReleased, PlanChanged, ReleaseBlocked, release_plan
from towa.rooms.dunning.app.models import Decision, Plan
from towa.rooms.dunning.app.queries import before_release, plan_of
from towa.rooms.dunning.tests.app import factories


pytestmark = pytest.mark.usefixtures("town")
MADE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def earlier_plans(count: int, letters: int) -> None:
    for days in range(1, count + 1):
        plan = factories.plan(made_at=MADE - timedelta(days=days), state="released")
        for _ in range(letters):
            factories.decision(plan, channel="letter")


def test_plan_is_released_once() -> None:
    plan = factories.plan()
    release_plan(plan.pk, before_release(plan.pk).content_hash)
    assert plan_of(plan.pk).state == "released"
    with pytest.raises(AlreadyReleased):
        release_plan(plan.pk, before_release(plan.pk).content_hash)
    assert Entry.objects.filter(act="dunning.release_plan").count() == 1


@pytest.mark.parametrize("change", [{"phone_mobile": "080-0000-0009"}, {"channel": "sms"}, {"outstanding": 1}])
def test_plan_that_changed_after_the_officer_looked_is_refused(change: dict[str, Any]) -> None:
    plan = factories.plan()
    row = factories.decision(plan)
    seen = before_release(plan.pk).content_hash
    Decision.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(PlanChanged):
        release_plan(plan.pk, seen)
    assert plan_of(plan.pk).state == "draft"


def test_maker_of_a_plan_may_not_release_it(client_as: Any) -> None:
    maker, other = client_as("chief").account, client_as("division_head").account
    plan = factories.plan(maker=maker)
    with acting_as(Actor("person", "maker", maker.pk)), pytest.raises(ReleaseBlocked, match="作成した人は"):
        release_plan(plan.pk, before_release(plan.pk).content_hash)
    with acting_as(Actor("person", "other", other.pk)):
        release_plan(plan.pk, before_release(plan.pk).content_hash)
    assert plan_of(plan.pk).released_by == "other"


def test_plan_of_the_system_may_be_released_by_any_superior(client_as: Any) -> None:
    plan = factories.plan()
    with acting_as(Actor("person", "chief", client_as("chief").account.pk)):
        assert not before_release(plan.pk).blocked


def test_plan_older_than_the_ledger_is_blocked() -> None:
    plan = factories.plan(on=date(2026, 11, 20))
    factories.extract(as_of=date(2026, 11, 24))
    assert "新しい抽出" in before_release(plan.pk).stops[0]


def test_figures_count_only_who_would_be_contacted() -> None:
    plan = factories.plan()
    factories.decision(plan, outstanding=30_000, value=900)
    factories.decision(
        plan, channel="none", outstanding=70_000, value=0, why="使える手段がないため、催告しません。別の文。"
    )
    factories.exclusion(plan)
    found = before_release(plan.pk)
    assert (found.people, found.outstanding, found.value) == (1, 30_000, 900)
    assert [(line.reason, line.people) for line in found.left_alone] == [("使える手段がないため、催告しません。", 1)]
    assert [(line.code, line.people) for line in found.skipped] == [("dead", 1)]


def test_channel_far_from_the_last_released_plans_is_flagged() -> None:
    earlier_plans(4, letters=1)
    plan = factories.plan(made_at=MADE)
    for _ in range(15):
        factories.decision(plan, channel="letter")
    found = before_release(plan.pk)
    (letters,) = found.channels
    assert (letters.people, letters.plans, letters.middle, letters.unusual) == (15, 4, 1, True)
    assert any("催告書" in sentence for sentence in found.warnings)


def test_two_officers_see_the_same_sample_of_twenty() -> None:
    plan, other = factories.plan(), factories.plan()
    for _ in range(30):
        factories.decision(plan)
        factories.decision(other)
    first, second = before_release(plan.pk).samples, before_release(plan.pk).samples
    assert [row.addressee_id for row in first] == [row.addressee_id for row in second]
    assert len({row.addressee_id for row in first}) == 20
    assert len(before_release(other.pk).samples) == 20


def test_channel_of_payment_that_fell_silent_is_told() -> None:
    finding = {"code": "channel_silent", "message": "収納経路「共通納税」の収納が0件になりました。"}
    extract = factories.extract()
    extract.findings = [finding]
    extract.save()
    plan = factories.plan(extract=extract)
    assert before_release(plan.pk).warnings[0] == finding["message"]


def test_plan_without_anybody_to_contact_is_told() -> None:
    plan = factories.plan()
    assert "この計画で催告する人はいません。" in before_release(plan.pk).warnings
    assert Plan.objects.count() == 1
