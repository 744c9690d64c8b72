"""消滅時効: when does the right to collect end? A list of events, each with its effect; never one mutable date.

地方税法18条, 18条の2, 民法147–152条. The count begins on the day after the deadline; events hold up its completion
(完成猶予), begin it anew (更新), or keep it from running (不進行). No plea is needed and none can be waived (18条2項),
so nothing that happens after the completion brings the claim back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from towa.kernel.explanation import Explanation, Step
from towa.kernel.period import ONE_DAY, Period, add_months, last_day_of_months, wareki
from towa.law.citation import articles
from towa.law.parameters import citation, value


class EventKind(StrEnum):
    """時効に関わる事実."""

    NOTICE = "notice"  # 納付の告知
    DEMAND = "demand"  # 督促
    SEIZURE = "seizure"  # 差押え
    DELIVERY_DEMAND = "delivery_demand"  # 交付要求
    ACKNOWLEDGEMENT = "acknowledgement"  # 承認 (納付誓約)
    PART_PAYMENT = "part_payment"  # 一部納付
    TAX_PAID = "tax_paid"  # 本税の完納
    REMINDER = "reminder"  # 催告
    DEFERRAL = "deferral"  # 徴収の猶予・換価の猶予
    ENFORCEMENT_SUSPENSION = "enforcement_suspension"  # 滞納処分の執行停止


class Effect(StrEnum):
    """時効への効力."""

    RENEWS = "renews"  # 更新: 新たに進行を始める
    HOLDS_THEN_RENEWS = "holds_then_renews"  # 完成猶予の後に更新
    HOLDS = "holds"  # 完成猶予だけ
    STOPS = "stops"  # 期間中は進行しない
    NONE = "none"


@dataclass(frozen=True)
class Provision:
    """規定: term, effect and article of a kind of event."""

    term: str
    effect: Effect
    article: str


PROVISIONS: Mapping[EventKind, Provision] = {
    EventKind.NOTICE: Provision("納付の告知", Effect.HOLDS_THEN_RENEWS, "地方税法18条の2第1項1号"),
    EventKind.DEMAND: Provision("督促", Effect.HOLDS_THEN_RENEWS, "地方税法18条の2第1項2号"),
    EventKind.DELIVERY_DEMAND: Provision("交付要求", Effect.HOLDS_THEN_RENEWS, "地方税法18条の2第1項3号"),
    EventKind.SEIZURE: Provision("差押え", Effect.HOLDS_THEN_RENEWS, "民法148条"),
    EventKind.ACKNOWLEDGEMENT: Provision("承認（納付誓約）", Effect.RENEWS, "民法152条1項"),
    EventKind.PART_PAYMENT: Provision("一部納付（承認）", Effect.RENEWS, "民法152条1項"),
    EventKind.TAX_PAID: Provision("本税の完納（延滞金の時効）", Effect.RENEWS, "地方税法18条の2第6項"),
    EventKind.REMINDER: Provision("催告", Effect.HOLDS, "民法150条"),
    EventKind.DEFERRAL: Provision("徴収の猶予・換価の猶予", Effect.STOPS, "地方税法18条の2第4項"),
    EventKind.ENFORCEMENT_SUSPENSION: Provision("滞納処分の執行停止", Effect.NONE, "地方税法15条の7"),
}


EFFECT_TERMS: Mapping[Effect, str] = {
    Effect.RENEWS: "時効の更新",
    Effect.HOLDS_THEN_RENEWS: "時効の完成猶予と更新",
    Effect.HOLDS: "時効の完成猶予",
    Effect.STOPS: "期間中は進行しない",
    Effect.NONE: "時効に影響しない",
}


class Term(StrEnum):
    """時効期間の別."""

    TAX = "tax_years"
    PREMIUM = "premium_years"


@dataclass(frozen=True)
class Event:
    """事実: what happened on which day.

    Attributes:
        until: last day of the effect where the event lasts: the told deadline of a NOTICE, the end of a seizure, a
            delivery demand or a deferral. None: still going on (for a DEMAND and a REMINDER the law fixes the end).
    """

    kind: EventKind
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Entry:
    """経過: an event, what it did, and the last day of the period as it stood afterwards (None: held open)."""

    event: Event
    effect: Effect
    expires_on: date | None


@dataclass(frozen=True)
class Prescription:
    """時効の状況.

    Attributes:
        expires_on: 時効期間の満了日, the last day on which the claim exists; None while an event holds it open.
        extinct: whether the claim had ended before the day asked for.
        entries: the events that counted, in order.
    """

    expires_on: date | None
    extinct: bool
    entries: tuple[Entry, ...]
    explanation: Explanation


@dataclass(frozen=True)
class _Count:
    """進行: where the count stands; `held` is the day before which it cannot complete (None = open end)."""

    first: date
    years: int
    stops: tuple[Period, ...] = ()
    held: date | None = date.min
    reminded_until: date = date.min

    def expires_on(self) -> date | None:
        if self.held is None:
            return None
        last = last_day_of_months(self.first, 12 * self.years)
        for stop in self.stops:
            if stop.start <= last and stop.end > self.first:
                last += timedelta(days=(stop.end - max(stop.start, self.first)).days)
        return max(last, self.held)


def prescription(
    deadline: date, events: Iterable[Event], on: date, *, term: Term = Term.TAX, fraud: bool = False
) -> Prescription:
    """消滅時効: state as of the day `on`, explained.

    Args:
        deadline: 法定納期限 (or the 納期限 of the instalment, as the town's practice has it).
        events: in any order; those after `on` or after the completion count for nothing.
        term: 5 years for taxes, 2 for premiums.
        fraud: 偽りその他不正の行為: the count begins two years later at the most.
    """
    begun = deadline if not fraud else add_months(deadline, 12 * value("prescription.fraud_years", deadline))
    count = _Count(begun + ONE_DAY, value(f"prescription.{term}", deadline))
    opening = _opening(deadline, count, term, fraud)
    entries: list[Entry] = []
    for event in sorted(events, key=lambda item: item.on):
        expires_on = count.expires_on()
        if event.on > on or (expires_on is not None and event.on > expires_on):
            break
        count, effect = _apply(count, event)
        entries.append(Entry(event, effect, count.expires_on()))
    expires_on = count.expires_on()
    extinct = expires_on is not None and expires_on < on
    explanation = _explain(opening, entries, expires_on, extinct, on)
    return Prescription(expires_on, extinct, tuple(entries), explanation)


def _apply(count: _Count, event: Event) -> tuple[_Count, Effect]:
    effect = PROVISIONS[event.kind].effect
    if effect is Effect.RENEWS:
        return _renew(count, event.on), effect
    if effect is Effect.HOLDS_THEN_RENEWS:
        return _hold_then_renew(count, event), effect
    if effect is Effect.STOPS:
        return _stop(count, event), effect
    if effect is Effect.HOLDS:
        return _remind(count, event)
    return count, effect


def _renew(count: _Count, after: date) -> _Count:
    """更新: begins anew on the next day, unless a longer hold has already put the beginning later."""
    return replace(count, first=max(count.first, after + ONE_DAY), reminded_until=date.min)


def _hold_then_renew(count: _Count, event: Event) -> _Count:
    if event.kind is EventKind.DEMAND:
        # 「発した日から起算して十日を経過した日まで」: ten days have passed on D+10 (as for the seizure in `law.demand`).
        return _renew(count, event.on + timedelta(days=value("prescription.demand_days", event.on)))
    return replace(count, held=None) if event.until is None else _renew(count, event.until)


def _stop(count: _Count, event: Event) -> _Count:
    if event.until is None:
        return replace(count, held=None)
    covered = max((stop.end for stop in count.stops), default=event.on)
    stop = Period(max(event.on, covered), max(event.until + ONE_DAY, covered))
    return replace(count, stops=(*count.stops, stop))


def _remind(count: _Count, event: Event) -> tuple[_Count, Effect]:
    """催告: a second one within the six months of the first has no effect (民法150条2項)."""
    if event.on <= count.reminded_until or count.held is None:
        return count, Effect.NONE
    until = last_day_of_months(event.on + ONE_DAY, value("prescription.reminder_months", event.on))
    return replace(count, held=max(count.held, until), reminded_until=until), Effect.HOLDS


def _opening(deadline: date, count: _Count, term: Term, fraud: bool) -> Step:
    article = citation(f"prescription.{term}", deadline).article
    reason = "（偽りその他不正の行為のため2年間は進行しない）" if fraud else ""
    formula = f"{wareki(count.first)}から起算して{count.years}年{reason}{_until(count.expires_on())}"
    return Step(f"期限 {wareki(deadline)}", formula, None, article)


def _explain(opening: Step, entries: list[Entry], expires_on: date | None, extinct: bool, on: date) -> Explanation:
    steps = [opening, *(_entry_step(entry) for entry in entries)]
    state = "時効により消滅している" if extinct else "消滅していない"
    ending = Step(f"{wareki(on)}現在", f"{state}{_until(expires_on)}")
    sources = articles(*(step.article for step in steps if step.article))
    return Explanation("徴収権の消滅時効", (*steps, ending), None, sources)


def _entry_step(entry: Entry) -> Step:
    provision = PROVISIONS[entry.event.kind]
    label = f"{wareki(entry.event.on)} {provision.term}"
    return Step(label, f"{EFFECT_TERMS[entry.effect]}{_until(entry.expires_on)}", None, provision.article)


def _until(expires_on: date | None) -> str:
    return " → 完成が猶予されている" if expires_on is None else f" → {wareki(expires_on)}の満了をもって完成"
