"""Workbooks: what Excel did to a cell shows, and a workbook that could harm is refused quickly."""

import datetime
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from towa.gateways.core_system import workbook
from towa.gateways.core_system.batch import BadRow, ExtractRefused
from towa.gateways.core_system.head import columns_of
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.reader import open_single
from towa.gateways.core_system.tests.factories import rows
from towa.gateways.core_system.tests.workbooks import part, with_part, write_workbook


RECEIPT = LAYOUT["receipt"]
PHONE = LAYOUT["phone"]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True, params=[0, 1 << 40], ids=["our own reader", "the library"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads: the same comes in, and the same is refused."""
    monkeypatch.setattr(workbook, "PLAIN_FROM_BYTES", request.param)


def read(path: Path, record: str = "receipt") -> tuple[list[dict[str, object]], list[BadRow], list[str]]:
    with open_single(path, record, layout=LAYOUT) as extract:
        batches = list(extract.batches(record))
        warnings = [finding.code for finding in extract.findings]
    good = [row for batch in batches for row in batch.good.to_dicts()]
    return good, [row for batch in batches for row in batch.bad], warnings


def test_workbook_of_texts_reads_like_a_csv(tmp_path: Path) -> None:
    good, bad, _ = read(write_workbook(tmp_path / "r.xlsx", RECEIPT, rows(RECEIPT, 3)))

    assert [row["line"] for row in good] == [2, 3, 4]
    assert (good[0]["receipt_no"], good[0]["amount"], bad) == ("000000000001", 1, [])


@pytest.mark.parametrize("mixed", [False, True], ids=["whole columns", "cell by cell"])
def test_numbers_and_days_are_welcome_where_they_belong(tmp_path: Path, mixed: bool) -> None:
    day = datetime.datetime(2026, 11, 2)  # noqa: DTZ001  # a cell has no zone
    content: list[dict[str, object]] = [row | {"amount": 12000.0, "paid_date": day} for row in rows(RECEIPT, 3)]
    content[1] |= {"amount": "12000"} if mixed else {}

    good, bad, _ = read(write_workbook(tmp_path / "r.xlsx", RECEIPT, content))

    assert bad == []
    assert {row["amount"] for row in good} == {12000}
    assert {str(row["paid_date"]) for row in good} == {"2026-11-02"}


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("phone_no", 1.23457e11, "number_cell"),
        ("phone_no", "1.23457E+11", "exponent"),
        ("phone_no", datetime.datetime(2026, 1, 2), "number_cell"),  # noqa: DTZ001
        ("addressee_no", 12345.0, "number_cell"),
        ("addressee_no", True, "number_cell"),
        ("kind", 9.0, "not_code"),
        ("registered_on", 46346.0, "not_date"),
        ("registered_on", datetime.datetime(2026, 1, 2, 9), "number_cell"),  # noqa: DTZ001
    ],
)
def test_cell_that_excel_changed_is_kept_back(tmp_path: Path, column: str, value: object, code: str) -> None:
    content: list[dict[str, object]] = [dict(row) for row in rows(PHONE, 3)]
    content[1][column] = value

    good, bad, _ = read(write_workbook(tmp_path / "p.xlsx", PHONE, content), "phone")

    assert len(good) == 2
    assert [finding.code for row in bad for finding in row.findings] == [code]
    assert bad[0].line == 3
    assert "\ufdd0" not in str(bad[0].findings)


def test_amount_with_part_of_a_yen_is_kept_back(tmp_path: Path) -> None:
    content = [row | {"amount": 12000.5} for row in rows(RECEIPT, 2)]

    _, bad, _ = read(write_workbook(tmp_path / "r.xlsx", RECEIPT, content))

    assert [row.findings[0].code for row in bad] == ["not_yen", "not_yen"]


def test_blank_rows_keep_the_row_numbers_and_an_empty_tail_is_no_rows(tmp_path: Path) -> None:
    content: list[dict[str, object]] = [dict(row) for row in rows(RECEIPT, 5)]
    for number in (1, 4):
        content[number] = dict.fromkeys(content[0], None)

    good, bad, _ = read(write_workbook(tmp_path / "r.xlsx", RECEIPT, content))

    assert [row["line"] for row in good] == [2, 4, 5]
    assert [row.line for row in bad] == [3]


def test_further_sheets_are_told(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_row(0, 0, columns_of(RECEIPT))
    book.add_worksheet().write(0, 0, "more")
    book.close()

    assert read(path)[2] == ["no_manifest", "more_sheets"]


def good_workbook(folder: Path) -> Path:
    return write_workbook(folder / "r.xlsx", RECEIPT, rows(RECEIPT, 3))


def with_macro(path: Path) -> None:
    with_part(path, "xl/vbaProject.bin", b"x")


def with_link(path: Path) -> None:
    with_part(path, "xl/externalLinks/externalLink1.xml", b"<x/>")


def with_connection(path: Path) -> None:
    with_part(path, "xl/connections.xml", b"<x/>")


def with_dtd(path: Path) -> None:
    declared = part(path, SHEET).replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
    with_part(path, SHEET, declared, replaced=True)


def with_late_dtd(path: Path) -> None:
    declared = b"<!--" + b"x" * 3_000_000 + b'--><!DOCTYPE x [<!ENTITY a "b">]>' + part(path, "xl/workbook.xml")
    with_part(path, "xl/workbook.xml", declared, replaced=True)


def with_error_cell(path: Path) -> None:
    cell = b'<c r="H2" t="e"><v>#N/A</v></c>'
    before, rest = part(path, SHEET).split(b'<c r="H2"', 1)
    with_part(path, SHEET, before + cell + rest.split(b"</c>", 1)[1], replaced=True)


def with_bomb(path: Path) -> None:
    with_part(path, "xl/media/image1.png", b"\0" * (98 << 20))


def with_bomb_in_the_sheet(path: Path) -> None:
    padded = part(path, SHEET).replace(b"</sheetData>", b" " * (200 << 20) + b"</sheetData>")
    with_part(path, SHEET, padded, replaced=True)


def with_many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1000):
            archive.writestr(f"xl/media/{number}.xml", b"<x/>")


def with_lie_about_sizes(path: Path) -> None:
    """A bomb whose directory says that it is small."""
    with_bomb_in_the_sheet(path)
    data = bytearray(path.read_bytes())
    begin = 0
    while (begin := data.find(b"PK\x01\x02", begin)) >= 0:
        if struct.unpack_from("<I", data, begin + 24)[0] > 1 << 20:
            struct.pack_into("<I", data, begin + 24, 5000)
        begin += 4
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def no_workbook(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"x" * 100)


def old_format(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000)


def other_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")


HARMFUL = [
    (with_macro, "unwanted_part"), (with_link, "unwanted_part"), (with_connection, "unwanted_part"),
    (with_dtd, "dtd"), (with_late_dtd, "dtd"), (with_error_cell, "error_cell"), (with_bomb, "bomb"),
    (with_bomb_in_the_sheet, "bomb"), (with_many_parts, "too_many_entries"),
    (with_lie_about_sizes, "archive_damaged"), (cut_short, "not_an_archive"), (no_workbook, "not_an_archive"),
    (old_format, "not_an_archive"), (other_archive, "workbook"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code"), HARMFUL, ids=lambda value: getattr(value, "__name__", value))
def test_harmful_workbook_is_refused_at_once(tmp_path: Path, spoil: Callable[[Path], None], code: str) -> None:
    path = good_workbook(tmp_path)
    spoil(path)

    started = time.process_time()
    with pytest.raises(ExtractRefused) as refused:
        read(path)

    assert [finding.code for finding in refused.value.findings] == [code]
    assert time.process_time() - started < 2


def test_table_that_begins_further_down_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_row(2, 1, columns_of(RECEIPT))
    book.close()

    with pytest.raises(ExtractRefused, match="B3"):
        read(path)
