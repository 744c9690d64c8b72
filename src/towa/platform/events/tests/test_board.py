"""Facts are told after commit, to everybody, whatever one listener does."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from towa.platform.audit.actor import current_actor
from towa.platform.events import announce, board, listen
from towa.platform.tenancy import current_municipality
from towa.platform.tenancy import town as work_for
from towa.platform.tenancy.models import Municipality


pytestmark = pytest.mark.django_db(transaction=True)
FACT = "test.paid"


@pytest.fixture
def heard() -> Iterator[list[tuple[int, int, str]]]:
    told: list[tuple[int, int, str]] = []
    listen(FACT)(lambda *, case_id: told.append((case_id, current_municipality(), current_actor().name)))
    yield told
    board._listeners.pop(FACT)


def test_listener_hears_after_commit_for_the_same_town(
    municipality: Municipality, heard: list[tuple[int, int, str]]
) -> None:
    with work_for(municipality.pk):
        announce(FACT, case_id=5)
        assert heard == []
    assert heard == [(5, municipality.pk, "event")]


def test_nothing_is_told_when_the_act_is_rolled_back(
    municipality: Municipality, heard: list[tuple[int, int, str]]
) -> None:
    with work_for(municipality.pk), transaction.atomic():
        announce(FACT, case_id=5)
        transaction.set_rollback(True)
    assert heard == []


def test_failing_listener_neither_undoes_the_fact_nor_silences_the_others(
    municipality: Municipality, heard: list[tuple[int, int, str]], caplog: pytest.LogCaptureFixture
) -> None:
    @listen(FACT)
    def fail(*, case_id: int) -> None:
        raise ValueError(case_id)

    board._listeners[FACT].reverse()
    with work_for(municipality.pk):
        Municipality.objects.filter(pk=municipality.pk).update(name="改名市")
        announce(FACT, case_id=6)
    assert [case for case, _, _ in heard] == [6]
    assert Municipality.objects.get(pk=municipality.pk).name == "改名市"
    assert "test.paid" in caplog.text
