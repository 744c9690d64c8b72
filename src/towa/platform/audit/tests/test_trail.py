"""The audit trail: complete, in the act's transaction, unchangeable, and every tampering is found."""

from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from towa.platform.audit import trail
from towa.platform.audit.actor import Actor, NoActor, acting_as
from towa.platform.audit.models import Entry
from towa.platform.database import OWNER_ROLE, addresses
from towa.platform.tenancy import NoTown, outside_town
from towa.platform.tenancy import town as work_for
from towa.platform.tenancy.models import Municipality


pytestmark = pytest.mark.django_db


def record(number: int = 1, **more: Any) -> Entry:
    return trail.record("test.see_case", object_kind="test.case", object_id=number, **more)


def test_line_names_actor_act_object_and_purpose(town: Municipality) -> None:
    clerk = Actor("person", "clerk", account_id=7, role="chief", terminal="10.0.0.1", request_id="abc")
    with acting_as(clerk):
        record(12, purpose="納付相談")
    line = Entry.objects.get()
    assert (line.actor_name, line.account_id, line.role, line.terminal) == ("clerk", 7, "chief", "10.0.0.1")
    assert (line.act, line.object_id, line.purpose) == ("test.see_case", "12", "納付相談")


def test_lines_of_a_town_are_numbered_without_gaps(town: Municipality) -> None:
    assert [record(number).sequence for number in range(3)] == [1, 2, 3]
    assert trail.verify(town.pk) == []


def test_each_town_has_its_own_chain(town: Municipality, other_town: Municipality) -> None:
    record()
    with outside_town(), work_for(other_town.pk):
        assert record().sequence == 1


def test_before_and_after_are_kept_as_digests_only(town: Municipality) -> None:
    line = record(before={"name": "とわ太郎"}, after={"name": "とわ次郎"})
    assert len(line.before_hash) == len(line.after_hash) == 64
    assert "とわ" not in str(Entry.objects.values().get())


def test_nobodys_act_is_refused(town: Municipality) -> None:
    with acting_as(None), pytest.raises(NoActor):  # type: ignore[arg-type]
        record()


def test_act_of_no_town_is_refused(db: None) -> None:
    with acting_as(Actor("system", "test")), pytest.raises(NoTown):
        record()


def test_free_text_is_refused(town: Municipality) -> None:
    with pytest.raises(trail.NotRecordable):
        record(detail={"note": "あ" * 201})


def test_act_fails_when_its_line_cannot_be_written(town: Municipality) -> None:
    @transaction.atomic
    def rename() -> None:
        Municipality.objects.filter(pk=town.pk).update(name="改名")
        with acting_as(None):  # type: ignore[arg-type]
            record()

    with pytest.raises(NoActor):
        rename()
    town.refresh_from_db()
    assert town.name == "とわ市"


def test_line_vanishes_with_an_act_that_is_rolled_back(town: Municipality) -> None:
    @transaction.atomic
    def fail_afterwards() -> None:
        record()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_afterwards()
    assert trail.head().sequence == 0


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]
)
def test_program_may_only_append(town: Municipality, statement: str) -> None:
    record()
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_even_the_owner_is_refused_by_the_trigger(municipality: Municipality, statement: str) -> None:
    with work_for(municipality.pk), acting_as(Actor("system", "test")):
        record()
    with as_owner(municipality.pk) as owner, pytest.raises(psycopg.errors.InsufficientPrivilege, match="append only"):
        owner.execute(statement)


def as_owner(municipality_id: int) -> psycopg.Connection:
    database = str(connection.settings_dict["NAME"])
    owner = psycopg.connect(addresses().in_database(database).admin, options=f"-c role={OWNER_ROLE}")
    owner.execute("SELECT set_config('towa.municipality', %s, false)", [str(municipality_id)])
    return owner
