"""Are all templates in use, and does none of their inside reach a browser? (テンプレートの検査)"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.template.loader import get_template


SOURCE = Path(settings.ROOT) / "src/towa"
FOLDERS = [*SOURCE.glob("platform/*/templates"), *SOURCE.glob("rooms/*/app/templates"), SOURCE / "site/templates"]
# Django looks for these by name; nothing of ours mentions them.
CALLED_BY_DJANGO = {"403.html", "403_csrf.html", "404.html", "500.html"}
RAW = re.compile(r"</?c-[\w-]*|{%|{{|{#")
INLINE = re.compile(r'\sstyle\s*=\s*["\']|<style\b|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["\']')
COMPARISON = re.compile(r'\s:[\w-]+="[^"{]*(?:==|!=| not | and | or |^not )[^"]*"|\s:[\w-]+="not [^"]*"')


def templates() -> dict[str, Path]:
    """Every template of ours under the name by which it is asked for."""
    return {str(path.relative_to(folder)): path for folder in FOLDERS for path in folder.rglob("*.html")}


def mentions() -> str:
    """All places where a template may be named: modules and templates themselves."""
    files = [path for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*files, *templates().values()])


def component(name: str) -> str:
    """`cotton/link_button/index.html` is used as `<c-link-button`."""
    return "<c-" + Path(name).parent.name.replace("_", "-")


def unused(names: list[str], text: str) -> list[str]:
    """The templates that nobody names."""
    ours = [name for name in names if name not in CALLED_BY_DJANGO and not name.startswith("django/")]
    wanted = {name: component(name) if name.startswith("cotton/") else name for name in ours}
    put_together = [re.sub(r"{\w+}", r"\\w+", found) for found in re.findall(r"[\w/]+{\w+}[\w/]*\.html", text)]
    return sorted(
        name
        for name, word in wanted.items()
        if not re.search(rf"{re.escape(word)}(?![\w-])", text)
        and not any(re.fullmatch(pattern, name) for pattern in put_together)
    )


def faults(html: str) -> list[str]:
    """Raw template tags and inline styles or scripts in a response."""
    return [found.group().strip() for pattern in (RAW, INLINE) for found in pattern.finditer(html)]


def crawl(client: Any, *starts: str, limit: int = 60) -> Iterator[tuple[str, str]]:
    """Follows the links of the program's own pages, one page per shape of address; yields address and HTML."""
    waiting = list(starts)
    shapes: set[str] = set()
    while waiting and len(shapes) < limit:
        address = waiting.pop(0)
        shape = re.sub(r"\d+", "N", urlsplit(address).path)
        if shape in shapes or shape.startswith(("/static/", "/help/")):
            continue
        shapes.add(shape)
        answer = client.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        yield address, html
        links = re.findall(r'\s(?:href|hx-get)="([^"#]+)', html)
        waiting += [link for link in (urljoin(address, found) for found in links) if link.startswith("/")]


def test_every_template_is_used() -> None:
    assert unused(list(templates()), mentions()) == []


def test_an_unused_template_would_be_found() -> None:
    assert unused(["ledger/old.html", "cotton/card/index.html"], 'render("ledger/new.html") <c-cards>') == [
        "cotton/card/index.html",
        "ledger/old.html",
    ]


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_can_be_read(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", sorted(templates()))
def test_no_template_brings_its_own_style_or_script(name: str) -> None:
    assert INLINE.findall(templates()[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", sorted(templates()))
def test_no_component_is_given_a_comparison(name: str) -> None:
    """Components take variables and literals; a comparison would be false without a word."""
    assert COMPARISON.findall(templates()[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "html", ["<c-field>", "{% if %}", "{{ x }}", '<p style="x">', "<script>x</script>", '<a onclick="x">']
)
def test_what_must_not_reach_a_browser_would_be_found(html: str) -> None:
    assert faults(html)


@pytest.mark.parametrize("role", ["chief", "operator", "auditor"])
def test_no_page_shows_the_inside_of_its_template(client_as: Callable[..., Any], role: str) -> None:
    pages = dict(crawl(client_as(role), "/"))
    assert len(pages) >= 3
    assert {address: found for address, html in pages.items() if (found := faults(html))} == {}


def test_sign_in_shows_the_inside_of_its_template_to_nobody(client: Any, db: None) -> None:
    assert faults(client.get("/people/sign-in/").content.decode()) == []
