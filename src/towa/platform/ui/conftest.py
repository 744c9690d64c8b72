"""The fixture of the components' tests."""

from typing import Any

import pytest
from django.test import RequestFactory

from towa.platform.ui.testing import Draw, Part


@pytest.fixture
def draw() -> Draw:
    """`draw('<c-button>…</c-button>', address="/?page=2", name=value)`: rendered as on a page."""
    from django.contrib.auth.models import AnonymousUser
    from django.template import engines
    from django_cotton.compiler_regex import CottonCompiler  # type: ignore[import-untyped]

    def _draw(source: str, address: str = "/", **context: Any) -> Part:
        request = RequestFactory().get(address)
        request.user = AnonymousUser()
        template = engines["django"].from_string(CottonCompiler().process(source))
        return Part(template.render(context, request))

    return _draw
