"""What do the marked texts say? Entities, escapes and rich text, one by one, as the library reads them; then one table."""

import re

import numpy as np
import polars as pl

from towa.gateways.core_system.sheet_xml.marks import (
    AT,
    DECLARATION,
    DONE,
    MARKED,
    MARKED_VALUE,
    PAD,
    TEXTS,
    USED,
    Bytes,
    Int64s,
    NotPlainError,
)


_HEAD = re.compile(DECLARATION + rb'<sst(?: [A-Za-z:0-9]+="[^"<>&]*")*>')
_TAIL = re.compile(rb"</sst>\s*\Z")
_BLANKS = " \t\r\n"
_PIECE = re.compile(
    r'<t(?P<keep> xml:space="preserve")?>(?P<text>[^<]*)</t>|<t(?: xml:space="preserve")? ?/>|</?r>'
    r"|<rPr>(?:<\w+(?: [^<>]*)?/>)*</rPr>|<rPr/>|<phoneticPr[^<>]*/>"
    r'|<rPh [^<>]*><t(?: xml:space="preserve")?>[^<]*</t></rPh>'
)
_ENTITY = re.compile(r"&([^;&]{0,10};)?")
_KNOWN = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_CODE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_ESCAPE = re.compile(r"_x00([0-9A-Fa-f]{2})_")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|<!|\]\]>")


def strings_in(data: bytes) -> pl.Series:
    """共有文字列: the table of xl/sharedStrings.xml.

    Raises:
        NotPlainError: not written as known writers do.
    """
    from towa.gateways.core_system.sheet_xml.strings import read_strings  # the compiler is loaded for large books only

    head, tail = _HEAD.match(data), _TAIL.search(data[-16:])
    if not head or not tail or b"<!" in data:
        raise NotPlainError("sharedStrings")
    inside = np.frombuffer(data[head.end() : len(data) - len(tail[0])] + PAD, np.uint8)
    texts, state = np.empty(len(inside), np.uint8), np.zeros(6, np.int64)
    if read_strings(inside, texts, state) != DONE:
        raise NotPlainError("sharedStrings", int(state[AT]))
    return table_of(texts, state)


def table_of(texts: Bytes, state: Int64s) -> pl.Series:
    """The texts that a compiled reader left behind, each as people see it."""
    if not state[TEXTS]:
        return pl.Series([], dtype=pl.String)
    try:
        whole = texts[: state[USED] - 1].tobytes().decode()
    except UnicodeDecodeError as error:
        raise NotPlainError("utf-8") from error
    table = pl.Series([whole]).str.split("\0").explode()
    if len(table) != state[TEXTS]:
        raise NotPlainError("texts")
    return _unmarked(table, whole)


def _unmarked(table: pl.Series, whole: str) -> pl.Series:
    for mark, read in ((MARKED, item_text), (MARKED_VALUE, resolved)):
        if chr(mark) in whole:
            places = table.str.starts_with(chr(mark)).arg_true()
            table = table.scatter(places, [read(text[1:]) for text in table.gather(places)])
    return table


def item_text(xml: str) -> str:
    """文字列項目: the inside of <si> or <is>; readings (ふりがな) are no part of it."""
    at, text = 0, ""
    while at < len(xml):
        piece = _PIECE.match(xml, at)
        if not piece:
            raise NotPlainError("text")
        text += resolved(piece["text"] or "", trim=not piece["keep"])
        at = piece.end()
    return text


def resolved(text: str, *, trim: bool = False) -> str:
    """Of the inside of <t> or <v>: entities first, then blanks at the ends, then Excel's own escapes (_x000D_)."""
    if _FORBIDDEN.search(text):
        raise NotPlainError("text")
    text = _ENTITY.sub(_character, text.replace("\r\n", "\n").replace("\r", "\n"))  # XML 1.0, 2.11
    text = text.strip(_BLANKS) if trim else text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _character(entity: re.Match[str]) -> str:
    if entity[0] in _KNOWN:
        return _KNOWN[entity[0]]
    if not (found := _CODE.fullmatch(entity[0])):
        raise NotPlainError("entity")
    code = int(found[1], 16) if found[1] else int(found[2])
    if (code < 0x20 and code not in (9, 10, 13)) or 0xD800 <= code < 0xE000 or code > 0x10FFFD:
        raise NotPlainError("entity")
    return chr(code)
