"""Screens of people (サインイン・サインアウト・利用者情報)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from towa.rooms.people.app import actions, queries
from towa.rooms.people.app.access import requires, signed_in
from towa.rooms.people.app.forms import SignInForm
from towa.rooms.people.core.acts import SEE_OWN_ACCOUNT
from towa.rooms.people.core.registry import acts
from towa.rooms.people.core.roles import describe


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """サインイン; in a demonstration the accounts to choose from stand below."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = actions.sign_in(request, **form.cleaned_data, at=timezone.now())
        if not isinstance(found, actions.Refusal):
            return redirect(_where_next(request))
        form.add_error(None, _in_words(found))
    demo = queries.demo_accounts()
    context = {
        "form": form,
        "next": _where_next(request),
        "demo": demo,
        "password": actions.DEMO_PASSWORD if demo else "",
    }
    return render(request, "people/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """サインアウト."""
    actions.sign_out(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@requires(SEE_OWN_ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """利用者情報: who one is here, and what one may do."""
    me = signed_in(request)
    allowed = [act for act in acts().values() if me.may(act)]
    context = {
        "account": queries.account(me.pk),
        "duty": _(describe(me.in_role).duty),
        "acts": [(_(act.term), act.article, act.public_power) for act in allowed],
    }
    return render(request, "people/account.html", context)


def _in_words(refusal: actions.Refusal) -> str:
    if refusal.seconds:
        return _("続けて失敗したため、しばらくサインインできません。%(seconds)s秒後にもう一度お試しください。") % {
            "seconds": refusal.seconds
        }
    return _("利用者名またはパスワードが違います。")


def _where_next(request: HttpRequest) -> str:
    """Back to where the person wanted to go, but never to another house."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
