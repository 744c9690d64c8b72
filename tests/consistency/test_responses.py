"""Does every answer keep the house's rules, whichever room gives it? (応答の検査) Closed to strangers, kept by nobody."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse


# Pages without an account: signing in and out, the language, the handbook (static, without anybody's data).
OPEN = {"people:sign-in", "people:sign-out", "set_language", "help", "help-page"}
SAMPLES = {"IntConverter": 1, "SlugConverter": "receipt", "StringConverter": "xlsx", "PathConverter": "index.html"}


def named_addresses() -> dict[str, str]:
    """Every named address of the house with a sample in each place of a variable."""
    return {name: reverse(name, kwargs=samples(pattern)) for name, pattern in _walk(get_resolver(), "")}


def samples(pattern: URLPattern) -> dict[str, Any]:
    converters = pattern.pattern.converters
    return {name: SAMPLES[type(converter).__name__] for name, converter in converters.items()}


def _walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from _walk(found, f"{space}{found.namespace}:" if found.namespace else space)
        elif found.name:
            yield f"{space}{found.name}", found


CLOSED = {name: address for name, address in named_addresses().items() if name not in OPEN}


def test_all_rooms_are_looked_at() -> None:
    assert {"home", "jobs:run", "ledger:person", "dunning:decisions", "people:account"} <= set(CLOSED)


@pytest.mark.parametrize("name", sorted(CLOSED))
@pytest.mark.parametrize("method", ["get", "post"])
def test_stranger_is_led_to_the_sign_in_page_from_everywhere(db: None, name: str, method: str) -> None:
    answer = getattr(Client(), method)(CLOSED[name])
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("people:sign-in"))


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_post_from_another_site_is_refused(client_as: Callable[..., Client], name: str) -> None:
    browser = client_as("chief")
    browser.handler.enforce_csrf_checks = True
    assert browser.post(CLOSED[name]).status_code in (403, 405)


@pytest.mark.parametrize("name", ["home", "people:account", "ledger:search", "dunning:plans", "jobs:runs"])
def test_page_is_stored_by_no_browser_and_loads_nothing_from_elsewhere(
    client_as: Callable[..., Client], name: str
) -> None:
    headers = client_as("chief").get(CLOSED[name]).headers
    policy = headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_refusal_carries_the_same_headers_as_a_page(client_as: Callable[..., Client]) -> None:
    answer = client_as("operator").get(CLOSED["ledger:upload"])
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
