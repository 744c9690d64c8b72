"""The town of a request (要求の団体): that of the signed-in account, for the whole request, in one transaction."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from towa.platform.tenancy.context import town


class TownMiddleware:
    """Anonymous pages have no town: asking for tenant data there raises `NoTown` and shows no rows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with town(request.user.municipality_id):
            return self.get_response(request)
