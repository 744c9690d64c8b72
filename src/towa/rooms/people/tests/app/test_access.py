"""Rights: who may passes, who may not reads why, and the refusal is on record."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from towa.platform.audit.models import Entry
from towa.platform.tenancy.models import Municipality
from towa.rooms.people.app.access import may, requires
from towa.rooms.people.app.actions import create_account, make_organisation
from towa.rooms.people.app.actions.accounts import AccountRefused
from towa.rooms.people.app.models import Account
from towa.rooms.people.core.acts import MANAGE_ACCOUNTS, OrganisationKind, Role
from towa.rooms.people.core.registry import UnknownAct


pytestmark = pytest.mark.django_db


@requires(MANAGE_ACCOUNTS)
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def asked_by(account: Account | AnonymousUser, rf: RequestFactory) -> HttpResponse:
    request = rf.get("/")
    request.user = account
    return page(request)


@pytest.fixture
def account_of(town: Municipality) -> Callable[[Role], Account]:
    def make(role: Role) -> Account:
        organisation = make_organisation(role.organisation, role.organisation.term)
        pk = create_account(
            login_name=role.value, display_name="利用者", role=role, organisation_id=organisation, password="x"
        )
        return Account.objects.get(pk=pk)

    return make


def test_who_may_passes(account_of: Callable[[Role], Account], rf: RequestFactory) -> None:
    assert asked_by(account_of(Role.SYSTEM_ADMINISTRATOR), rf).content == b"ok"


def test_who_may_not_reads_why_and_is_recorded(account_of: Callable[[Role], Account], rf: RequestFactory) -> None:
    refusal = asked_by(account_of(Role.OPERATOR), rf)
    assert refusal.status_code == 403
    assert "「利用者の管理」は、今の役割（オペレーター）では行えません" in refusal.content.decode()
    assert Entry.objects.filter(act="people.refuse", object_id="people.manage_accounts").count() == 1


def test_who_is_not_signed_in_is_sent_to_sign_in(rf: RequestFactory) -> None:
    assert asked_by(AnonymousUser(), rf).status_code == 302
    assert not may(AnonymousUser(), MANAGE_ACCOUNTS)


def test_account_that_was_switched_off_may_nothing(account_of: Callable[[Role], Account]) -> None:
    account = account_of(Role.SYSTEM_ADMINISTRATOR)
    account.is_active = False
    assert not may(account, MANAGE_ACCOUNTS)


def test_unknown_act_is_an_error_not_a_refusal(account_of: Callable[[Role], Account]) -> None:
    with pytest.raises(UnknownAct):
        account_of(Role.CHIEF).may("people.manage_acounts")


def test_contractors_role_cannot_stand_in_the_citys_organisation(town: Municipality) -> None:
    city = make_organisation(OrganisationKind.CITY, "とわ市")
    with pytest.raises(AccountRefused):
        create_account(login_name="x", display_name="x", role=Role.OPERATOR, organisation_id=city, password="x")


def test_page_of_ones_own_account_names_role_and_acts(client_as: Callable[..., Client]) -> None:
    shown = client_as(Role.SYSTEM_ADMINISTRATOR).get(reverse("people:account"))
    assert shown.status_code == 200
    assert "システム管理者" in shown.content.decode()
    assert "利用者の管理" in shown.content.decode()


def test_account_of_another_town_does_not_exist_here(
    client_as: Callable[..., Client], town: Municipality, other_town: Municipality
) -> None:
    from towa.rooms.people.app import queries

    theirs = client_as(Role.CHIEF, town=other_town).account  # type: ignore[attr-defined]
    assert queries.account(theirs.pk) is None
