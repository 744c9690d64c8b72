"""Letters in batches (通知書): typst draws, one run for all letters, PDF/A-2b for keeping.

Data reach the template as JSON and are placed as content, never as code: a `#` in a name is printed as `#`.
A template begins with `#let data = json(bytes(sys.inputs.data))` and sets a document date (PDF/A asks for one).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst


# Debian's places; fonts of an installation can be put into the second.
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


class LetterRefused(Exception):
    """通知書を作れません: the template does not fit the data; the message is typst's own."""


def compile_letters(
    template: Path, data: Sequence[Mapping[str, Any]] | Mapping[str, Any], *, keep: bool = True
) -> bytes:
    """通知書を組む: one PDF of all letters.

    Args:
        template: a typst file; it may include files beside it.
        data: what the template reads from `sys.inputs.data`; dates become ISO texts.
        keep: PDF/A-2b (for the archive); False: plain PDF (for a preview, faster).

    Raises:
        LetterRefused: the template cannot be set with these data.
    """
    words = json.dumps(data, ensure_ascii=False, default=_as_text)
    try:
        compiler = typst.Compiler(template, root=template.parent, font_paths=_fonts())
        pdf = compiler.compile(format="pdf", sys_inputs={"data": words}, pdf_standards=["a-2b"] if keep else [])
    except typst.TypstError as error:
        raise LetterRefused(f"{template.name}: {error}") from error
    assert isinstance(pdf, bytes)  # noqa: S101  # one format asked for, one file given
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Looked up once: finding the fonts takes longer than setting a letter."""
    return typst.Fonts(font_paths=[folder for folder in FONT_FOLDERS if folder.exists()])


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"通知書に書けない値です: {value!r}")
