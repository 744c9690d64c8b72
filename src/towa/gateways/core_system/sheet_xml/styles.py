"""Which number formats show a number as a day or time? Decided as the library decides, or left undecided."""

import re
from xml.etree import ElementTree

import numpy as np

from towa.gateways.core_system.sheet_xml.marks import MOMENT_STYLE, UNKNOWN_STYLE, Bytes, NotPlainError


PLAIN = 0
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {**dict.fromkeys(range(14, 23), MOMENT_STYLE), 45: MOMENT_STYLE, 46: UNKNOWN_STYLE, 47: MOMENT_STYLE}
"""46 is a length of time. Formats 27–36 and 50–58 are days in Japanese Excel only; the library takes them for numbers."""
_TOKEN = re.compile(r'"[^"\\_*]*"|[\\_*].|\[[^][()"\\_*;]*\]|[^"\\_*\[\]]', re.DOTALL)
_COLOUR = re.compile(
    r"\[(black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|\$.*|[<>=].*|dbnum\d)\]", re.IGNORECASE
)


def styles_in(data: bytes) -> Bytes:
    """書式: for each style of xl/styles.xml, is a number of it a moment?"""
    if b"<!" in data:
        raise NotPlainError("styles")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  # no declarations are in it, so nothing can expand
    except ElementTree.ParseError as error:
        raise NotPlainError("styles") from error
    own = {
        item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    formats = [item.get("numFmtId", "0") for item in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    return np.array([_kind(number, own) for number in formats] or [PLAIN], dtype=np.uint8)


def _kind(number: str, own: dict[str, str]) -> int:
    if number in own:
        return kind_of(own[number])
    return _BUILT_IN.get(int(number), PLAIN) if number.isdecimal() else UNKNOWN_STYLE


def kind_of(form: str) -> int:
    """Of a format such as yyyy"年"m"月"; only its first part counts. 上午/下午 and lengths of time stay undecided."""
    if form.lower() == "general":
        return PLAIN
    tokens = _TOKEN.findall(form)
    if "".join(tokens) != form:
        return UNKNOWN_STYLE
    first = tokens[: tokens.index(";")] if ";" in tokens else tokens
    if any(token[0] == "[" and not _COLOUR.fullmatch(token) for token in first):
        return UNKNOWN_STYLE
    letters = "".join(token for token in first if len(token) == 1).lower()
    if "a" in letters:
        return UNKNOWN_STYLE
    return MOMENT_STYLE if set("dmhys") & set(letters) else PLAIN
