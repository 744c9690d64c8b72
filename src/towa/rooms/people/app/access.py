"""May this person? (権限の確認): one decorator for views, one question for templates; refusals are recorded."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towa.platform.audit import trail
from towa.rooms.people.app.models import Account
from towa.rooms.people.core.acts import Act


P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def may(account: Any, act: Act) -> bool:
    """May this account do it? Nobody who is not signed in may do anything."""
    return bool(account.is_authenticated and account.may(act))


def signed_in(request: HttpRequest) -> Account:
    """The account behind a request that passed `requires`.

    Raises:
        PermissionDenied: nobody is signed in.
    """
    if isinstance(request.user, Account):
        return request.user
    raise PermissionDenied


def requires(act: Act) -> Callable[[View[P]], View[P]]:
    """この行為が認められた人だけ: others read why not (403), and the refusal goes into the audit trail."""

    def decorate(view: View[P]) -> View[P]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if may(request.user, act):
                return view(request, *args, **kwargs)
            return refuse(request, act)

        guarded.act = act  # type: ignore[attr-defined]  # the matrix of views and roles is generated from it
        return cast("View[P]", guarded)

    return decorate


def refuse(request: HttpRequest, act: Act) -> HttpResponse:
    """拒否: a page, not an exception, because an exception would roll the record of the refusal back."""
    trail.record("people.refuse", object_kind="people.act", object_id=act.name)
    reason = _("「%(act)s」は、今の役割（%(role)s）では行えません。") % {
        "act": _(act.term),
        "role": signed_in(request).role_term,
    }
    return render(request, "403.html", {"exception": reason}, status=403)
