"""Jobs: queued with the business transaction, done in the requester's name, visible, stoppable, never half-done."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from towa.platform.audit.actor import Actor, acting_as, current_actor
from towa.platform.jobs import Progress, background, cancel, registry, start
from towa.platform.jobs.models import JobRun, remaining
from towa.platform.jobs.performing import perform
from towa.platform.jobs.state import State
from towa.platform.tenancy import current_municipality
from towa.platform.tenancy import town as work_for
from towa.platform.tenancy.models import Municipality


pytestmark = pytest.mark.django_db(transaction=True)
NAME = "test.count"
CLERK = Actor("person", "clerk", account_id=7, role="chief")


@pytest.fixture
def offer() -> Iterator[Callable[[Callable[..., Any]], None]]:
    def as_job(work: Callable[..., Any]) -> None:
        background(NAME)(work)

    yield as_job
    registry._jobs.pop(NAME, None)


def asked_for(municipality: Municipality, **ids: Any) -> JobRun:
    with work_for(municipality.pk), acting_as(CLERK):
        return start(NAME, **ids)


def state_of(run: JobRun) -> JobRun:
    with work_for(run.municipality.pk):
        return JobRun.objects.get(pk=run.pk)


def cancel_from_outside(run: JobRun) -> bool:
    try:
        with work_for(run.municipality.pk):
            return cancel(run.pk)
    finally:
        connection.close()


def rename(municipality: Municipality) -> None:
    Municipality.objects.filter(pk=municipality.pk).update(name="改名市")


def test_job_is_queued_only_when_the_business_is_committed(municipality: Municipality, offer: Any) -> None:
    offer(lambda progress: None)
    with work_for(municipality.pk), transaction.atomic():
        start(NAME)
        transaction.set_rollback(True)
    assert ProcrastinateJob.objects.count() == 0
    asked_for(municipality)
    assert ProcrastinateJob.objects.count() == 1


def test_job_works_for_the_requesters_town_in_the_requesters_name(municipality: Municipality, offer: Any) -> None:
    offer(lambda progress, case_id: {"town": current_municipality(), "by": current_actor().name, "case": case_id})
    run = asked_for(municipality, case_id=3)
    perform(municipality.pk, run.pk)
    done = state_of(run)
    assert (done.state, done.result) == (State.DONE, {"town": municipality.pk, "by": "clerk", "case": 3})


def test_progress_is_visible_while_the_work_is_not_committed(municipality: Municipality, offer: Any) -> None:
    seen: list[tuple[str, int, int | None]] = []

    def work(progress: Progress) -> None:
        progress.stage("数える", total=4)
        found = JobRun.objects.get()  # read committed: what the other connection wrote
        seen.append((found.stage, found.done, found.total))

    offer(work)
    run = asked_for(municipality)
    perform(municipality.pk, run.pk)
    assert seen == [("数える", 0, 4)]


def test_running_job_stops_at_its_next_step_and_leaves_nothing(municipality: Municipality, offer: Any) -> None:
    def work(progress: Progress) -> None:
        rename(municipality)
        with ThreadPoolExecutor() as somebody_else:
            assert somebody_else.submit(cancel_from_outside, run).result()
        progress.stage("次の段階")

    offer(work)
    run = asked_for(municipality)
    perform(municipality.pk, run.pk)
    assert state_of(run).state == State.CANCELLED
    assert Municipality.objects.get(pk=municipality.pk).name == "とわ市"


def test_waiting_job_is_cancelled_at_once_and_never_done(municipality: Municipality, offer: Any) -> None:
    offer(lambda progress: rename(municipality))
    run = asked_for(municipality)
    with work_for(municipality.pk):
        assert cancel(run.pk)
        assert not cancel(run.pk)
    perform(municipality.pk, run.pk)
    assert Municipality.objects.get(pk=municipality.pk).name == "とわ市"


def test_own_refusal_is_told_as_it_reads(municipality: Municipality, offer: Any) -> None:
    def work(progress: Progress) -> None:
        raise registry.UnknownJob("団体コードが違います")

    offer(work)
    run = asked_for(municipality)
    perform(municipality.pk, run.pk)
    assert (state_of(run).state, state_of(run).error) == (State.FAILED, "団体コードが違います")


def test_unexpected_error_undoes_everything_and_tells_a_number_only(municipality: Municipality, offer: Any) -> None:
    def work(progress: Progress) -> None:
        rename(municipality)
        raise ZeroDivisionError("secret")

    offer(work)
    run = asked_for(municipality)
    perform(municipality.pk, run.pk)
    assert "secret" not in state_of(run).error
    assert str(run.pk) in state_of(run).error
    assert Municipality.objects.get(pk=municipality.pk).name == "とわ市"


def test_run_whose_worker_was_killed_is_tried_once_more(municipality: Municipality, offer: Any) -> None:
    offer(lambda progress: None)
    run = asked_for(municipality)
    with work_for(municipality.pk):
        JobRun.objects.update(state=State.RUNNING, attempts=1)
    perform(municipality.pk, run.pk)
    assert state_of(run).state == State.DONE


def test_run_that_was_killed_twice_is_left_to_people(municipality: Municipality, offer: Any) -> None:
    offer(lambda progress: rename(municipality))
    run = asked_for(municipality)
    with work_for(municipality.pk):
        JobRun.objects.update(state=State.RUNNING, attempts=2)
    perform(municipality.pk, run.pk)
    assert state_of(run).state == State.FAILED
    assert Municipality.objects.get(pk=municipality.pk).name == "とわ市"


def test_finished_run_is_not_done_again(municipality: Municipality, offer: Any) -> None:
    times: list[int] = []
    offer(lambda progress: times.append(1))
    run = asked_for(municipality)
    perform(municipality.pk, run.pk)
    perform(municipality.pk, run.pk)
    assert times == [1]


def test_unknown_job_is_refused_at_the_start(municipality: Municipality) -> None:
    with work_for(municipality.pk), pytest.raises(registry.UnknownJob):
        start("test.nothing")


def test_time_left_follows_the_pace_so_far() -> None:
    since = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert remaining(25, 100, since, since + timedelta(seconds=10)) == 30
