"""Makes an empty room with the nine words, so that sameness costs nothing: `make new-room ARGS=name`."""

import re
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
ROOMS = ROOT / "src" / "towa" / "rooms"

README = """# {name}

What for, which law, who may do what, what comes in, what goes out: one screen.
"""
APPS = '''"""The room {name}: its place in Django."""

from django.apps import AppConfig


class {title}Config(AppConfig):
    name = "towa.rooms.{name}.app"
    label = "{name}"
'''
FILES = {
    "README.md": README,
    "__init__.py": '"""{title}: what question does this room answer?"""\n',
    "core/__init__.py": "",
    "core/acts.py": '"""The acts of this room (行為): name, official term, article, who may."""\n\nfrom towa.rooms.people.core.acts import Act\n\n\nACTS: tuple[Act, ...] = ()\n',
    "app/__init__.py": "",
    "app/apps.py": APPS,
    "app/models.py": '"""Tables only; private to this room."""\n',
    "app/queries.py": '"""Reads: the room\'s public windows; frozen dataclasses come out."""\n',
    "app/actions.py": '"""Writes: one verb, one transaction, one audit line."""\n',
    "app/urls.py": '"""The room\'s addresses."""\n\nfrom django.urls import URLPattern\n\n\napp_name = "{name}"\nurlpatterns: list[URLPattern] = []\n',
    "app/migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/core/__init__.py": "",
    "tests/app/__init__.py": "",
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not re.fullmatch(r"[a-z][a-z_]+", arguments[0]):
        print("部屋の名前を小文字の英字で一つ書いてください。例: make new-room ARGS=refunds", file=sys.stderr)
        return 2
    name = arguments[0]
    if (ROOMS / name).exists():
        print(f"{name} は既にあります。", file=sys.stderr)
        return 2
    for path, content in FILES.items():
        target = ROOMS / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content.format(name=name, title=name.title().replace("_", "")), encoding="utf-8")
    (ROOMS / name / "app" / "templates" / name).mkdir(parents=True)
    print(f"作りました: src/towa/rooms/{name}/")
    print(
        "次に: settings の INSTALLED_APPS と pyproject.toml の街路の順番に場所を与えてください（contracts が求めます）。"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
