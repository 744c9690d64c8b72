"""A morning of a tax officer (徴税吏員の朝): from the plan to one person, to every yen, and to a list in Excel."""

import csv
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from tests.journeys.desk import SitDown
from tests.journeys.town import RunningTown
from towa.kernel.text import kana_to_halfwidth


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SOME_YEN = re.compile(r"(?<![\d,])[1-9][\d,]*円の計算")
OLD_CHARACTERS = str.maketrans("髙﨑濵", "高崎浜")


def open_list(page: Page) -> None:
    """Home → newest plan → its list."""
    page.get_by_role("link", name="最新の振り分け").click()
    page.get_by_role("link", name="一覧", exact=True).click()
    expect(page.locator("h1")).to_have_text("振り分けの一覧")


def choose_channel(page: Page, label: str) -> None:
    page.get_by_label("手段", exact=True).select_option(label=label)
    expect(page).to_have_url(re.compile("channel="))


def people_shown(page: Page) -> int:
    """ "1,234人、滞納額の合計 …" of the line above the list."""
    return int(page.locator("#list [role=status]").inner_text().split("人")[0].replace(",", ""))


def test_officer_comes_from_home_to_a_person_and_back_to_the_same_list(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    expect(page.locator("main")).to_contain_text("滞納者")
    open_list(page)
    everybody = people_shown(page)
    choose_channel(page, "催告書")
    expect(page.locator("#list [role=status]")).not_to_contain_text(f"{everybody:,}人")
    some, address = people_shown(page), page.url
    person = page.locator("#list tbody th a").first
    name = person.inner_text()
    person.click()
    expect(page.locator("h1")).to_have_text(name)
    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator("h1")).to_have_text("振り分けの一覧")
    assert page.locator("[name=channel]").input_value() == "letter"
    assert 0 < people_shown(page) == some < everybody


def test_one_step_back_from_a_filter_shows_the_whole_page_again(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    open_list(page)
    everybody = people_shown(page)
    choose_channel(page, "催告書")
    page.go_back()
    expect(page.locator("h1")).to_have_text("振り分けの一覧")
    expect(page.locator("#list [role=status]")).to_contain_text(f"{everybody:,}人")


def test_officer_finds_a_person_by_halfwidth_kana(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    open_list(page)
    row = page.locator("#list tbody tr").nth(3)
    name, kana = row.locator("th a").inner_text(), row.locator("th .muted").inner_text()
    page.get_by_role("searchbox").fill(kana_to_halfwidth(kana).replace(" ", ""))
    expect(page).to_have_url(re.compile("text="))
    expect(page.get_by_role("link", name=name).first).to_be_visible()
    assert people_shown(page) < 10


def test_officer_finds_a_person_with_old_characters_by_the_new_ones(
    sit_down: SitDown, running_town: RunningTown
) -> None:
    with (running_town.extract / "addressee.csv").open(encoding="cp932") as file:
        names = [row["氏名・名称"] for row in csv.DictReader(file)]
    old = next(name for name in names if name != name.translate(OLD_CHARACTERS))
    page = sit_down("tax-officer")
    page.get_by_role("link", name="宛名検索").click()
    page.locator("main form input").first.fill(old.translate(OLD_CHARACTERS).replace("　", ""))
    expect(page.locator("#list tbody")).to_contain_text(old)


def test_every_yen_of_a_late_charge_is_explained_with_its_article(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    open_list(page)
    page.goto(f"{page.url}?sort=-late")
    page.locator("#list tbody th a").first.click()
    explained = page.locator("details", has_text=SOME_YEN).first
    explained.locator("summary").click()
    expect(explained).to_contain_text("地方税法")
    expect(explained).to_contain_text("÷ 365")
    expect(explained).to_contain_text("100円未満を切捨て")


def test_officer_reads_why_this_way_and_why_not_the_next(sit_down: SitDown) -> None:
    page = sit_down("tax-officer")
    open_list(page)
    choose_channel(page, "催告書")
    page.locator("#list tbody th a").first.click()
    expect(page.locator("h1")).not_to_have_text("振り分けの一覧")
    reasons = page.locator("section", has=page.get_by_role("heading", name="この人への連絡の手段"))
    expect(reasons).to_contain_text("「催告書」の効果見込みは")
    expect(reasons).to_contain_text("次善")
    expect(reasons).to_contain_text("使えない手段と理由")


def test_officer_takes_away_in_excel_what_is_seen(sit_down: SitDown, tmp_path: Path) -> None:
    page = sit_down("tax-officer")
    open_list(page)
    everybody = people_shown(page)
    choose_channel(page, "催告書")
    expect(page.locator("#list [role=status]")).not_to_contain_text(f"{everybody:,}人")
    with page.expect_download() as download:
        page.get_by_role("link", name="この一覧をExcelで出力").click()
    target = tmp_path / "list.xlsx"
    download.value.save_as(target)
    sheet = openpyxl.load_workbook(target).active
    assert isinstance(sheet, Worksheet)
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    numbers = page.locator("#list tbody td.nowrap:nth-child(2)").all_inner_texts()
    assert set(numbers) <= set(cells)
    assert len({cell for cell in cells if len(cell) == 10 and cell.isdigit()}) == people_shown(page)
