"""Heads: a shifted, missing or additional column is refused, even when every cell would parse."""

import itertools
from pathlib import Path

import pytest

from towa.gateways.core_system.encoding import Encoding
from towa.gateways.core_system.format import RecordLayout
from towa.gateways.core_system.head import check_head, columns_of
from towa.gateways.core_system.layouts.northern_hill import LAYOUT as NORTHERN_HILL
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.kernel.result import Finding


RECORDS = [*LAYOUT.records, *NORTHERN_HILL.records]


def check(record: RecordLayout, columns: list[str]) -> Finding | None:
    return check_head((",".join(columns) + "\r\n").encode("cp932"), record, Encoding.CP932, "file.csv")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.file_name)
def test_right_head_is_taken(record: RecordLayout) -> None:
    assert check(record, columns_of(record)) is None


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.file_name)
def test_every_pair_of_columns_swapped_is_refused(record: RecordLayout) -> None:
    columns = columns_of(record)
    for first, second in itertools.combinations(range(len(columns)), 2):
        swapped = columns.copy()
        swapped[first], swapped[second] = columns[second], columns[first]

        found = check(record, swapped)

        assert found is not None
        assert f"{first + 1}列目は「{columns[first]}」のはずが「{columns[second]}」" in found.message


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.file_name)
def test_missing_and_additional_columns_are_named(record: RecordLayout) -> None:
    for column in columns_of(record):
        found = check(record, [name for name in columns_of(record) if name != column])
        assert found is not None
        assert f"足りない列：「{column}」" in found.message

    found = check(record, [*columns_of(record), "備考２"])
    assert found is not None
    assert "様式にない列：「備考２」" in found.message


def test_column_that_stands_twice_is_named() -> None:
    found = check(LAYOUT["phone"], [*columns_of(LAYOUT["phone"]), "登録日"])

    assert found is not None
    assert "二度ある列：「登録日」" in found.message


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "no_head"),
        (b"\r\n", "no_head"),
        ("団体コード,宛名番号".encode("utf-16"), "encoding"),
        (b"\x92\x63\x81,1\r\n", "encoding"),
        ("団体コード,宛名番号\r992011,1\r".encode("cp932"), "lone_return"),
        (Path(__file__).name.encode(), "head"),
        (b'"' * 3, "head"),
    ],
)
def test_head_that_is_none_is_refused(head: bytes, code: str) -> None:
    found = check_head(head, LAYOUT["phone"], Encoding.CP932, "file.csv")

    assert found is not None
    assert found.code == code
    assert found.cure
