"""What every answer says to the browser (応答の見出し): nothing from elsewhere, nothing inline, nothing kept.

The screens hold tax secrets and offices share computers: a page is never stored, so that "back" after signing out
shows nothing, and a part that htmx fetched never stands where the whole page should.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


OWN = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# The handbook is a built site of static pages without anybody's data; its theme starts with a line of script.
HANDBOOK = OWN | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "worker-src": "'self' blob:",
}


class HeadersMiddleware:
    """Sets the content security policy, and `no-store` where a view has not said otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        of_handbook = request.path.startswith("/help/")
        response.headers.setdefault("Content-Security-Policy", _written(HANDBOOK if of_handbook else OWN))
        if not of_handbook:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())
