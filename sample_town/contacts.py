"""交渉経過: what was tried during the last three years with people in arrears, and with what result?

Results follow the hidden response of each person, so that whoever learns from them can learn something true.
"""

from dataclasses import dataclass

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Floats, Ints, drawn, taken
from sample_town.people import DEAD, MOVED, People
from sample_town.response import Response
from sample_town.scenario import Scenario
from sample_town.taxes import Instalments, Levies
from sample_town.willingness import Payment, today


LETTER, SMS, AUTO_CALL, OPERATOR, VISIT, COUNTER, INCOMING = 1, 2, 3, 4, 5, 6, 7
CHANNEL_SHARES = (0.42, 0.08, 0.09, 0.28, 0.05, 0.04, 0.04)
REACHED, OTHER, NO_ANSWER, WRONG, PROMISE, REFUSED, DELIVERED, RETURNED, PAID = range(1, 10)
# Working slots: first hour, hours. The evening slot is the one late evening of the week.
SLOT_HOURS = np.array([[9, 3], [12, 1], [13, 4], [17, 3]])
SLOT_SHARES = (0.40, 0.12, 0.38, 0.10)
PER_WILLINGNESS = np.array([0.25, 0.62, 3.2, 7.5])
SINCE = (2023, 11, 21)

NOTES = (
    "",
    "催告書を発送した。",
    "本人と話した。納付書を再送することとした。",
    "家族が応答した。本人への伝言を依頼した。",
    "不在。留守番電話にも応答なし。",
    "番号違い。別人の電話であった。",
    "月末までに納付すると約束した。",
    "納付できないとの申出。理由は述べない。",
    "到達を確認した。",
    "あて所に尋ねあたらずで返戻となった。",
    "その場で納付した。領収証書を交付した。",
    "失業のため分割で納めたいとの申出。資料の提出を依頼した。",
    "次の年金支給日に納めるとのこと。",
    "口座の残高不足に気付いていなかった。すぐに納めるとのこと。",
)
# Notes that fit each result (index by result).
NOTES_OF_RESULT = np.array(
    [[0, 0, 0], [2, 2, 13], [3, 3, 3], [4, 4, 0], [5, 5, 5], [6, 6, 12], [7, 7, 11], [8, 1, 1], [9, 9, 9], [10, 10, 10]]
)


@dataclass(frozen=True)
class Contacts:
    """交渉経過: `second` counts from midnight."""

    person: Ints
    day: Ints
    second: Ints
    channel: Ints
    result: Ints
    note: Ints


def make_contacts(
    rng: np.random.Generator,
    people: People,
    willingness: Ints,
    response: Response,
    late: "LateTimes",
    reachable: Bools,
    scenario: Scenario,
) -> Contacts:
    """Contacts between the day an arrear became known and the day it was paid (or today)."""
    mean = np.where(late.last > 0, PER_WILLINGNESS[willingness] * np.sqrt(np.maximum(late.count, 1)) * 0.5, 0)
    count = np.minimum(rng.poisson(mean * scenario.contact_factor), 40)
    person = np.repeat(np.arange(len(count)), count)
    first = np.maximum(late.first, days.of(*SINCE))[person]
    span = np.maximum(late.last[person] - first, 3)
    day = days.business_day_at_or_before(first + (rng.random(len(person)) * span).astype(np.int64) + 1)
    day = np.minimum(day, today())
    slot = drawn(rng, SLOT_SHARES, len(person))
    channel = _channels(rng, person, reachable)
    reach = response.reach[person, slot]
    pay = response.pay[person, np.minimum(channel - 1, 4)]
    result = _results(rng, people, person, channel, reach, pay)
    hours = SLOT_HOURS[slot]
    second = hours[:, 0] * 3600 + (rng.random(len(person)) * hours[:, 1] * 3600).astype(np.int64)
    note = NOTES_OF_RESULT[result, rng.integers(0, 3, len(person))]
    order = np.argsort(day * 86_400 + second, kind="stable")
    return taken(Contacts(person, day, second, channel, result, note), order)


def _channels(rng: np.random.Generator, person: Ints, reachable: Bools) -> Ints:
    """手段: without any number only letters, visits and the person's own coming remain."""
    channel = drawn(rng, CHANNEL_SHARES, len(person)) + 1
    by_phone = (channel == SMS) | (channel == AUTO_CALL) | (channel == OPERATOR)
    return np.where(by_phone & ~reachable[person], LETTER, channel)


def _results(rng: np.random.Generator, people: People, person: Ints, channel: Ints, reach: Floats, pay: Floats) -> Ints:
    """結果 by channel: letters arrive or come back; calls reach somebody or nobody; who is reached promises or refuses."""
    size = len(person)
    chance, other, spoken = rng.random(size), rng.random(size), rng.random(size)
    unknown = np.where(people.residence[person] == MOVED, 0.30, np.where(people.residence[person] == DEAD, 0.25, 0.03))
    written = np.where(other < unknown, RETURNED, DELIVERED)
    talk = np.select([spoken < pay, spoken < pay + 0.12], [PROMISE, REFUSED], REACHED)
    missed = np.select([other < 0.05, other < 0.16], [WRONG, OTHER], NO_ANSWER)
    call = np.where(chance < reach, talk, missed)
    machine = np.where(chance < reach, REACHED, NO_ANSWER)
    visit = np.where(chance < reach, np.where(spoken < pay * 0.6, PAID, talk), np.where(other < 0.3, OTHER, NO_ANSWER))
    counter = np.where(spoken < 0.45, PAID, np.where(spoken < 0.9, PROMISE, REACHED))
    incoming = np.where(spoken < 0.6, PROMISE, REACHED)
    message = np.where(other < 0.08, WRONG, DELIVERED)
    choices = [
        channel == LETTER,
        channel == SMS,
        channel == AUTO_CALL,
        channel == OPERATOR,
        channel == VISIT,
        channel == COUNTER,
    ]
    return np.select(choices, [written, message, machine, call, visit, counter], incoming)


@dataclass(frozen=True)
class LateTimes:
    """延滞の期間 per addressee: first and last day with something overdue in contact's reach, number of such instalments."""

    first: Ints
    last: Ints
    count: Ints


def late_times(people_count: int, levies: Levies, instalments: Instalments, payment: Payment) -> LateTimes:
    """What was overdue for at least four weeks (before that nobody calls)."""
    known = instalments.due + 28
    late = np.nonzero((payment.paid > known) & (known < today()))[0]
    person = levies.person[instalments.levy[late]]
    first, last = np.full(people_count, days.NEVER), np.zeros(people_count, np.int64)
    np.minimum.at(first, person, known[late])
    np.maximum.at(last, person, np.minimum(payment.paid[late], today()))
    last = np.where(last > days.of(*SINCE), last, 0)
    return LateTimes(first, last, np.bincount(person, minlength=people_count))
