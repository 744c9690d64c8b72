"""In which characters is a file written? Strict UTF-8 first, then strict CP932; a byte is never replaced.

UTF-8 Japanese read as CP932 passes silently as mojibake in half of all cases; the other way round it always fails.
So UTF-8 is asked first, over the whole file. A head row in Japanese decides for a UTF-8 file with one broken byte.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


BOM = codecs.BOM_UTF8
_OTHER_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Encoding(StrEnum):
    """文字コード."""

    UTF_8 = "utf-8"
    CP932 = "cp932"


@dataclass(frozen=True)
class Undecodable:
    """読めない文字: a byte that is no character in this encoding, by its place in the given bytes."""

    offset: int
    byte: int


class Utf8Check:
    """Asks, block by block, whether everything so far is strict UTF-8."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self.valid = True

    def add(self, block: bytes, *, last: bool = False) -> None:
        if not self.valid:
            return
        try:
            self._decoder.decode(block, last)
        except UnicodeDecodeError:
            self.valid = False


def decide(valid_utf8: bool, head: bytes, columns: Iterable[str]) -> Encoding:
    """Which encoding to read a file in.

    Args:
        valid_utf8: the whole file is strict UTF-8.
        head: the first line as bytes.
        columns: the heads that the layout expects.
    """
    if valid_utf8 or _speaks_utf8(head, columns):
        return Encoding.UTF_8
    return Encoding.CP932


def other_encoding(head: bytes) -> str:
    """Name of an encoding that is recognised but not accepted; empty when there is none."""
    for mark, name in _OTHER_MARKS.items():
        if head.startswith(mark):
            return name
    return "UTF-16" if head[1:8:2] == b"\0\0\0\0"[: len(head[1:8:2])] and len(head) > 3 else ""


def undecodable(data: bytes, encoding: Encoding) -> Undecodable | None:
    """The first byte of `data` that cannot be decoded strictly."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return Undecodable(error.start, data[error.start])
    return None


def as_shown(data: bytes, encoding: Encoding) -> str:
    r"""For people's eyes only: undecodable bytes appear as \x81. Never taken in."""
    return data.decode(encoding, "backslashreplace")


def _speaks_utf8(head: bytes, columns: Iterable[str]) -> bool:
    """A Japanese head that is right in UTF-8: the file is UTF-8, and a broken byte further down is damage."""
    try:
        text = head.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.isascii() and any(column in text for column in columns if not column.isascii())
