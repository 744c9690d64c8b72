"""Signing in and out (サインイン・サインアウト): refused attempts are counted, slowed down and recorded.

Five wrong passwords in a row for one name: nobody gets in under this name for a minute, not even with the right one.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.contrib import auth
from django.http import HttpRequest

from towa.platform.audit import trail
from towa.platform.audit.actor import Actor, acting_as, current_actor
from towa.platform.tenancy import town
from towa.rooms.people.app.models import Account, SignInFailure


FAILURES_ALLOWED = 5
WAIT = timedelta(minutes=1)


@dataclass(frozen=True)
class Refusal:
    """サインインの拒否: `seconds` to wait, 0 when name or password were wrong (which of them is never told)."""

    seconds: int = 0


def sign_in(request: HttpRequest, *, login_name: str, password: str, at: datetime) -> Account | Refusal:
    """サインイン: the account, whose session is then open, or the refusal."""
    failure, _ = SignInFailure.objects.select_for_update().get_or_create(login_name=login_name)
    if failure.wait_until and failure.wait_until > at:
        return _refuse(login_name, seconds=int((failure.wait_until - at).total_seconds()) + 1)
    account = auth.authenticate(request, username=login_name, password=password)
    if not isinstance(account, Account):
        _count(failure, at)
        return _refuse(login_name)
    failure.delete()
    auth.login(request, account)
    _record("people.sign_in", account)
    return account


def sign_out(request: HttpRequest) -> None:
    """サインアウト."""
    if isinstance(request.user, Account):
        _record("people.sign_out", request.user)
    auth.logout(request)


def _count(failure: SignInFailure, at: datetime) -> None:
    failure.failures += 1
    if failure.failures >= FAILURES_ALLOWED:
        failure.failures, failure.wait_until = 0, at + WAIT
    failure.save()


def _refuse(login_name: str, seconds: int = 0) -> Refusal:
    """Recorded in the town of the account; a name that nobody has belongs to no town and is only counted."""
    account = Account.objects.filter(login_name=login_name).first()
    if account:
        _record("people.refuse_sign_in", account)
    return Refusal(seconds)


def _record(act: str, account: Account) -> None:
    here: Actor = current_actor()
    known = act != "people.refuse_sign_in"  # who tried is not known, only under whose name
    actor = replace(here, name=account.login_name, account_id=account.pk, role=account.role) if known else here
    with town(account.municipality_id), acting_as(actor):
        trail.record(act, object_kind="people.account", object_id=account.pk)
