"""The files obey the layout: codes, widths, keys, encodings, manifest."""

import hashlib
import json
import re
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from sample_town.generate import Made
from sample_town.municipality import MUNICIPALITY_CODE
from sample_town.rates import read
from towa.gateways.core_system.format import Field, Kind, RecordLayout
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.kernel.identifiers import is_corporate_number, is_municipality_code, looks_like_individual_number


RECORDS = [layout.name for layout in LAYOUT.records]
PATTERNS = {
    Kind.YEN: r"^\d{1,13}$",
    Kind.COUNT: r"^\d+$",
    Kind.DATE: r"^\d{4}-\d{2}-\d{2}$",
    Kind.TIMESTAMP: r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$",
    Kind.FLAG: r"^[01]$",
}


def cells(folder: Path, layout: RecordLayout) -> pl.DataFrame:
    """Every cell as text."""
    return read(folder, layout.name).with_columns(pl.all().cast(pl.String))


def pattern(field: Field) -> str:
    if field.kind is Kind.DIGITS:
        return rf"^\d{{{field.width}}}$"
    if field.kind is Kind.CODE:
        return f"^(?:{'|'.join(re.escape(code) for code in field.codes)})$"
    return PATTERNS.get(field.kind, rf"^.{{1,{field.width}}}$")


@pytest.mark.parametrize("record", RECORDS)
def test_every_cell_is_what_the_layout_declares(cp932: Path, record: str) -> None:
    layout = LAYOUT[record]
    rows = cells(cp932, layout)
    assert rows.height > 0
    for field in layout.fields:
        column = rows[field.name]
        assert not (field.required and column.is_null().any()), field.term
        wrong = column.drop_nulls().filter(~column.drop_nulls().str.contains(pattern(field)))
        assert wrong.is_empty(), (field.term, wrong.head(3).to_list())
        if field.kind in {Kind.DATE, Kind.TIMESTAMP}:
            assert all(datetime.fromisoformat(text) for text in column.drop_nulls().unique())


@pytest.mark.parametrize("record", RECORDS)
def test_no_two_rows_have_the_same_key(cp932: Path, record: str) -> None:
    rows = cells(cp932, LAYOUT[record])
    assert not rows.select(LAYOUT[record].key).is_duplicated().any()


def test_heads_are_the_official_terms_and_lines_end_as_the_core_ends_them(cp932: Path, utf8: Path) -> None:
    for folder, encoding in ((cp932, "cp932"), (utf8, "utf-8")):
        for layout in LAYOUT.records:
            text = (folder / f"{layout.file_name}.csv").read_bytes().decode(encoding, "strict")
            lines = text.split("\r\n")
            assert lines[0] == ",".join(field.column for field in layout.fields)
            assert lines[-1] == ""
            assert not any("\n" in line or '"' in line for line in lines)


def test_the_manifest_tells_rows_yen_and_digest_of_every_file(made: Made) -> None:
    for folder in made.folders:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert [entry["record"] for entry in manifest["files"]] == RECORDS
        for entry in manifest["files"]:
            rows = read(folder, entry["record"])
            total = LAYOUT[entry["record"]].yen_total
            assert entry["rows"] == rows.height
            assert entry["yen_total"] == (rows[total].sum() if total else None)
            assert entry["sha256"] == hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest()


def test_the_town_has_a_code_that_no_real_town_can_have() -> None:
    assert is_municipality_code(MUNICIPALITY_CODE)
    assert MUNICIPALITY_CODE.startswith("99")


def test_all_companies_have_a_right_corporate_number_of_their_own(cp932: Path) -> None:
    companies = read(cp932, "addressee").filter(pl.col("kind") == "2")
    assert companies.height > 100
    assert all(is_corporate_number(number) for number in companies["corporate_number"])
    assert companies["corporate_number"].is_unique().all()


@pytest.mark.parametrize("record", RECORDS)
def test_nothing_looks_like_an_individual_number(cp932: Path, record: str) -> None:
    rows = cells(cp932, LAYOUT[record]).head(3000)
    texts = {text for column in rows.get_columns() for text in column.drop_nulls().unique()}
    assert not [text for text in texts if looks_like_individual_number(text)]


def test_telephone_numbers_lie_in_ranges_given_to_nobody(cp932: Path) -> None:
    digits = read(cp932, "phone")["phone_no"].str.replace_all("-", "")
    assert digits.str.contains(r"^(?:030\d{7}|0[789]00\d{7})$").all()


def test_cp932_holds_the_same_people_with_a_substitute_for_what_it_cannot_write(cp932: Path, utf8: Path) -> None:
    narrow, wide = read(cp932, "addressee"), read(utf8, "addressee")
    differing = narrow["name"] != wide["name"]
    assert 0 < differing.sum() < narrow.height / 50
    assert narrow.drop("name").equals(wide.drop("name"))
    assert wide.filter(differing)["name"].str.contains("[\U000e0100𠮷]").all()


def test_days_of_the_extract_are_not_in_the_future(cp932: Path) -> None:
    today = date(2026, 11, 20).isoformat()
    assert read(cp932, "receipt")["received_date"].max() <= today  # type: ignore[operator]
    assert read(cp932, "contact")["contacted_at"].str.slice(0, 10).max() <= today  # type: ignore[operator]
    assert read(cp932, "instalment")["demand_issued_on"].drop_nulls().max() <= today  # type: ignore[operator]
