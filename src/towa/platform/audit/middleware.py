"""The actor of a request (要求の行為者): the signed-in account, its terminal, and an id of the request."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from towa.platform.audit.actor import Actor, acting_as


class ActorMiddleware:
    """Anonymous requests act as "anonymous": a refused sign-in is recorded too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(actor_of(request)):
            return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Who stands behind this request."""
    account, terminal, request_id = request.user, request.META.get("REMOTE_ADDR", ""), uuid4().hex
    if not account.is_authenticated:
        return Actor("person", "anonymous", terminal=terminal, request_id=request_id)
    return Actor(
        "person",
        account.get_username(),
        account.pk,
        role=account.role,
        organisation_id=account.organisation_id,
        terminal=terminal,
        request_id=request_id,
    )
