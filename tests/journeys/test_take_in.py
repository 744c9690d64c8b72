"""A day of taking in (取込の日): an extract with three bad rows, from the upload to the last mended row."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from tests.journeys.desk import SitDown
from tests.journeys.town import RunningTown


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
# Record, column, place from the end, and what stands there instead.
BAD_ROWS = (
    ("receipt", "領収日", 2, "2026-02-30"),
    ("receipt", "収納経路", 5, "77"),
    ("phone", "登録日", 3, "Ｈ31.4"),
)
LONG = 60_000


def spoilt_extract(source: Path, target: Path) -> dict[tuple[str, str], str]:
    """A zip of the town's own extract with three wrong cells and right check sums; returns what stood there."""
    folder = target.with_suffix("")
    shutil.copytree(source, folder)
    right = {
        (record, column): _spoil(folder / f"{record}.csv", column, row, bad) for record, column, row, bad in BAD_ROWS
    }
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        entry["sha256"] = hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in folder.iterdir():
            bundle.write(file, file.name)
    return right


def _spoil(file: Path, column: str, row: int, bad: str) -> str:
    lines = file.read_bytes().decode("cp932").split("\r\n")
    place = lines[0].split(",").index(column)
    cells = lines[-row - 1].split(",")
    right, cells[place] = cells[place], bad
    lines[-row - 1] = ",".join(cells)
    file.write_bytes("\r\n".join(lines).encode("cp932"))
    return right


def give(page: Page, bundle: Path) -> None:
    """Navigation → upload."""
    page.get_by_role("link", name="抽出データの取込").first.click()
    page.get_by_role("link", name="新しい抽出データを取り込む").click()
    page.locator("input[type=file]").set_input_files(bundle)
    page.get_by_role("button", name="内容を確かめる").click()


def follow(page: Page) -> None:
    """From the page of the progress to the result."""
    page.get_by_role("link", name="結果を見る").click(timeout=LONG)


def take_in(page: Page) -> None:
    """The button → progress → result."""
    page.get_by_role("button", name="台帳に取り込む").click()
    follow(page)


def mend(page: Page, record: str, right: dict[tuple[str, str], str], folder: Path) -> None:
    """Fetches the workbook of one record, writes what is right into the cells that are wrong, and gives it back."""
    with page.expect_download() as download:
        page.locator(f"a[href$='/{record}.xlsx']").click()
    target = folder / f"{record}.xlsx"
    download.value.save_as(target)
    book = openpyxl.load_workbook(target)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    head = [cell.value for cell in sheet[1]]
    assert head[-2:] == ["理由", "対処"]
    for of_record, column, _, bad in BAD_ROWS:
        for row in sheet.iter_rows(min_row=2):
            if of_record == record and row[head.index(column)].value == bad:
                row[head.index(column)].value = right[record, column]
    book.save(target)
    place = page.locator(f"#mended-{record}")
    expect(place).to_be_visible()
    place.set_input_files(target)
    page.locator(f"form[action$='/{record}/mend/'] button").click()


def test_bad_rows_are_shown_held_back_mended_and_taken_in(
    sit_down: SitDown, running_town: RunningTown, tmp_path: Path
) -> None:
    bundle = tmp_path / "extract.zip"
    right = spoilt_extract(running_town.extract, bundle)
    page = sit_down("tax-officer")

    give(page, bundle)
    follow(page)
    expect(page.locator("main")).to_contain_text("台帳はまだ変わっていません")
    for record, column, _, bad in BAD_ROWS:
        finding = page.locator("tbody tr", has_text=bad).filter(has_text=column)
        expect(finding).to_contain_text(f"{record}.csv")
        assert finding.locator("td").last.inner_text(), "a finding without a cure"

    take_in(page)
    expect(page.locator("main")).to_contain_text("取込済みです")
    expect(page.get_by_role("heading", name="隔離した行")).to_be_visible()
    for record in ("receipt", "phone"):
        mend(page, record, right, tmp_path)
        expect(page.locator("main")).to_contain_text("行を取り込みました")
    expect(page.get_by_role("heading", name="隔離した行")).to_have_count(0)

    figures = page.locator("table", has_text="レコード別の件数と金額").inner_text()
    give(page, bundle)
    expect(page.locator("main")).to_contain_text("同じ抽出データはすでに取り込んでいます")
    assert page.locator("table", has_text="レコード別の件数と金額").inner_text() == figures


def test_file_that_is_no_extract_is_refused_in_plain_words(sit_down: SitDown, tmp_path: Path) -> None:
    page = sit_down("tax-officer")
    page.goto("/ledger/extracts/upload/")
    wrong = tmp_path / "photo.zip"
    wrong.write_bytes(b"PK\x05\x06" + bytes(18))
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="内容を確かめる").click()
    expect(page.locator("main")).to_contain_text("manifest.json")
    expect(page.locator("main")).to_contain_text("指摘")
