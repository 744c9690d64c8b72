"""Where does a text end, and may it be taken as it stands? Compiled; everything unusual is marked and left to `texts`."""

from towa.gateways.core_system.sheet_xml.marks import AT, DONE, KNOWN, MARKED, REFUSED, TEXTS, USED, Bytes, Int64s
from towa.gateways.core_system.sheet_xml.places import (
    AND,
    GREATER,
    LESS,
    LINE,
    LOW_LINE,
    SLASH,
    SPACE,
    TAB,
    Word,
    after_blank,
    byte,
    compiled,
    is_blank,
    stands,
    word,
)


X = b"x"[0]
TEXT_TAG, TEXT_END, ITEM, ITEM_END, SOUND = (word(text) for text in (b"<t>", b"</t>", b"<si>", b"</si>", b"<phoneti"))
KEPT = tuple(word(text) for text in (b"<t xml:s", b'pace="pr', b'eserve">'))


@compiled
def text_end(data: Bytes, at: int) -> tuple[int, bool]:
    """Place of the next tag; is the text before it plain: no entity, no escape, no carriage return?"""
    plain = True
    while byte(data, at) != LESS:
        found = byte(data, at)
        if (
            found == AND
            or (found == LOW_LINE and byte(data, at + 1) == X)
            or (found < SPACE and found != TAB and found != LINE)
        ):
            plain = False
            if found == 0:
                break
        at += 1
    return at, plain


@compiled
def keep(data: Bytes, begin: int, end: int, mark: int, texts: Bytes, state: Int64s) -> None:
    """Writes one text behind the others; a zero byte ends it. Longer than its tags it never gets: `texts` has room."""
    used = state[USED]
    if mark:
        texts[used] = mark
        used += 1
    for place in range(begin, end):
        texts[used] = byte(data, place)
        used += 1
    texts[used] = 0
    state[USED] = used + 1
    state[TEXTS] += 1


@compiled
def last_text(state: Int64s) -> float:
    """Place of the text just written in the table of all texts."""
    return float(state[KNOWN] + state[TEXTS] - 1)


@compiled
def read_item(data: Bytes, at: int, closing: Word, texts: Bytes, state: Int64s) -> int:
    """One <si> or <is>, from behind its tag to behind its end; more than one plain <t> is kept as XML."""
    begin, kept = at, keeps_blanks(data, at)
    if kept or stands(data, at, TEXT_TAG):
        first = at + (24 if kept else 3)
        end, plain = text_end(data, first)
        trimmed = not kept and end > first and (is_blank(byte(data, first)) or is_blank(byte(data, end - 1)))
        if plain and not trimmed and stands(data, end, TEXT_END):
            at = after_sound(data, end + 4)
            if stands(data, at, closing):
                keep(data, first, end, 0, texts, state)
                return at + 5
    while byte(data, at) and not stands(data, at, closing):
        at += 1
    keep(data, begin, at, MARKED, texts, state)
    return at + 5 if byte(data, at) else REFUSED


@compiled
def keeps_blanks(data: Bytes, at: int) -> bool:
    return stands(data, at, KEPT[0]) and stands(data, at + 8, KEPT[1]) and stands(data, at + 16, KEPT[2])


@compiled
def after_sound(data: Bytes, at: int) -> int:
    """Behind <phoneticPr …/>, which Japanese Excel adds to nearly every text."""
    if stands(data, at, SOUND):
        end = at
        while byte(data, end) and byte(data, end) != GREATER:
            end += 1
        if byte(data, end - 1) == SLASH:
            return end + 1
    return at


@compiled
def read_strings(data: Bytes, texts: Bytes, state: Int64s) -> int:
    """共有文字列: every <si> from here to the end of the data."""
    at = after_blank(data, state[AT])
    while stands(data, at, ITEM):
        at = read_item(data, at + 4, ITEM_END, texts, state)
        if at == REFUSED:
            return REFUSED
        at = after_blank(data, at)
    state[AT] = at
    return DONE if byte(data, at) == 0 else REFUSED
