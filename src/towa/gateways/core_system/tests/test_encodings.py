"""Characters: read rightly or refused, never guessed; what the core wrote can be given back byte for byte."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.gateways.core_system.batch import BadRow, Batch, ExtractRefused
from towa.gateways.core_system.encoding import Utf8Check
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.reader import open_single
from towa.gateways.core_system.tests.factories import csv_bytes, rows, write_single
from towa.kernel.result import Finding


CONTACT = LAYOUT["contact"]
NAMES = ["髙﨑　一郎", "山田太郎", "ｶﾅ ﾊﾝｶｸ", "①②Ⅳ㈱", "～－∥￠￡", "纊褜鍈", "東京都永久市", "ソ能表十", "黑澤"]


def read(path: Path) -> tuple[list[str], list[BadRow], list[str]]:
    with open_single(path, "contact", layout=LAYOUT) as extract:
        batches: list[Batch] = list(extract.batches("contact"))
        notes = [note for batch in batches for note in batch.good["note"].to_list()]
        return notes, [row for batch in batches for row in batch.bad], [finding.code for finding in extract.findings]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_read_in_either_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    path = write_single(tmp_path, CONTACT, rows(CONTACT, 2, note=name), encoding=encoding)

    notes, bad, _ = read(path)

    assert (notes, bad) == ([name, name], [])


@pytest.mark.parametrize("encoding", ["utf-16", "euc_jp", "iso2022_jp", "utf-32"])
def test_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    path = write_single(tmp_path, CONTACT, rows(CONTACT, 2, note="山田"), encoding=encoding)

    with pytest.raises(ExtractRefused):
        read(path)


def test_utf8_with_one_broken_byte_is_not_taken_for_cp932(tmp_path: Path) -> None:
    path = write_single(tmp_path, CONTACT, rows(CONTACT, 3, note="山田"), encoding="utf-8")
    head, first, second, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(head + first + second.replace("山田".encode(), "山田".encode()[:-1]) + third)

    notes, bad, _ = read(path)

    assert notes == ["山田", "山田"]
    assert [(row.line, row.findings[0].code) for row in bad] == [(3, "undecodable")]


def test_undecodable_byte_is_named_with_its_place(tmp_path: Path) -> None:
    path = write_single(tmp_path, CONTACT, rows(CONTACT, 1))
    path.write_bytes(path.read_bytes() + b"992011,0000000009,0000000009,2026-11-20 09:30:00,1,01,\x82\xa0\x81\r\n")

    _, bad, _ = read(path)

    assert "57バイト目、0x81" in bad[0].findings[0].message
    assert bad[0].cells[-1] == "あ\\x81"


def test_private_characters_are_kept_and_reported_with_their_places(tmp_path: Path) -> None:
    content = rows(CONTACT, 30)
    for row in content[3::2]:
        row["note"] = "\ue000田"
    path = write_single(tmp_path, CONTACT, content)

    with open_single(path, "contact", layout=LAYOUT) as extract:
        batch = next(extract.batches("contact"))
        assert batch.good["note"][3] == "\ue000田"
        assert batch.original(5).endswith(b"\xf0\x40\x93c\r\n")
    notice = next(finding for finding in _findings(path) if finding.code == "private_use")
    assert "14行あります" in notice.message
    assert "5行目「内容」U+E000" in notice.message


def test_every_pair_of_cp932_goes_back_byte_for_byte(tmp_path: Path) -> None:
    pairs = [bytes([high, low]) for high in [*range(0x81, 0xA0), *range(0xE0, 0xFD)] for low in range(0x40, 0xFD)]
    notes = [pair for pair in pairs if _decodes(pair)]
    lines = [
        b"992011,%010d,0000000001,2026-11-20 09:30:00,1,01,%b\r\n" % (number, note) for number, note in enumerate(notes)
    ]
    path = tmp_path / "contact.csv"
    path.write_bytes(csv_bytes(CONTACT, []) + b"".join(lines))

    with open_single(path, "contact", layout=LAYOUT) as extract:
        batches = list(extract.batches("contact"))
    originals = [batch.original(line) for batch in batches for line in batch.good["line"].to_list()]

    assert len(notes) == 9_604
    assert not any(batch.bad for batch in batches)
    assert originals == lines


@given(data=st.binary(max_size=60), cuts=st.lists(st.integers(0, 60), max_size=5))
def test_utf8_is_recognised_wherever_the_blocks_are_cut(data: bytes, cuts: list[int]) -> None:
    check = Utf8Check()
    places = [0, *sorted(cuts), len(data)]
    for begin, end in itertools.pairwise(places):
        check.add(data[begin:end])
    check.add(b"", last=True)

    assert check.valid is _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decodes(pair: bytes) -> bool:
    try:
        pair.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True


def _findings(path: Path) -> list[Finding]:
    with open_single(path, "contact", layout=LAYOUT) as extract:
        list(extract.batches("contact"))
        return extract.findings
