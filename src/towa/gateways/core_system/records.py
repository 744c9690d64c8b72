"""Where does one row end and the next begin? Bytes are cut into rows before anything is decoded.

Safe in both encodings: a second byte in CP932 is 0x40-0xFC, in UTF-8 0x80-0xBF, never LF, CR, comma or quote.
Large files are read in pieces of 4 MiB cut at a line end with an even number of quotes before it, so memory
stays the same however large the file is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt


CHUNK_BYTES = 4 << 20
LONGEST_RECORD = 1 << 20
"""A row longer than this is a quote that was never closed."""
LF, CR, COMMA, QUOTE = b'\n\r,"'

Places = npt.NDArray[np.int64]


class BrokenRecords(Exception):
    """引用符の乱れ: rows can no longer be told apart from here on."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(f"{code} at line {line}")
        self.code = code
        self.line = line


@dataclass(frozen=True)
class Chunk:
    """読取ブロック: whole rows, as bytes. Row i is `data[starts[i]:ends[i]]`, its line end included."""

    data: bytes
    starts: Places
    ends: Places
    lines: Places
    quotes: Places

    def __len__(self) -> int:
        return len(self.starts)

    def row(self, index: int) -> bytes:
        return self.data[int(self.starts[index]) : int(self.ends[index])]

    def row_at(self, line: int) -> bytes:
        """The row that begins at this line of the file."""
        index = int(np.searchsorted(self.lines, line))
        if index >= len(self) or self.lines[index] != line:
            raise KeyError(line)
        return self.row(index)

    def without(self, left_out: set[int]) -> bytes:
        """The bytes of all rows but these."""
        if not left_out:
            return self.data
        return b"".join(self.row(index) for index in range(len(self)) if index not in left_out)

    def column_counts(self) -> Places:
        """How many cells each row has."""
        commas = _outside(_places(self.data, COMMA), self.quotes)
        return np.asarray(np.searchsorted(commas, self.ends) - np.searchsorted(commas, self.starts) + 1)

    def rows_with(self, places: Places) -> list[int]:
        """Which rows hold these offsets."""
        return sorted(set(np.searchsorted(self.ends, places, side="right").tolist()))


def cut(stream: BinaryIO, *, line: int = 1, size: int = CHUNK_BYTES) -> Iterator[Chunk]:
    """Cuts a stream into chunks of whole rows.

    Args:
        line: number of the stream's first line.

    Raises:
        BrokenRecords: a quote is not closed, or stands where none may stand.
    """
    rest = b""
    while True:
        block = stream.read(size)
        data = rest + block
        if not data:
            return
        ends, quotes = _record_ends(data)
        if not block:
            ends = _closed(data, ends, quotes, line)
        taken = int(ends[-1]) if len(ends) else 0
        if len(data) - taken > max(LONGEST_RECORD, size):
            raise _broken(data, quotes, line, taken)
        if taken:
            chunk = _chunk(data[:taken], ends, quotes, line)
            yield chunk
            line += chunk.data.count(b"\n")
        rest = data[taken:]
        if not block:
            return


def lone_returns(data: bytes) -> Places:
    """Offsets of CR not followed by LF."""
    if data.count(b"\r") == data.count(b"\r\n"):
        return np.empty(0, dtype=np.int64)
    places = _places(data, CR)
    return np.array([place for place in places.tolist() if data[place + 1 : place + 2] != b"\n"], dtype=np.int64)


def _chunk(data: bytes, ends: Places, quotes: Places, line: int) -> Chunk:
    starts = np.concatenate(([0], ends[:-1])).astype(np.int64)
    quotes = quotes[: np.searchsorted(quotes, len(data))]
    lines = np.searchsorted(_places(data, LF), starts)
    chunk = Chunk(data, starts, ends, (line + lines).astype(np.int64), quotes)
    stray = _stray_quote(data, quotes)
    if stray is not None:
        raise BrokenRecords("stray_quote", int(chunk.lines[np.searchsorted(ends, stray, side="right")]))
    return chunk


def _places(data: bytes, byte: int) -> Places:
    return np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == byte).astype(np.int64)


def _outside(places: Places, quotes: Places) -> Places:
    """Only those places which stand outside quotes: an even number of quotes before them."""
    if not len(quotes):
        return places
    outside: Places = places[np.searchsorted(quotes, places) % 2 == 0]
    return outside


def _record_ends(data: bytes) -> tuple[Places, Places]:
    quotes = _places(data, QUOTE) if b'"' in data else np.empty(0, dtype=np.int64)
    return _outside(_places(data, LF), quotes) + 1, quotes


def _closed(data: bytes, ends: Places, quotes: Places, line: int) -> Places:
    """At the end of the file the last row may lack its line end, but not its closing quote."""
    if len(quotes) % 2:
        raise _broken(data, quotes, line, int(quotes[-1]))
    if len(ends) and ends[-1] == len(data):
        return ends
    return np.append(ends, len(data))


def _broken(data: bytes, quotes: Places, line: int, place: int) -> BrokenRecords:
    """A stray quote, if there is one, is the reason why another seems never closed."""
    stray = _stray_quote(data, quotes)
    code = "unclosed_quote" if stray is None else "stray_quote"
    return BrokenRecords(code, line + data.count(b"\n", 0, place if stray is None else stray))


def _stray_quote(data: bytes, quotes: Places) -> int | None:
    """A quote opens a cell, closes a cell or stands doubled inside one (RFC 4180); the first that does not."""
    if not len(quotes):
        return None
    array = np.frombuffer(data, dtype=np.uint8)
    opening, closing = quotes[0::2], quotes[1::2]
    before = np.where(opening > 0, array[np.maximum(opening - 1, 0)], LF)
    after = np.where(closing + 1 < len(data), array[np.minimum(closing + 1, len(data) - 1)], LF)
    doubled = np.append(quotes[1:] == quotes[:-1] + 1, False)
    opens = np.isin(before, (COMMA, LF)) | np.concatenate(([False], doubled[1::2]))[: len(opening)]
    closes = np.isin(after, (COMMA, LF, CR)) | doubled[1::2]
    wrong = np.concatenate((opening[~opens], closing[~closes]))
    return int(wrong.min()) if len(wrong) else None
