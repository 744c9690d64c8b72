"""The town is believable: households, names, taxes, receipts, arrears; and the line of the collection rates."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sample_town.generate import Made, generate
from sample_town.names import foreign_names, given_names, surnames
from sample_town.rates import collection_rates, effective_receipts, people_in_arrears, read
from sample_town.receipts import late_charges
from sample_town.running_numbers import corporate_number
from sample_town.taxes import due_date
from sample_town.tests.conftest import SCALE


AS_OF = date(2026, 11, 20)


def test_residents_are_about_eighty_three_thousand_at_scale_one(made: Made) -> None:
    assert made.residents / SCALE == pytest.approx(83_000, rel=0.03)


def test_members_of_a_japanese_household_share_their_family_name_and_its_reading(utf8: Path) -> None:
    people = read(utf8, "addressee").filter(pl.col("household_no").is_not_null() & pl.col("name").str.contains("　"))
    families = people.select(
        "household_no",
        family=pl.col("name").str.split("　").list.first(),
        reading=pl.col("name_kana").str.split("　").list.first(),
    )
    japanese = families.filter(~pl.col("family").str.contains("^[ァ-ヶー]+$"))
    counted = japanese.group_by("household_no").agg(pl.col("family").n_unique(), pl.col("reading").n_unique())
    assert counted["family"].max() == 1
    assert counted["reading"].max() == 1


def test_every_kana_name_is_the_reading_of_the_written_name(utf8: Path) -> None:
    readings: dict[str, set[str]] = {}
    for table in (surnames(), given_names()[0]):
        for kanji, kana in zip(table.unicode, table.kana, strict=True):
            readings.setdefault(kanji, set()).add(kana)
    foreign = dict(zip(foreign_names().unicode, foreign_names().kana, strict=True))
    people = read(utf8, "addressee").filter(pl.col("kind") == "1").select("name", "name_kana").unique()
    for name, kana in people.rows():
        if name in foreign:
            assert kana == foreign[name]
        else:
            pairs = zip(name.split("　"), kana.split("　"), strict=True)
            assert all(reading in readings[written] for written, reading in pairs), (name, kana)


def test_hard_names_are_there(utf8: Path) -> None:
    names = read(utf8, "addressee")["name"]
    for needed in ("髙", "﨑", "邉", "[\U000e0100-\U000e01ef]", "[\ue000-\uf8ff]", "^[A-Z ]+$", "^.{21,}$", "株式会社"):
        assert names.str.contains(needed).any(), needed


def test_instalments_add_up_to_the_levy_and_the_first_takes_the_fractions(cp932: Path) -> None:
    rows = read(cp932, "instalment")
    sums = rows.group_by("notice_no").agg(pl.col("instalment_amount").sum())
    both = read(cp932, "levy").join(sums, on="notice_no", how="full")
    assert (both["levied_amount"] == both["instalment_amount"]).all()
    assert (rows.filter(pl.col("period_no") > 1)["instalment_amount"] % 1000 == 0).all()


def test_due_dates_that_fall_on_days_off_are_moved_by_law() -> None:
    assert due_date(2026, 5, 31) == date(2026, 6, 1)
    assert due_date(2026, 10, 31) == date(2026, 11, 2)
    assert due_date(2025, 2, 31) == date(2026, 3, 2)
    assert due_date(2026, 12, 25) == date(2026, 12, 25)


def test_every_receipt_belongs_to_an_instalment_and_comes_within_two_weeks(cp932: Path) -> None:
    receipts, instalments = read(cp932, "receipt"), read(cp932, "instalment")
    assert receipts.join(instalments, on=["notice_no", "period_no"], how="anti").is_empty()
    delay = receipts["received_date"].str.to_date() - receipts["paid_date"].str.to_date()
    assert 0 <= delay.dt.total_days().min() <= delay.dt.total_days().max() <= 14  # type: ignore[operator]


def test_convenience_stores_report_provisionally_finally_and_sometimes_undo(cp932: Path) -> None:
    rows = read(cp932, "receipt").filter(pl.col("channel") == "20")
    states = rows.group_by("slip_no").agg(pl.col("state").sort().str.join(""))["state"].value_counts()
    found = dict(states.rows())
    assert found["12"] > found["1"] > 0
    assert found["13"] > 0
    assert found["2"] > 0


def test_some_pay_twice_but_few(cp932: Path) -> None:
    paid = effective_receipts(cp932).group_by("notice_no", "period_no").agg(pl.col("amount").sum())
    rows = read(cp932, "instalment").join(paid, on=["notice_no", "period_no"])
    share = (rows["amount"] > rows["instalment_amount"]).mean()
    assert 0.0005 < share < 0.006  # type: ignore[operator]


def test_late_charges_are_those_of_the_law() -> None:
    day = np.array([date(2024, 1, 31)], "datetime64[D]").astype(np.int32)
    paid = np.array([date(2024, 5, 30)], "datetime64[D]").astype(np.int32)
    assert late_charges(np.array([48_500]), day, paid).tolist() == [1100]


def test_corporate_numbers_carry_the_check_digit_in_front() -> None:
    assert corporate_number(np.array([700110005901])).tolist() == [8700110005901]


def test_plans_promise_what_the_standing_says(cp932: Path) -> None:
    plans = read(cp932, "standing").filter(pl.col("kind") == "41")
    promised = read(cp932, "plan_instalment").group_by("standing_no").agg(pl.col("amount").sum().alias("promised"))
    both = plans.join(promised, on="standing_no", how="full")
    assert both.height == plans.height > 10
    assert (both["amount"] == both["promised"]).all()


def test_people_in_arrears_are_nine_to_eleven_thousand_at_scale_one(cp932: Path) -> None:
    assert 9_000 * 0.9 < people_in_arrears(cp932, AS_OF) / SCALE < 11_000 * 1.1


def test_about_a_quarter_of_the_people_in_arrears_have_no_usable_telephone(cp932: Path) -> None:
    usable = read(cp932, "phone").filter(pl.col("state") == "1")["addressee_no"].unique()
    levies = read(cp932, "levy").filter(pl.col("fiscal_year") < 2025)["addressee_no"].unique()
    assert 0.15 < 1 - levies.is_in(usable.implode()).mean() < 0.45  # type: ignore[operator]


def test_collection_rates_come_out_near_the_line(tmp_path: Path) -> None:
    made = generate(tmp_path / "extract", seed=1, scale=0.25)
    rates = collection_rates(made.folders[0])
    assert rates.current == pytest.approx(99.2, abs=0.3)
    assert rates.carried_over == pytest.approx(28.8, abs=3)
    assert rates.total == pytest.approx(97.5, abs=0.5)
    assert rates.levied == pytest.approx(0.25 * 12e9, rel=0.2)
