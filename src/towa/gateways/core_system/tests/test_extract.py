"""A whole extract: what the manifest says is compared with what stands there, and every disagreement stops it."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.layouts.northern_hill import LAYOUT as NORTHERN_HILL
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.manifest import MANIFEST
from towa.gateways.core_system.reader import open_extract, open_single
from towa.gateways.core_system.tests.factories import TOWN, entry, rows, write_extract, write_manifest, write_single
from towa.gateways.core_system.tests.workbooks import write_workbook


RECEIPT = LAYOUT["receipt"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_extract(tmp_path / "extract", count=4)


def refusal(folder: Path, municipality: str = "") -> set[str]:
    """Codes of everything that stops this extract."""
    try:
        with open_extract(folder, municipality=municipality) as extract:
            for record in extract.layout.records:
                list(extract.batches(record.name))
    except ExtractRefused as refused:
        return {finding.code for finding in refused.findings}
    return set()


def change_manifest(folder: Path, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    path = folder / MANIFEST
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_good_extract_is_read_whole(tmp_path: Path, encoding: str) -> None:
    with open_extract(write_extract(tmp_path / "e", count=5, encoding=encoding), municipality=TOWN) as extract:
        for record in LAYOUT.records:
            batches = list(extract.batches(record.name))
            assert sum(batch.good.height for batch in batches) == 5
            assert extract.totals(record.name).rows == 5
    assert extract.totals("receipt").yen == 1 + 2 + 3 + 4 + 5
    assert extract.findings == []


def test_rows_of_another_town_are_kept_back(tmp_path: Path) -> None:
    content = rows(RECEIPT, 3)
    content[1]["municipality_code"] = "132209"
    with open_extract(write_extract(tmp_path / "e", content={"receipt": content})) as extract:
        batch = next(extract.batches("receipt"))

    assert [finding.code for row in batch.bad for finding in row.findings] == ["wrong_town"]


def test_extract_of_another_town_is_refused(folder: Path) -> None:
    assert refusal(folder, municipality="132209") == {"wrong_town"}


def test_truncation_anywhere_is_refused(folder: Path) -> None:
    whole = (folder / "receipt.csv").read_bytes()
    for length in range(0, len(whole), 7):
        (folder / "receipt.csv").write_bytes(whole[:length])
        assert "sha256" in refusal(folder)


def test_truncation_with_a_fitting_check_sum_is_refused_by_the_counts(folder: Path) -> None:
    path = folder / "receipt.csv"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    digest = entry(RECEIPT, path, [])["sha256"]
    change_manifest(folder, lambda content: content["files"][4].update(sha256=digest))

    assert refusal(folder) == {"rows_disagree", "yen_disagree"}


@pytest.mark.parametrize("length", [0, 1, 20, 200, 700])
def test_truncated_manifest_is_refused(folder: Path, length: int) -> None:
    path = folder / MANIFEST
    path.write_bytes(path.read_bytes()[:length])

    assert refusal(folder) == {"manifest"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda content: content.update(layout="other"), "layout"),
        (lambda content: content.update(version="2"), "version"),
        (lambda content: content.update(as_of="2026-02-30"), "manifest"),
        (lambda content: content.update(as_of="20261120"), "manifest"),
        (lambda content: content.update(municipality_code="992012"), "municipality_code"),
        (lambda content: content.pop("files"), "manifest"),
        (lambda content: content.update(files={}), "manifest"),
        (lambda content: content["files"].pop(), "record_missing"),
        (lambda content: content["files"].append(content["files"][0]), "record_missing"),
        (lambda content: content["files"][0].update(record="stranger"), "record_unknown"),
        (lambda content: content["files"][0].update(file="../receipt.csv"), "file_missing"),
        (lambda content: content["files"][4].update(rows=5), "rows_disagree"),
        (lambda content: content["files"][4].update(rows="4"), "manifest"),
        (lambda content: content["files"][4].update(yen_total=11), "yen_disagree"),
        (lambda content: content["files"][4].update(yen_total=10.0), "manifest"),
        (lambda content: content["files"][4].update(sha256="0" * 64), "sha256"),
    ],
)
def test_manifest_that_disagrees_stops_the_extract(folder: Path, change: Callable[..., None], code: str) -> None:
    change_manifest(folder, change)

    assert code in refusal(folder)


def test_missing_extra_and_strange_files_are_all_named_at_once(folder: Path) -> None:
    (folder / "phone.csv").unlink()
    (folder / "extra.csv").write_text("x", encoding="utf-8")
    (folder / "link.csv").symlink_to("/etc/hostname")
    (folder / ".DS_Store").write_bytes(b"")

    assert refusal(folder) == {"file_missing", "file_extra", "file_kind"}


def test_every_refusal_says_where_and_what_to_do(folder: Path) -> None:
    (folder / "phone.csv").unlink()

    with pytest.raises(ExtractRefused) as refused:
        open_extract(folder, municipality="132209")

    assert all(finding.cure and finding.place for finding in refused.value.findings)


def test_folder_without_manifest_is_refused(folder: Path) -> None:
    (folder / MANIFEST).unlink()

    assert refusal(folder) == {"no_manifest"}


def test_unreadable_amount_makes_the_total_unproven_not_wrong(tmp_path: Path) -> None:
    content = rows(RECEIPT, 3)
    content[1]["amount"] = "1_000"
    folder = write_extract(tmp_path / "e", content={"receipt": content})
    change_manifest(folder, lambda manifest: manifest["files"][4].update(yen_total=1004))

    with open_extract(folder) as extract:
        list(extract.batches("receipt"))

    assert [finding.code for finding in extract.findings] == ["yen_unproven"]
    assert extract.totals("receipt").yen_unreadable == 1


def test_readable_amounts_of_bad_rows_belong_to_the_total(tmp_path: Path) -> None:
    content = rows(RECEIPT, 3)
    content[1]["paid_date"] = "2026-02-30"
    with open_extract(write_extract(tmp_path / "e", content={"receipt": content})) as extract:
        list(extract.batches("receipt"))

    totals = extract.totals("receipt")
    assert (totals.yen_good, totals.yen_bad, totals.rows_bad) == (4, 2, 1)


def test_single_file_warns_that_totals_cannot_be_proven(tmp_path: Path) -> None:
    path = write_single(tmp_path, RECEIPT, rows(RECEIPT, 2))

    with open_single(path, "receipt", layout=LAYOUT) as extract:
        assert next(extract.batches("receipt")).good.height == 2
        assert [finding.code for finding in extract.findings] == ["no_manifest"]


def test_single_file_cut_inside_a_row_is_refused(tmp_path: Path) -> None:
    path = write_single(tmp_path, RECEIPT, rows(RECEIPT, 2))
    whole = path.read_bytes()
    ends = [place + 1 for place in range(len(whole)) if whole[place : place + 1] == b"\n"]
    for length in set(range(1, len(whole))) - set(ends):
        path.write_bytes(whole[:length])
        with pytest.raises(ExtractRefused):
            open_single(path, "receipt", layout=LAYOUT)


def test_second_citys_extract_goes_through_the_same_reader(tmp_path: Path) -> None:
    with open_extract(write_extract(tmp_path / "e", layout=NORTHERN_HILL, count=3)) as extract:
        receipts = next(extract.batches("receipt"))
        levies = next(extract.batches("levy"))

    assert (receipts.good.height, receipts.bad, levies.good.height) == (3, [], 3)
    assert str(receipts.good["paid_date"][0]) == "2026-11-20"
    assert levies.good["tax_item"][0] == "resident_tax_ordinary"


@pytest.mark.parametrize("parent", ["", "extract/"])
def test_zip_of_the_folder_is_the_same_extract(folder: Path, tmp_path: Path, parent: str) -> None:
    path = tmp_path / "upload.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, parent + file.name)

    with open_extract(path) as extract:
        unpacked = extract.sources["receipt"].path.parent
        assert next(extract.batches("receipt")).good.height == 4

    assert not unpacked.exists()


def test_folder_may_hold_a_workbook_for_a_record(tmp_path: Path) -> None:
    folder = write_extract(tmp_path / "e", count=2)
    (folder / "receipt.csv").unlink()
    content = rows(RECEIPT, 2)
    path = write_workbook(folder / "receipt.xlsx", RECEIPT, content)
    entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    write_manifest(folder, LAYOUT, [*entries[:4], entry(RECEIPT, path, content), *entries[5:]])

    with open_extract(folder) as extract:
        assert next(extract.batches("receipt")).good.height == 2
    shutil.rmtree(folder)
