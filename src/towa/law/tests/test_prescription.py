from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from towa.law.prescription import PROVISIONS, Effect, Event, EventKind, prescription


DEADLINE = date(2018, 6, 30)
ON = date(2026, 11, 20)
ANY_DAY = st.dates(min_value=DEADLINE + timedelta(days=1), max_value=ON)
FINISHED = st.builds(
    lambda kind, on, days: Event(kind, on, on + timedelta(days=days)), st.sampled_from(EventKind), ANY_DAY, st.integers(0, 900)
)  # fmt: skip


@given(st.lists(FINISHED, max_size=6))
def test_no_event_ever_shortens_the_period(events: list[Event]) -> None:
    bare = prescription(DEADLINE, [], ON).expires_on
    found = prescription(DEADLINE, events, ON)
    assert bare is not None
    assert found.expires_on is not None
    assert found.expires_on >= bare
    expiries = [bare, *(entry.expires_on for entry in found.entries)]
    assert expiries == sorted(expiries)  # type: ignore[type-var]


@given(st.lists(FINISHED, max_size=6))
def test_the_order_in_which_events_are_told_does_not_matter(events: list[Event]) -> None:
    one, other = prescription(DEADLINE, events, ON), prescription(DEADLINE, sorted(events, key=str), ON)
    distinct = len({event.on for event in events}) == len(events)
    assert not distinct or one == other


@given(st.lists(FINISHED, max_size=4), ANY_DAY, ANY_DAY)
def test_a_claim_once_extinct_stays_extinct(events: list[Event], one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    if prescription(DEADLINE, events, earlier).extinct:
        assert prescription(DEADLINE, events, later).extinct


def test_the_history_is_kept_event_by_event() -> None:
    events = [
        Event(EventKind.DEMAND, date(2018, 7, 20)),
        Event(EventKind.ENFORCEMENT_SUSPENSION, date(2020, 4, 1)),
        Event(EventKind.PART_PAYMENT, date(2022, 3, 15)),
    ]
    found = prescription(DEADLINE, events, ON)
    assert [(entry.effect, entry.expires_on) for entry in found.entries] == [
        (Effect.HOLDS_THEN_RENEWS, date(2023, 7, 30)),
        (Effect.NONE, date(2023, 7, 30)),
        (Effect.RENEWS, date(2027, 3, 15)),
    ]
    assert found.explanation.lines()[2:5] == [
        "平成30年7月20日 督促：時効の完成猶予と更新 → 令和5年7月30日の満了をもって完成 〔地方税法18条の2第1項2号〕",
        "令和2年4月1日 滞納処分の執行停止：時効に影響しない → 令和5年7月30日の満了をもって完成 〔地方税法15条の7〕",
        "令和4年3月15日 一部納付（承認）：時効の更新 → 令和9年3月15日の満了をもって完成 〔民法152条1項〕",
    ]


def test_every_kind_of_event_has_its_provision() -> None:
    assert set(PROVISIONS) == set(EventKind)
