"""How does a sheet of any size come through in small pieces, each of whole rows?"""

import re
from collections.abc import Iterable, Iterator

from towa.gateways.core_system.sheet_xml.marks import DECLARATION, PAD, NotPlainError


_BEGIN, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_HEAD = re.compile(
    DECLARATION + rb'<worksheet(?: [A-Za-z:0-9]+="[^"<>&]*")*>\s*'
    rb'(?:</?[A-Za-z0-9:]+(?:\s+[A-Za-z:0-9]+="[^"<>]*")*\s*/?>(?:[^<>]*))*'
)
"""A declared encoding other than UTF-8, a prefix before every name, or a declaration: not plain."""
_ODD_TAIL = re.compile(rb"<!|<row[ >/]|.</?sheetData", re.DOTALL)
_LONGEST = 16 << 20
"""A row of more bytes is no row of data."""


def pieces(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """行のまとまり: the inside of <sheetData>, cut behind rows; zero bytes stand behind each piece.

    Raises:
        NotPlainError: no such sheet, another encoding, or declarations (also behind the rows).
    """
    stream = iter(blocks)
    rest = _after_head(stream)
    while (end := rest.find(_END)) < 0:
        cut = rest.rfind(_ROW_END) + len(_ROW_END)
        if cut >= len(_ROW_END):
            yield rest[:cut] + PAD
            rest = rest[cut:]
        block = next(stream, b"")
        if not block or len(rest) > _LONGEST:
            raise NotPlainError("sheetData")
        rest += block
    yield rest[:end] + PAD
    _expect_plain_tail(rest[end:], stream)


def _after_head(stream: Iterator[bytes]) -> bytes:
    head = next(stream, b"")
    begin = head.find(_BEGIN)
    if begin < 0 or not _HEAD.fullmatch(head, 0, begin):
        raise NotPlainError("head")
    return head[begin + len(_BEGIN) :]


def _expect_plain_tail(tail: bytes, stream: Iterator[bytes]) -> None:
    """Nothing behind the rows holds values; were there rows or declarations, it would be no sheet."""
    whole = tail + b"".join(stream)
    if _ODD_TAIL.search(whole) or not whole.rstrip().endswith(b"</worksheet>"):
        raise NotPlainError("tail")
