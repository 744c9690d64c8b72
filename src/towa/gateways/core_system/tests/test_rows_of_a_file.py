"""Rows of one file: line ends, quotes, borders of chunks, keys; good and bad rows together are all rows, always."""

import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.gateways.core_system.batch import BadRow, ExtractRefused
from towa.gateways.core_system.checks import Rules
from towa.gateways.core_system.csv_file import CsvReading
from towa.gateways.core_system.encoding import Encoding
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.records import cut
from towa.gateways.core_system.tests.factories import csv_bytes, rows


CONTACT = LAYOUT["contact"]
RECEIPT = LAYOUT["receipt"]
HEAD = csv_bytes(CONTACT, [])


def read(
    data: bytes, *, chunk_bytes: int = 1 << 20, encoding: Encoding = Encoding.CP932
) -> tuple[pl.DataFrame, list[BadRow]]:
    reading = CsvReading(io.BytesIO(data), CONTACT, encoding, Rules(), file="contact.csv", chunk_bytes=chunk_bytes)
    batches = list(reading.batches())
    frames = [batch.good for batch in batches]
    bad = [row for batch in batches for row in batch.bad]
    good = pl.concat(frames) if frames else pl.DataFrame()
    assert reading.totals.rows == good.height + len(bad)
    return good, bad


def codes(bad: list[BadRow]) -> list[str]:
    return [finding.code for row in bad for finding in row.findings]


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("chunk_bytes", [1, 7, 64, 1 << 20])
def test_line_breaks_inside_cells_survive_any_border_of_chunks(newline: str, chunk_bytes: int) -> None:
    content = rows(CONTACT, 12)
    for row in content[::2]:
        row["note"] = '上段\n下段,"括弧"'

    good, bad = read(csv_bytes(CONTACT, content, newline=newline), chunk_bytes=chunk_bytes)

    assert bad == []
    assert good["note"].to_list() == [row["note"] for row in content]
    assert good["line"].to_list() == [2 + number + (number + 1) // 2 for number in range(12)]


def test_last_row_may_lack_its_line_end() -> None:
    good, bad = read(csv_bytes(CONTACT, rows(CONTACT, 2)).removesuffix(b"\r\n"))

    assert (good.height, bad) == (2, [])


def test_file_with_only_its_head_has_no_rows() -> None:
    good, bad = read(HEAD)

    assert (good.height, bad) == (0, [])


def row_with(note: bytes) -> bytes:
    return b"992011,0000000001,0000000001,2026-11-20 09:30:00,1,01," + note + b"\r\n"


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (b"a\0b", "nul"),
        (b"a\rb", "lone_return"),
        (b'"a\rb"', "lone_return"),
        (b"a,b", "column_count"),
        (b"\x81", "undecodable"),
        (b"\x81\x20", "undecodable"),
        (b"\x80", "forbidden_character"),
        (b"x" * 201, "too_long"),
        (b"x" * 1_000_000, "too_long"),
    ],
)
def test_spoilt_row_is_kept_back_alone_with_its_bytes(note: bytes, code: str) -> None:
    spoilt = row_with(note)
    others = csv_bytes(CONTACT, rows(CONTACT, 4)[1:])

    good, bad = read(others + spoilt)

    assert good.height == 3
    assert codes(bad) == [code]
    assert bad[0].original == spoilt
    assert bad[0].line == 5


def test_blank_line_is_a_bad_row() -> None:
    good, bad = read(csv_bytes(CONTACT, rows(CONTACT, 1)) + b"\r\n")

    assert (good.height, codes(bad)) == (1, ["blank_line"])


def test_mark_of_the_encoding_in_the_middle_is_a_bad_row() -> None:
    data = csv_bytes(CONTACT, rows(CONTACT, 1), encoding="utf-8") + b"\xef\xbb\xbf" + row_with(b"x")

    good, bad = read(data, encoding=Encoding.UTF_8, chunk_bytes=1)

    assert (good.height, codes(bad)) == (1, ["mark_inside"])


@pytest.mark.parametrize(
    ("note", "code"),
    [(b'"open', "unclosed_quote"), (b'a"b', "stray_quote"), (b'"a"b', "stray_quote"), (b'""a"', "stray_quote")],
)
@pytest.mark.parametrize("chunk_bytes", [16, 1 << 20])
def test_broken_quotes_stop_the_file(note: bytes, code: str, chunk_bytes: int) -> None:
    data = csv_bytes(CONTACT, rows(CONTACT, 3)) + row_with(note) + row_with(b'"later"') * 3

    with pytest.raises(ExtractRefused) as refused:
        read(data, chunk_bytes=chunk_bytes)

    found = refused.value.findings[0]
    assert found.code in (code, "stray_quote")
    assert found.place is not None
    assert found.place.line is not None
    assert found.place.line >= 5


def test_quote_that_is_never_closed_does_not_fill_the_memory() -> None:
    data = csv_bytes(CONTACT, rows(CONTACT, 1)) + row_with(b'"open') + row_with(b"x") * 60_000

    with pytest.raises(ExtractRefused, match="引用符"):
        read(data, chunk_bytes=4096)


@pytest.mark.parametrize("chunk_bytes", [1, 1 << 20])
def test_second_row_with_the_same_key_is_kept_back(chunk_bytes: int) -> None:
    content = rows(CONTACT, 6)
    content[3]["contact_no"] = content[0]["contact_no"]
    content[5]["contact_no"] = content[0]["contact_no"]

    good, bad = read(csv_bytes(CONTACT, content), chunk_bytes=chunk_bytes)

    assert good["line"].to_list() == [2, 3, 4, 6]
    assert [row.line for row in bad] == [5, 7]
    assert codes(bad) == ["duplicate_key", "duplicate_key"]


def test_original_bytes_of_a_good_row_stay_at_hand() -> None:
    twice_coded = row_with(b"\xfb\xfc\xee\xe0")  # 髙 as Windows writes it, then as Python would

    reading = CsvReading(io.BytesIO(HEAD + twice_coded), CONTACT, Encoding.CP932, Rules(), file="contact.csv")
    batch = next(reading.batches())

    assert batch.good["note"].to_list() == ["髙髙"]
    assert batch.original(2) == twice_coded
    with pytest.raises(KeyError):
        batch.original(3)


MESS = st.lists(st.sampled_from([*(bytes([byte]) for byte in b'",\r\n09a\0\x81\x40\xe0'), row_with(b"x")]), max_size=40)


@given(pieces=MESS, chunk_bytes=st.integers(1, 90))
def test_good_and_bad_rows_together_are_all_rows_whatever_comes(pieces: list[bytes], chunk_bytes: int) -> None:
    data = b"".join(pieces)
    try:
        good, bad = read(HEAD + data, chunk_bytes=chunk_bytes)
    except ExtractRefused:
        return

    expected = sum(len(chunk) for chunk in cut(io.BytesIO(data)))
    assert good.height + len(bad) == expected
    assert all(row.findings and row.original in data for row in bad)


def test_a_hundred_thousand_bad_rows_come_in_small_batches(tmp_path: Path) -> None:
    reading = CsvReading(
        io.BytesIO(HEAD + row_with(b"a,b") * 45_000), CONTACT, Encoding.CP932, Rules(), file="contact.csv"
    )

    sizes = [len(batch.bad) for batch in reading.batches()]

    assert sum(sizes) == 45_000
    assert max(sizes) <= 20_000
