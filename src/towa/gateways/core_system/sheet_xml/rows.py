"""Which values stand in these rows? Compiled: at each place few things may follow, and anything else is REFUSED.

A row is <row …> cells </row>; a cell is <c r s t> with at most <f> and one <v> or <is>. That is what Excel, LibreOffice,
openpyxl and XlsxWriter write. Places of rows and cells must rise; what Excel would not show so is never guessed.
"""

from towa.gateways.core_system.sheet_xml.figures import ZERO, digits, figure
from towa.gateways.core_system.sheet_xml.marks import (
    AT,
    DONE,
    FILLED,
    FLAG,
    LONG_MOMENT,
    LONG_NUMBER,
    MARKED_VALUE,
    MOMENT,
    MOMENT_STYLE,
    NO_STYLE,
    NUMBER,
    REFUSED,
    ROW,
    TEXT,
    UNKNOWN_STYLE,
    Bytes,
    Floats,
    Int64s,
)
from towa.gateways.core_system.sheet_xml.places import (
    GREATER,
    LESS,
    SLASH,
    SPACE,
    after_blank,
    byte,
    compiled,
    stands,
    word,
)
from towa.gateways.core_system.sheet_xml.strings import keep, last_text, read_item, text_end
from towa.gateways.core_system.sheet_xml.tags import (
    OF_FLAG,
    OF_FORMULA,
    OF_INLINE,
    OF_NUMBER,
    OF_SHARED,
    open_cell,
    open_row,
)


F = b"f"[0]
ROW_TAG, ROW_END, CELL_TAG, CELL_END = word(b"<row"), word(b"</row>"), word(b"<c"), word(b"</c>")
VALUE_TAG, VALUE_END, EMPTY_VALUE, SPACED_VALUE = word(b"<v>"), word(b"</v>"), word(b"<v/>"), word(b"<v />")
INLINE_TAG, INLINE_END, FORMULA_END = word(b"<is>"), word(b"</is>"), word(b"</f>")
LAST_ROW = 1_048_576


@compiled
def read_rows(
    data: Bytes, shared: int, styles: Bytes, kinds: Bytes, values: Floats, rows: Int64s, texts: Bytes, state: Int64s
) -> int:
    """All rows from the state's place to the end of the piece into the grid; there are `shared` texts in the workbook's own table."""
    at = after_blank(data, state[AT])
    while byte(data, at):
        if not stands(data, at, ROW_TAG):
            return REFUSED
        at, number, closed = open_row(data, at + 4, state[ROW] + 1)
        if at == REFUSED or number <= state[ROW] or number > LAST_ROW:
            return REFUSED
        place = state[FILLED]
        rows[place], state[ROW], state[FILLED] = number, number, place + 1
        if not closed:
            at = read_cells(data, at, number, shared, styles, kinds[place], values[place], texts, state)
        if at == REFUSED:
            return REFUSED
        at = after_blank(data, at)
    state[AT] = at
    return DONE


@compiled
def read_cells(
    data: Bytes,
    at: int,
    row: int,
    shared: int,
    styles: Bytes,
    kinds: Bytes,
    values: Floats,
    texts: Bytes,
    state: Int64s,
) -> int:
    """The cells of one row, to behind </row>."""
    column = -1
    at = after_blank(data, at)
    while stands(data, at, CELL_TAG):
        before = column
        at, column, style, of, closed = open_cell(data, at + 2, row, column + 1)
        if at == REFUSED or column <= before:
            return REFUSED
        if not closed:
            at, kind, value = read_cell(data, at, of, shared, texts, state)
            kind = styled(kind, style, styles)
            if at == REFUSED or kind == REFUSED or (kind and column >= len(kinds)):
                return REFUSED
            if kind:
                kinds[column], values[column] = kind, value
        at = after_blank(data, at)
    return at + 6 if stands(data, at, ROW_END) else REFUSED


@compiled
def styled(kind: int, style: int, styles: Bytes) -> int:
    """A number may be a moment by its style."""
    if style == NO_STYLE or (kind != NUMBER and kind != LONG_NUMBER):
        return kind
    if style >= len(styles) or styles[style] == UNKNOWN_STYLE:
        return REFUSED
    if styles[style] == MOMENT_STYLE:
        return MOMENT if kind == NUMBER else LONG_MOMENT
    return kind


@compiled
def read_cell(data: Bytes, at: int, of: int, shared: int, texts: Bytes, state: Int64s) -> tuple[int, int, float]:
    """The inside of a cell, to behind </c>; its kind and value."""
    kind, value = 0, 0.0
    at = after_formula(data, after_blank(data, at))
    if of == OF_INLINE:
        if stands(data, at, INLINE_TAG):
            at = read_item(data, at + 4, INLINE_END, texts, state)
            kind, value = TEXT, last_text(state)
    elif stands(data, at, VALUE_TAG):
        at, kind, value = read_value(data, at + 3, of, shared, texts, state)
    elif stands(data, at, EMPTY_VALUE):
        at += 4
    elif stands(data, at, SPACED_VALUE):
        at += 5
    if at == REFUSED:
        return REFUSED, 0, 0.0
    at = after_blank(data, at)
    return (at + 4, kind, value) if stands(data, at, CELL_END) else (REFUSED, 0, 0.0)


@compiled
def after_formula(data: Bytes, at: int) -> int:
    """Behind <f …>…</f> or <f …/>; the cell's value is the one kept beside it."""
    if byte(data, at) != LESS or byte(data, at + 1) != F:
        return at
    end = at + 2
    if byte(data, end) != GREATER and byte(data, end) != SLASH and byte(data, end) != SPACE:
        return at
    while byte(data, end) > GREATER or (byte(data, end) and byte(data, end) != GREATER and byte(data, end) != LESS):
        end += 1
    if byte(data, end) != GREATER:
        return at
    if byte(data, end - 1) != SLASH:
        end, _ = text_end(data, end + 1)
        if not stands(data, end, FORMULA_END):
            return at
        end += 3
    return after_blank(data, end + 1)


@compiled
def read_value(data: Bytes, at: int, of: int, shared: int, texts: Bytes, state: Int64s) -> tuple[int, int, float]:
    """The inside of <v>, to behind </v>."""
    begin, kind, value = at, 0, 0.0
    if byte(data, at) == LESS and of != OF_FORMULA:
        return (at + 4, 0, 0.0) if stands(data, at, VALUE_END) else (REFUSED, 0, 0.0)
    if of == OF_NUMBER:
        at, value, exact = figure(data, begin)
        kind = NUMBER if exact else LONG_NUMBER
        if not exact and at > begin:
            keep(data, begin, at, 0, texts, state)
            value = last_text(state)
    elif of == OF_SHARED:
        at, place = digits(data, begin, 0)
        kind, value = (TEXT, float(place)) if place < shared and at - begin < 10 else (REFUSED, 0.0)
    elif of == OF_FLAG:
        at, value = begin + 1, float(byte(data, begin) - ZERO)
        kind = FLAG if value == 0.0 or value == 1.0 else REFUSED
    else:
        at, plain = text_end(data, begin)
        keep(data, begin, at, 0 if plain else MARKED_VALUE, texts, state)
        kind, value = TEXT, last_text(state)
    if kind == REFUSED or (at == begin and of != OF_FORMULA) or not stands(data, at, VALUE_END):
        return REFUSED, 0, 0.0
    return at + 4, kind, value
