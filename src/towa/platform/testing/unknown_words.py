"""Unknown words in templates fail (テンプレートの未定義の語): in production they would be an empty place on a page.

Only our own templates are judged (Django's form templates ask for absent attributes on purpose), and an absent word
followed by `|default:` is meant.
"""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.template import engines

import towa


OURS = str(Path(towa.__file__).parent)
MEANT = {"default", "default_if_none"}


class UnknownWord(str):
    """What Django prints for an unknown variable; asked from one of our templates, it fails the test."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: Any) -> str:
        template, filters = _who_asks(sys._getframe(1))
        if template.startswith(OURS) and not (filters and filters[0] in MEANT):
            pytest.fail(f"{template.removeprefix(OURS)}: {{{{ {variable} }}}} は定義されていません", pytrace=False)
        return _filtered(sys._getframe(1))

    def __bool__(self) -> bool:
        return True


def install() -> None:
    """From now on, for all tests of this process."""
    engines["django"].engine.string_if_invalid = UnknownWord()  # type: ignore[attr-defined]


def _filtered(frame: FrameType) -> str:
    """What Django would have printed without us: nothing, passed through the filters."""
    context, value = frame.f_locals["context"], ""
    for function, arguments in frame.f_locals["self"].filters:
        given = [word.resolve(context) if is_variable else word for is_variable, word in arguments]
        more = {"autoescape": context.autoescape} if getattr(function, "needs_autoescape", False) else {}
        value = function(value, *given, **more)
    return value


def _who_asks(frame: FrameType) -> tuple[str, list[str]]:
    """Path of the template that is being rendered, and the names of the filters behind the word."""
    context = frame.f_locals.get("context")
    expression = frame.f_locals.get("self")
    template = context.render_context.template if context is not None else None
    origin = getattr(getattr(template, "origin", None), "name", None) or ""
    filters = [getattr(function, "_filter_name", "") for function, _ in getattr(expression, "filters", [])]
    return str(origin), filters
