"""The chain alone: whatever is done to a line, the place is named; an untouched chain is never accused."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from towa.platform.audit.chain import COVERED, GENESIS, Head, breaks, digest


def chain(length: int) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    previous = GENESIS
    for sequence in range(1, length + 1):
        line = dict.fromkeys(COVERED, "") | {"sequence": sequence, "previous": previous, "act": f"act {sequence}"}
        line["digest"] = previous = digest({name: line[name] for name in COVERED})
        lines.append(line)
    return lines


def head_of(lines: list[dict[str, Any]]) -> Head:
    return Head(lines[-1]["sequence"], lines[-1]["digest"])


@given(st.integers(0, 20))
def test_untouched_chain_is_never_accused(length: int) -> None:
    assert breaks(chain(length)) == []


@given(st.integers(1, 20), st.data())
def test_edited_line_is_found_at_its_place(length: int, data: st.DataObject) -> None:
    lines, place = chain(length), data.draw(st.integers(0, length - 1))
    lines[place]["purpose"] = "changed"
    assert [found.sequence for found in breaks(lines)] == [place + 1]


@given(st.integers(2, 20), st.data())
def test_missing_line_is_found(length: int, data: st.DataObject) -> None:
    lines = chain(length)
    del lines[data.draw(st.integers(0, length - 2))]
    assert breaks(lines)


@given(st.integers(2, 20), st.data())
def test_swapped_lines_are_found(length: int, data: st.DataObject) -> None:
    lines, place = chain(length), data.draw(st.integers(0, length - 2))
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    assert breaks(lines)


@given(st.integers(2, 20))
def test_cut_tail_is_found_against_the_head_kept_outside(length: int) -> None:
    lines = chain(length)
    outside = head_of(lines)
    assert breaks(lines[:-1]) == []
    assert breaks(lines[:-1], outside)


def test_chain_computed_anew_is_found_against_the_head_kept_outside() -> None:
    outside = head_of(chain(3))
    forged = chain(3)
    forged[2]["act"] = "another"
    forged[2]["digest"] = digest({name: forged[2][name] for name in COVERED})
    assert breaks(forged) == []
    assert breaks(forged, outside)
