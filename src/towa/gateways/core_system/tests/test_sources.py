"""The door in its two forms, real and fake: the same tests for both, so that the fake may stand in anywhere."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towa.gateways.core_system.batch import BadRow, ExtractRefused
from towa.gateways.core_system.fake import FakeExtract
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.manifest import FileEntry, Manifest, read_manifest
from towa.gateways.core_system.port import ExtractSource
from towa.gateways.core_system.reader import open_extract
from towa.gateways.core_system.tests.factories import TOWN, Row, rows, write_extract


PLAN = LAYOUT["plan_instalment"]
Make = Callable[[Sequence[Row]], ExtractSource]


def real(folder: Path) -> Make:
    def make(content: Sequence[Row]) -> ExtractSource:
        return open_extract(write_extract(folder / "e", content={PLAN.name: content}))

    return make


def fake(folder: Path) -> Make:
    """The same rows in memory, with the manifest that the folder would have."""

    def make(content: Sequence[Row]) -> ExtractSource:
        manifest = read_manifest(write_extract(folder / "f", content={PLAN.name: content}) / "manifest.json")
        return FakeExtract(LAYOUT, {PLAN.name: content}, manifest)

    return make


@pytest.fixture(params=[real, fake], ids=["real", "fake"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    maker: Make = request.param(tmp_path)
    return maker


def read(source: ExtractSource) -> tuple[pl.DataFrame, list[BadRow]]:
    with source:
        batches = list(source.batches(PLAN.name))
    return pl.concat(batch.good for batch in batches), [row for batch in batches for row in batch.bad]


def test_good_rows_have_types_and_lines(make: Make) -> None:
    good, bad = read(make(rows(PLAN, 3)))

    assert bad == []
    assert good.schema["amount"] == pl.Int64
    assert good.row(0, named=True) == {
        "municipality_code": TOWN, "standing_no": "0000000001", "sequence": 1,
        "due_date": date(2026, 11, 20), "amount": 1, "line": 2,
    }  # fmt: skip


def test_bad_rows_tell_line_column_reason_and_cure(make: Make) -> None:
    content = rows(PLAN, 4)
    content[1]["amount"] = "1,000"
    content[2] |= {"due_date": "2026-02-30", "sequence": ""}

    good, bad = read(make(content))

    assert good["line"].to_list() == [2, 5]
    assert [[(f.code, f.place.column if f.place else "") for f in row.findings] for row in bad] == [
        [("not_yen", "約束額")],
        [("required", "回"), ("not_date", "約束日")],
    ]
    assert all(finding.cure for row in bad for finding in row.findings)


def test_key_is_compared_as_a_number(make: Make) -> None:
    content = rows(PLAN, 2, standing_no="0000000001", sequence="1")
    content[1]["sequence"] = "01"

    good, bad = read(make(content))

    assert good.height == 1
    assert [row.findings[0].code for row in bad] == ["duplicate_key"]


def test_totals_are_counted_while_reading(make: Make) -> None:
    content = rows(PLAN, 4)
    content[0]["due_date"] = "x"
    source = make(content)

    read(source)

    totals = source.totals(PLAN.name)
    assert (totals.rows, totals.rows_bad, totals.yen, totals.yen_bad) == (4, 1, 10, 1)


def test_totals_that_disagree_are_raised_after_the_last_batch(make: Make) -> None:
    source = make(rows(PLAN, 2))
    assert source.manifest is not None
    source.manifest = with_yen(source.manifest, 4)

    batches = source.batches(PLAN.name)
    assert next(batches).rows == 2
    with pytest.raises(ExtractRefused, match="合計"):
        next(batches)
    assert [finding.code for finding in source.findings] == ["yen_disagree"]


def with_yen(manifest: Manifest, yen: int) -> Manifest:
    def changed(entry: FileEntry) -> FileEntry:
        return replace(entry, yen_total=yen) if entry.record == PLAN.name else entry

    return replace(manifest, files=tuple(changed(entry) for entry in manifest.files))


ODD = st.sampled_from(["", "1", "01", "007", "-1", "1.0", "１", "2026-11-20", "2026-02-30", "0000000001", TOWN, "髙"])
ODD_ROWS = st.lists(st.fixed_dictionaries({field.name: ODD for field in PLAN.fields}), min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(odd=ODD_ROWS)
def test_real_and_fake_judge_every_row_alike(tmp_path: Path, odd: list[dict[str, str]]) -> None:
    content = [dict(row) | changed for row, changed in zip(rows(PLAN, len(odd)), halves(odd), strict=True)]

    good, bad = read(real(tmp_path)(content))
    plain, plain_bad = read(fake(tmp_path)(content))

    assert good.to_dicts() == plain.to_dicts()
    assert [(row.line, row.cells) for row in bad] == [(row.line, row.cells) for row in plain_bad]
    assert [[f.code for f in row.findings] for row in bad] == [[f.code for f in row.findings] for row in plain_bad]
    assert good.height + len(bad) == len(content)


def halves(odd: list[dict[str, str]]) -> list[dict[str, str]]:
    """Of every row only one field is odd, so that good rows occur as well."""
    names = [field.name for field in PLAN.fields]
    return [{names[number % len(names)]: row[names[number % len(names)]]} for number, row in enumerate(odd)]
