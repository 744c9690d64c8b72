"""What do the tags <row …> and <c …> say? Compiled; attributes in double quotes only, the unknown ones are passed over."""

from towa.gateways.core_system.sheet_xml.figures import ZERO, digits
from towa.gateways.core_system.sheet_xml.marks import NO_STYLE, REFUSED, Bytes
from towa.gateways.core_system.sheet_xml.places import (
    EQUAL,
    GREATER,
    LESS,
    LINE,
    QUOTE,
    SLASH,
    SPACE,
    after_blank,
    byte,
    compiled,
    stands,
    word,
)


OF_NUMBER, OF_SHARED, OF_FLAG, OF_FORMULA, OF_INLINE = range(5)
"""What the <v> of a cell holds, by its attribute t."""
LETTER_A, LETTER_Z, SMALL_Z, COLON = b"A"[0], b"Z"[0], b"z"[0], b":"[0]
R, S, T, B, N = b"r"[0], b"s"[0], b"t"[0], b"b"[0], b"n"[0]
EMPTY_END, STRING, INLINE_STRING = word(b"/>"), word(b'str"'), word(b"inlineSt")


@compiled
def attribute(data: Bytes, at: int) -> tuple[int, int]:
    """From a name: where its value begins, and where it ends, at the quote. REFUSED: that is no attribute."""
    while LETTER_A <= byte(data, at) <= SMALL_Z or ZERO <= byte(data, at) <= COLON:
        at += 1
    if byte(data, at) != EQUAL or byte(data, at + 1) != QUOTE:
        return REFUSED, REFUSED
    end = at + 2
    while byte(data, end) > LESS or (byte(data, end) and byte(data, end) != QUOTE and byte(data, end) != LESS):
        end += 1
    return (at + 2, end) if byte(data, end) == QUOTE else (REFUSED, REFUSED)


@compiled
def open_row(data: Bytes, at: int, number: int) -> tuple[int, int, bool]:
    """Behind the tag; the row's number; is it empty?"""
    while byte(data, at) == SPACE or byte(data, at) == LINE:
        at = after_blank(data, at)
        if byte(data, at) == GREATER or byte(data, at) == SLASH:
            break
        begin, end = attribute(data, at)
        if begin == REFUSED:
            return REFUSED, 0, False
        if byte(data, at) == R and byte(data, at + 1) == EQUAL:
            last, number = digits(data, begin, 0)
            if last != end or end - begin > 7 or end == begin:
                return REFUSED, 0, False
        at = end + 1
    if byte(data, at) == GREATER:
        return at + 1, number, False
    return (at + 2, number, True) if stands(data, at, EMPTY_END) else (REFUSED, 0, False)


@compiled
def open_cell(data: Bytes, at: int, row: int, column: int) -> tuple[int, int, int, int, bool]:
    """Behind the tag <c …>; column, style, what its <v> holds, is it empty?"""
    style, of = NO_STYLE, OF_NUMBER
    while byte(data, at) == SPACE or byte(data, at) == LINE:
        at = after_blank(data, at)
        if byte(data, at) == GREATER or byte(data, at) == SLASH:
            break
        begin, end = attribute(data, at)
        if begin == REFUSED:
            return REFUSED, 0, 0, 0, False
        if byte(data, at + 1) == EQUAL:
            if byte(data, at) == R:
                column = column_of(data, begin, end, row)
            elif byte(data, at) == S:
                last, style = digits(data, begin, 0)
                of = of if last == end and 0 < end - begin < 7 else REFUSED
            elif byte(data, at) == T:
                of = type_of(data, begin, end)
        if of == REFUSED or column == REFUSED:
            return REFUSED, 0, 0, 0, False
        at = end + 1
    if byte(data, at) == GREATER:
        return at + 1, column, style, of, False
    return (at + 2, column, style, of, True) if stands(data, at, EMPTY_END) else (REFUSED, 0, 0, 0, False)


@compiled
def column_of(data: Bytes, begin: int, end: int, row: int) -> int:
    """Of AB12: 27; its row must be the one it stands in."""
    at, column = begin, 0
    while LETTER_A <= byte(data, at) <= LETTER_Z:
        column = column * 26 + (byte(data, at) - LETTER_A + 1)
        at += 1
    if at == begin or at - begin > 3 or end - at > 7 or byte(data, at) == ZERO:
        return REFUSED
    last, number = digits(data, at, 0)
    return column - 1 if last == end and number == row else REFUSED


@compiled
def type_of(data: Bytes, begin: int, end: int) -> int:
    """Of the attribute t. Errors and ISO dates are left to the library."""
    if end - begin == 1:
        if byte(data, begin) == S:
            return OF_SHARED
        if byte(data, begin) == N:
            return OF_NUMBER
        return OF_FLAG if byte(data, begin) == B else REFUSED
    if stands(data, begin, STRING):
        return OF_FORMULA
    return OF_INLINE if stands(data, begin, INLINE_STRING) and end - begin == 9 else REFUSED
