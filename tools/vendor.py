"""Copies the few front-end files that Towa serves from `node_modules/` to the git-ignored `vendor/`.

`vendor/` stands on STATICFILES_DIRS. On a machine without npm the finished folder is carried over instead.
htmx comes with django-htmx; axe-core is for tests only and stays where it is.
"""

import shutil
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "@digital-go-jp/design-tokens/dist/tokens.css": "design-tokens/tokens.css",
    "@digital-go-jp/design-tokens/LICENSE": "design-tokens/LICENSE",
    "@github/hotkey/dist/index.js": "hotkey/index.js",
    "@github/hotkey/LICENSE": "hotkey/LICENSE",
}


def copy_all(source: Path, target: Path) -> list[str]:
    """Makes `target` anew from the files named above; returns the names of those that are missing."""
    missing = [name for name in FILES if not (source / name).is_file()]
    if missing:
        return missing
    shutil.rmtree(target, ignore_errors=True)
    for name, place in FILES.items():
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / place)
    return []


def main() -> int:
    missing = copy_all(ROOT / "node_modules", ROOT / "vendor")
    for name in missing:
        print(f"node_modules/{name} がありません。先に npm ci を実行してください。", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
