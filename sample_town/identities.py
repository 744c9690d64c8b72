"""氏名・住所: the texts by which an addressee is known: name, kana, address, post code, district."""

import numpy as np
import polars as pl

from sample_town import name_tables
from sample_town.block import Block
from sample_town.municipality import MUNICIPALITY_NAME, streets
from sample_town.names import foreign_names, given_names, surnames, table_of
from sample_town.people import CORPORATION, Homes
from sample_town.texts import blank_where, gather


OTHER_TOWNS = ("", "となり市本町", "みなみ市中央", "かわべ町大字川辺", "やまて市緑ケ丘", "うみの市港町")
CHOME = ("", "一丁目", "二丁目", "三丁目", "四丁目", "五丁目")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def names(block: Block, encoding: str) -> tuple[pl.Series, pl.Series]:
    """氏名・名称 and カナ, family name first, parted by a full-width blank."""
    people = block.people
    given, _, _ = given_names()
    foreign, company = people.foreign >= 0, people.kind == CORPORATION
    frame = pl.DataFrame(
        {
            "family": surnames().text(people.surname, encoding),
            "given": given.text(people.given, encoding),
            "family_kana": surnames().reading(people.surname),
            "given_kana": given.reading(people.given),
        }
    ).select(
        pl.concat_str(["family", "given"], separator="　").alias("name"),
        pl.concat_str(["family_kana", "given_kana"], separator="　").alias("kana"),
    )
    name, kana = frame["name"], frame["kana"]
    where = np.nonzero(foreign)[0].astype(np.uint32)
    name = name.scatter(where, foreign_names().text(people.foreign[foreign], encoding))
    kana = kana.scatter(where, foreign_names().reading(people.foreign[foreign]))
    where = np.nonzero(company)[0].astype(np.uint32)
    company_name, company_kana = company_names(block, encoding)
    return name.scatter(where, company_name), kana.scatter(where, company_kana)


def company_names(block: Block, encoding: str) -> tuple[pl.Series, pl.Series]:
    """法人名: 株式会社 and the like before or after a family name or word and a trade."""
    people = block.people
    company = people.kind == CORPORATION
    key = people.birth[company].astype(np.int64) * 7919 + people.home[company]
    forms, words, trades = (
        table_of(name_tables.weighted(table)) for table in (name_tables.FORMS, name_tables.WORDS, name_tables.TRADES)
    )
    form = np.searchsorted(np.cumsum(forms.weights), key % 100, side="right")
    word, trade, family = key // 100 % len(words.weights), key // 7 % len(trades.weights), people.surname[company]
    of_family = pl.Series(key % 3 == 0)
    stem = surnames().text(family, encoding).zip_with(of_family, words.text(word, encoding))
    stem_kana = surnames().reading(family).zip_with(of_family, words.reading(word))
    core, core_kana = stem + trades.text(trade, encoding), stem_kana + trades.reading(trade)
    form_text, form_kana = forms.text(form, encoding), forms.reading(form)
    behind = pl.Series((key // 3 % 5 < 2) & (form < 3))
    name = (core + form_text).zip_with(behind, form_text + core)
    kana = (core_kana + "　" + form_kana).zip_with(behind, form_kana + "　" + core_kana)
    return name, kana


def address_texts(homes: Homes) -> tuple[pl.Series, pl.Series, pl.Series, pl.Series]:
    """郵便番号, 住所, 方書, 地区 of every home of the block; full-width figures as the core prints them."""
    table = streets()
    outside = homes.outside > 0
    figures = pl.Series([str(number).translate(WIDE) for number in range(1000)])
    town = gather([MUNICIPALITY_NAME + street.name for street in table], homes.street)
    town = gather(OTHER_TOWNS, homes.outside).zip_with(pl.Series(outside), town)
    chome = gather(CHOME, np.where(outside, 0, homes.chome))
    with_chome = (homes.chome > 0) & ~outside
    lot = np.where(with_chome, homes.ban, homes.ban * 13 + homes.go)
    joint = gather(("番地", "番"), with_chome.astype(np.int8))
    tail = gather(("", "号"), with_chome.astype(np.int8))
    address = town + chome + gather(figures, lot) + joint + gather(figures, homes.go) + tail
    flats = name_tables.APARTMENTS.split()
    detail = gather(flats, np.maximum(homes.apartment, 0)) + gather(figures, homes.room) + "号室"
    detail = blank_where(detail, homes.apartment < 0)
    postal = blank_where(gather([street.postal_code for street in table], homes.street), outside)
    district = blank_where(gather([street.district for street in table], homes.street), outside)
    return postal, address, detail, district
