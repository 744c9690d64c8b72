"""The rules of the house that no single room can hold: words in their rooms, no float for money, docs as printed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from towa.platform.configuration import project_root
from towa.site.commands.docs import printed, target
from towa.site.reference import Page, pages


ROOT = project_root()
SOURCE = ROOT / "src" / "towa"
# Expectation (value of a contact) is no money owed: only routing may speak of it in floats.
EXPECTATION = SOURCE / "rooms" / "dunning" / "core"
WORDS_OF_APP = {
    "models", "queries", "actions", "forms", "views", "urls", "templates", "jobs", "reports",
    "apps", "migrations", "access", "navigation", "__init__",
}  # fmt: skip


def stones() -> Iterator[Path]:
    for folder in (SOURCE / "kernel", SOURCE / "law", *SOURCE.glob("rooms/*/core")):
        if folder != EXPECTATION:
            yield from (path for path in folder.rglob("*.py") if "tests" not in path.parts)


def floats_in(tree: ast.AST) -> list[int]:
    """Lines where a float literal or the name `float` stands."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


def test_no_float_stands_where_money_is_computed() -> None:
    found = {
        str(path.relative_to(ROOT)): lines for path in stones() if (lines := floats_in(ast.parse(path.read_text())))
    }
    # The strict readers name float only to refuse it.
    found.pop("src/towa/kernel/money.py", None)
    assert found == {}


def test_a_float_would_be_found() -> None:
    assert floats_in(ast.parse("rate = 0.146")) == [1]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_the_printed_reference_matches_the_code(page: Page) -> None:
    assert target(page).exists(), "make docs を実行してください"
    assert target(page).read_text(encoding="utf-8") == printed(page), "make docs を実行してください"


def test_every_room_speaks_the_same_words() -> None:
    strangers = {
        str(path.relative_to(ROOT))
        for app in SOURCE.glob("rooms/*/app")
        for path in app.iterdir()
        if path.stem not in WORDS_OF_APP and path.name != "__pycache__"
    }
    assert strangers == set()


def test_every_room_and_door_tells_its_visitor_what_it_is_for() -> None:
    places = [path for path in (SOURCE / "rooms").iterdir() if path.is_dir() and path.name != "__pycache__"]
    places += [path for path in (SOURCE / "gateways").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [str(place) for place in places if not (place / "README.md").exists()] == []


def test_every_module_opens_with_the_question_it_answers() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and "tests" not in path.parts
        and path.read_text().strip()
        and ast.get_docstring(ast.parse(path.read_text())) is None
    ]
    assert silent == []


def test_kernel_law_and_cores_import_no_django() -> None:
    code = (
        "import sys, pkgutil, importlib\n"
        "sys.modules['django'] = None\n"
        "import towa.kernel, towa.law\n"
        "for package in (towa.kernel, towa.law):\n"
        "    for info in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        if '.tests' not in info.name: importlib.import_module(info.name)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_nothing_third_party_is_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    suspicious = (".woff2", ".ttf", ".otf", ".min.js", ".min.css", ".whl", ".jar")
    assert [name for name in tracked if name.endswith(suspicious)] == []
