"""確定前の点検: everything an officer should have seen before a plan's lists leave the house, and what forbids it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from towa.platform.audit.actor import current_actor_or_none
from towa.rooms.dunning.app.models import Decision, Plan, PlanState
from towa.rooms.dunning.app.queries.content import content_hash
from towa.rooms.dunning.app.queries.decisions import decision_view
from towa.rooms.dunning.app.queries.labels import CHANNELS, word
from towa.rooms.dunning.app.queries.plan_files import NoRecord, RecordBroken, plan_file
from towa.rooms.dunning.app.queries.plans import NoPlan, exclusion_figures
from towa.rooms.dunning.app.queries.records import DecisionView, ExclusionFigures
from towa.rooms.dunning.core.office import ReleaseGate
from towa.rooms.dunning.core.release_gate import ChannelCheck, channel_checks, sample_of
from towa.rooms.ledger.app import queries as ledger


NOBODY = "none"
EXTRACTS_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """催告しない理由: people of the plan who are given nothing today, by the first sentence of the reason."""

    reason: str
    people: int


@dataclass(frozen=True, slots=True)
class BeforeRelease:
    """確定前の点検. Yen are whole yen; `content_hash` is what the release is bound to."""

    plan_id: int
    content_hash: str
    people: int
    """Who would be contacted."""
    outstanding: int
    """滞納額 of those people."""
    value: int
    """効果見込み of the contacts."""
    channels: tuple[ChannelCheck, ...]
    samples: tuple[DecisionView, ...]
    """The same for everybody who looks at this plan."""
    skipped: tuple[ExclusionFigures, ...]
    """対象外, by reason."""
    left_alone: tuple[LeftAlone, ...]
    silent_channels: tuple[str, ...]
    """収納経路 without payments: sentences of the take-in since the plan's extract."""
    stops: tuple[str, ...]
    """Sentences that forbid the release."""
    warnings: tuple[str, ...]

    @property
    def blocked(self) -> bool:
        """Whether the plan may not be released as it stands."""
        return bool(self.stops)


def before_release(plan_id: int) -> BeforeRelease:
    """確定前の点検 of a plan, for whoever acts now.

    Raises:
        NoPlan: there is no such plan in this town.
    """
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NoPlan(plan_id)
    # Only this part is read: the rest of the settings may be of an older version than the program.
    gate = ReleaseGate.model_validate(plan.settings.get("release", {}))
    contacted = Decision.objects.filter(plan_id=plan_id).exclude(channel=NOBODY)
    sums = contacted.aggregate(people=Count("id"), outstanding=Sum("outstanding"), value=Sum("value"))
    checks = channel_checks(_per_channel(plan_id), _released_before(plan, gate.plans), gate)
    silent = tuple(_silent_channels(plan))
    ids = list(contacted.order_by("addressee_id").values_list("addressee_id", flat=True))
    return BeforeRelease(
        plan_id=plan_id,
        content_hash=content_hash(plan_id),
        people=sums["people"],
        outstanding=sums["outstanding"] or 0,
        value=sums["value"] or 0,
        channels=checks,
        samples=_samples(plan_id, sample_of(ids, plan_id, gate.samples)),
        skipped=tuple(exclusion_figures(plan_id)),
        left_alone=_left_alone(plan_id),
        silent_channels=silent,
        stops=tuple(stops(plan)),
        warnings=tuple(_warnings(plan, checks, silent, sums["people"])),
    )


def stops(plan: Plan) -> Iterator[str]:
    """確定できない理由, for whoever acts now: sentences."""
    if plan.state == PlanState.RELEASED:
        yield _("この振分計画はすでに確定しています。")
    actor = current_actor_or_none()
    if plan.maker_id is not None and actor is not None and actor.account_id == plan.maker_id:
        yield _("計画を作成した人は、その計画を確定できません。別の係長以上の人が確定してください。")
    latest = ledger.latest_as_of()
    if latest is not None and latest > plan.on:
        yield _("計画の基準日より新しい抽出が取り込まれています。新しい計画を作ってください。")
    later = Plan.objects.filter(follows_id=plan.follows_id or plan.pk, made_at__gt=plan.made_at)
    if later.exclude(pk=plan.pk).exists():
        yield _("この計画の残りを計画し直したものがあります。新しい方を確定してください。")
    try:
        plan_file(plan.pk)
    except RecordBroken:
        yield _("計算の記録が、記録したときの内容と一致しません。新しい計画を作り、管理者に知らせてください。")
    except NoRecord:
        return


def _warnings(plan: Plan, checks: tuple[ChannelCheck, ...], silent: tuple[str, ...], people: int) -> Iterator[str]:
    yield from silent
    for check in checks:
        if check.unusual:
            yield _(
                "「%(channel)s」の %(people)s人は、これまでの確定済みの計画（中央値 %(middle)s人）と大きく違います。"
            ) % {
                "channel": word(CHANNELS, check.channel),
                "people": f"{check.people:,}",
                "middle": f"{check.middle:,.0f}",
            }
    if not people:
        yield _("この計画で催告する人はいません。")
    if not plan.records.exists():
        yield _("この振分計画には、計算の記録がありません。新しい計画を作ると、試算できます。")


def _per_channel(plan_id: int) -> dict[str, int]:
    rows = Decision.objects.filter(plan_id=plan_id).values_list("channel").annotate(people=Count("id"))
    return dict(rows.order_by("-people", "channel"))


def _released_before(plan: Plan, count: int) -> list[dict[str, int]]:
    """People per channel of the last released plans; a re-planned rest of a day is no day of its own."""
    older = Plan.objects.filter(state=PlanState.RELEASED, follows=None, made_at__lt=plan.made_at).exclude(pk=plan.pk)
    ids = list(older.order_by("-made_at", "-id").values_list("pk", flat=True)[:count])
    found: dict[int, dict[str, int]] = {plan_id: {} for plan_id in ids}
    rows = Decision.objects.filter(plan_id__in=ids).values_list("plan_id", "channel").annotate(people=Count("id"))
    for plan_id, channel, people in rows.order_by("plan_id", "channel"):
        found[plan_id][channel] = people
    return list(found.values())


def _samples(plan_id: int, ids: list[int]) -> tuple[DecisionView, ...]:
    rows = {row.addressee_id: row for row in Decision.objects.filter(plan_id=plan_id, addressee_id__in=ids)}
    return tuple(decision_view(rows[person]) for person in ids)


def _left_alone(plan_id: int) -> tuple[LeftAlone, ...]:
    whys = Decision.objects.filter(plan_id=plan_id, channel=NOBODY).values_list("why").annotate(people=Count("id"))
    found: Counter[str] = Counter()
    for why, people in whys.order_by("why"):
        found[why.partition("。")[0] + "。"] += people
    return tuple(LeftAlone(reason, people) for reason, people in found.most_common())


def _silent_channels(plan: Plan) -> Iterator[str]:
    """What the take-in found of the plan's extract and of every one since."""
    for extract in reversed(ledger.extracts(EXTRACTS_LOOKED_AT)):
        if extract.state == "taken" and extract.id >= plan.extract_id:
            yield from (item["message"] for item in extract.findings if item.get("code") == "channel_silent")
