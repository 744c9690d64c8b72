"""One style sheet out of many small ones: each component keeps its CSS in its own folder.

The finder offers `ui/towa.css`, gathered from `css/*.css` (page and type first, paper last)
and `templates/cotton/*/*.css`; it is written again whenever one of them is younger.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from towa.platform.configuration import installation


HERE = Path(__file__).parent
NAME = "ui/towa.css"


def sources() -> list[Path]:
    """All CSS files: the general ones, the components, and at the end what overrules them (`9_…`: on paper)."""
    general = sorted((HERE / "css").glob("[0-8]*.css"))
    return [*general, *sorted((HERE / "templates/cotton").glob("*/*.css")), *sorted((HERE / "css").glob("9*.css"))]


def gathered() -> str:
    """The whole style sheet as text, each part below the name of its file."""
    return "\n".join(f"/* {path.name} */\n{path.read_text(encoding='utf-8')}" for path in sources())


def write(folder: Path) -> Path:
    """Writes the style sheet below `folder` if it is missing or older than one of its parts."""
    target = folder / NAME
    newest = max(path.stat().st_mtime for path in [*sources(), HERE / "css", HERE / "templates/cotton"])
    if not target.exists() or target.stat().st_mtime < newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".draft")
        draft.write_text(gathered(), encoding="utf-8")
        draft.replace(target)
    return target


class GatheredFinder(BaseFinder):
    """Offers the gathered style sheet to Django's staticfiles, WhiteNoise and collectstatic."""

    @property
    def folder(self) -> Path:
        return installation().state_dir / "gathered"

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(write(self.folder))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        write(self.folder)
        return [(NAME, FileSystemStorage(location=str(self.folder)))]
