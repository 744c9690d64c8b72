"""Small words for the component templates (画面部品の道具)."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from towa.kernel.period import wareki_year
from towa.kernel.text import post_code_shown


register = template.Library()


@register.simple_tag(takes_context=True)
def query_with(context: Context, name: str, value: Any, *drop: str) -> str:
    """The address's query with one value replaced and others dropped; begins with `?`."""
    query = context["request"].GET.copy()
    for key in drop:
        query.pop(key, None)
    query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_state(context: Context, key: str) -> str:
    """How the list is sorted by `key` now: ascending, descending or none (the words of aria-sort)."""
    asked = context["request"].GET.get("sort", "")
    return {key: "ascending", f"-{key}": "descending"}.get(asked, "none")


@register.filter
def each_word(term: str, separator: str) -> str:
    """A term that was joined from several (通知書番号・期別), each part in the reader's language, if all have one."""
    parts = term.split(separator)
    words = [_(part) for part in parts]
    return term if any(word == part for word, part in zip(words, parts, strict=True)) else ", ".join(words)


@register.simple_tag(takes_context=True)
def title_again(context: Context) -> str:
    """The page's block `title`, for a page that gives no heading of its own."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block("title")
    return mark_safe(block.render(context)) if block else ""  # noqa: S308  # rendered, and so escaped, by the block


@register.filter
def post_code(digits: str | None) -> str:
    """郵便番号 as on an envelope: 〒358-0004."""
    return post_code_shown(digits or "")


@register.filter
def fiscal_year(year: int) -> str:
    """年度: 令和8年度 for who reads Japanese; others are told the year in which it begins."""
    return wareki_year(year) if get_language() == "ja" else _("%(year)s年度") % {"year": year}


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The numbers to show: the first, the last, two around this page, and … between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def duration(seconds: float | None) -> str:
    """A time left in words; rough on purpose, because it is an estimate."""
    if seconds is None:
        return ""
    if seconds < 60:
        return _("残り1分以内")
    if seconds < 3600:
        return _("残り約%(minutes)d分") % {"minutes": round(seconds / 60)}
    return _("残り約%(hours)d時間%(minutes)d分") % {"hours": seconds // 3600, "minutes": seconds % 3600 // 60}


@register.filter
def share(done: int, total: int | None) -> int:
    """Whole per cent, rounded down: 100 appears only when all is done."""
    return done * 100 // total if total else 0
