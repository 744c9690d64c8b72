"""A day as people type it (日付の入力欄): no calendar to click through, 和暦 and 西暦, and the page says what it understood."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from towa.kernel.period import NotADate, read_day, wareki


EXAMPLES = gettext_lazy("入力例: R8.11.20　令和8年11月20日　81120（令和の年月日）　2026-11-20")
TYPED = {
    "autocomplete": "off",
    "spellcheck": "false",
    "maxlength": "40",
    "hx-get": reverse_lazy("day"),
    "hx-trigger": "change, input changed delay:700ms",
    "hx-target": "next output",
    "hx-swap": "innerHTML",
}


class DayInput(forms.TextInput):
    """日付の入力: a line of text, and below it the day that was understood."""

    template_name = "ui/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**TYPED, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A day in the reader's way; what was typed stays as it was typed."""
        return shown_day(value) if isinstance(value, date) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = self.format_value(value)
        return super().get_context(name, value, attrs) | {"understood": _echo(typed) if typed else ""}


class DayField(forms.Field):
    """日付: takes what `kernel.period.read_day` takes; anything else is an error that shows the cure."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": EXAMPLES, **kwargs})

    def to_python(self, value: Any) -> date | None:
        """The day, or None where nothing was typed."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return read_day(value)
        except NotADate as error:
            raise ValidationError(_cure(error), code="invalid") from error


@login_required
def understood(request: HttpRequest) -> HttpResponse:
    """読み取った日: asked by the field while somebody types; the one value of the query is the typed text."""
    typed = str(next(iter(request.GET.values()), ""))
    if not typed.strip():
        return HttpResponse("")
    try:
        read_day(typed)
    except NotADate as error:
        return HttpResponse(escape(_cure(error)))
    return HttpResponse(escape(_echo(typed)))


def shown_day(day: date) -> str:
    """和暦 for who reads Japanese, ISO for who does not."""
    return wareki(day) if get_language() == "ja" else day.isoformat()


def _echo(typed: str) -> str:
    """The day in words with its weekday; nothing for what is not readable (the field's error speaks then)."""
    try:
        day = read_day(typed)
    except NotADate:
        return ""
    return _("読み取った日: %(day)s（%(weekday)s）") % {"day": shown_day(day), "weekday": date_format(day, "l")}


def _cure(error: NotADate) -> str:
    """The kernel speaks Japanese; who reads another language is told the forms."""
    if get_language() == "ja":
        return str(error)
    return _("日付を読み取れません。入力例のいずれかの形で、暦にある日を入力してください。")
