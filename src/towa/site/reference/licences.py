"""docs/reference/licences.md: what Towa stands on, with versions and licences of the installed packages."""

import re
from importlib.metadata import PackageNotFoundError, metadata

from towa.platform.configuration import project_root
from towa.site.reference import table


FRONT_END = [
    ["@digital-go-jp/design-tokens", "1.1.9", "MIT"],
    ["@github/hotkey", "3.1.4", "MIT"],
    ["axe-core（試験のみ）", "4.14.1", "MPL-2.0"],
]


def text() -> str:
    lock = (project_root() / "requirements.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ \\;]+)", lock, flags=re.MULTILINE)
    rows = [[name, version, licence(name)] for name, version in names]
    return "\n".join(
        [
            "# 利用しているソフトウェアと使用許諾\n",
            "Towa自身の使用許諾は Apache License 2.0 です。AGPLのソフトウェアは使いません。\n",
            "## Python\n",
            table(["名前", "版", "使用許諾"], rows),
            "## 画面の部品（npm）\n",
            table(["名前", "版", "使用許諾"], FRONT_END),
        ]
    )


def licence(name: str) -> str:
    """The licence that a package states of itself: expression first, then classifiers, then the free field's first line."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return "（この環境では不要）"
    if expression := about.json.get("license_expression"):
        return str(expression)
    stated = [item.rsplit(" :: ", 1)[1] for item in about.get_all("Classifier") or [] if item.startswith("License ::")]
    return ", ".join(stated) or str(about.json.get("license") or "不明").splitlines()[0][:60]
