"""Two towns in one database: neither sees, references or writes a row of the other."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import IntegrityError, ProgrammingError

from towa.platform.tenancy import NoTown, OtherTown, current_municipality, outside_town
from towa.platform.tenancy import town as work_for
from towa.platform.tenancy.models import Municipality


pytestmark = pytest.mark.django_db
Organisation: Any = apps.get_model("people", "Organisation")


@pytest.fixture
def their_row(other_town: Municipality) -> Any:
    with work_for(other_town.pk):
        return Organisation.objects.create(kind="city", name="となり市役所")


def raw_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_organisation")
        return int(cursor.fetchone()[0])


def account_in(organisation_id: int, name: str = "somebody") -> Model:
    return get_user_model().objects.create(
        login_name=name, municipality_id=current_municipality(), organisation_id=organisation_id, role="chief"
    )


def test_own_row_is_seen_and_carries_the_town(town: Municipality) -> None:
    Organisation.objects.create(kind="city", name="とわ市役所")
    assert [row.municipality_id for row in Organisation.objects.all()] == [town.pk]
    assert raw_count() == 1


def test_row_of_another_town_is_unseen_in_orm_and_raw_sql(their_row: Model, town: Municipality) -> None:
    assert not Organisation.objects.filter(pk=their_row.pk).exists()
    assert raw_count() == 0


def test_row_of_another_town_cannot_be_changed_or_deleted(their_row: Model, town: Municipality) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_organisation SET name = 'x'")
        cursor.execute("DELETE FROM people_organisation")
        assert cursor.rowcount == 0
    assert Organisation.objects.filter(pk=their_row.pk).update(name="x") == 0


def test_row_cannot_be_written_for_another_town(town: Municipality, other_town: Municipality) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        Organisation.objects.create(kind="city", name="x", municipality=other_town)


def test_many_rows_cannot_be_written_for_another_town(town: Municipality, other_town: Municipality) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        Organisation.objects.bulk_create([Organisation(kind="city", name="x", municipality=other_town)])


def test_row_cannot_be_moved_to_another_town(town: Municipality, other_town: Municipality) -> None:
    Organisation.objects.create(kind="city", name="とわ市役所")
    with pytest.raises(ProgrammingError, match="row-level security"):
        Organisation.objects.update(municipality=other_town)


def test_referencing_another_towns_row_fails_exactly_like_an_absent_one(their_row: Model, town: Municipality) -> None:
    messages = []
    for pk in (their_row.pk, 999_999_999):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            account_in(pk)
        messages.append(str(refusal.value).replace(f", {pk})", ", #)"))
    assert messages[0] == messages[1]


def test_own_row_can_be_referenced(town: Municipality) -> None:
    own = Organisation.objects.create(kind="city", name="とわ市役所")
    assert account_in(own.pk).pk


def test_without_a_town_the_orm_refuses_and_raw_sql_shows_nothing(their_row: Model) -> None:
    with pytest.raises(NoTown):
        Organisation.objects.count()
    with pytest.raises(NoTown):
        Organisation(kind="city", name="x")
    assert raw_count() == 0


def test_query_may_be_declared_before_a_town_is_chosen(municipality: Municipality) -> None:
    declared = Organisation.objects.order_by("name")
    with work_for(municipality.pk):
        Organisation.objects.create(kind="city", name="とわ市役所")
        assert declared.count() == 1


def test_nested_work_for_the_same_town_goes_on(town: Municipality) -> None:
    with work_for(town.pk):
        Organisation.objects.create(kind="city", name="とわ市役所")
    assert raw_count() == 1


def test_nested_work_for_another_town_is_refused(town: Municipality, other_town: Municipality) -> None:
    with pytest.raises(OtherTown), work_for(other_town.pk):
        pass


def test_outside_town_nothing_is_visible_and_afterwards_the_town_is_back(town: Municipality) -> None:
    Organisation.objects.create(kind="city", name="とわ市役所")
    with outside_town():
        assert raw_count() == 0
    assert raw_count() == 1


@pytest.mark.django_db(transaction=True)
def test_after_the_transaction_the_setting_is_gone(municipality: Municipality) -> None:
    with work_for(municipality.pk):
        Organisation.objects.create(kind="city", name="とわ市役所")
        assert raw_count() == 1
    assert raw_count() == 0
    with pytest.raises(NoTown):
        current_municipality()


@pytest.mark.django_db(transaction=True)
def test_after_a_failure_the_setting_is_gone_too(municipality: Municipality) -> None:
    with pytest.raises(ZeroDivisionError), work_for(municipality.pk):
        _ = 1 // 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT NULLIF(current_setting('towa.municipality', true), '')")
        assert cursor.fetchone() == (None,)


def test_program_may_gather_statistics_but_never_empty_a_table(town: Municipality) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('people_organisation', 'TRUNCATE')")
        assert cursor.fetchone() == (False,)
        if cursor.connection.info.server_version >= 170_000:
            cursor.execute("SELECT has_table_privilege('people_organisation', 'MAINTAIN')")
            assert cursor.fetchone() == (True,)
