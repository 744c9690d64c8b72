from datetime import date
from pathlib import Path

import pytest

from towa.law.parameters import InvalidValues, UnknownValue, citation, names, read_file, series, value
from towa.law.tests.plain_late_charge import DEFERRAL, RATES, REFUND


HEAD = """
term: 割合
{by}
columns:
  rate: {{term: 割合, unit: 0.1%, article: 某法1条}}
rows:
"""


def written(folder: Path, *rows: str, by: str = "") -> Path:
    path = folder / "some_rate.yaml"
    path.write_text(HEAD.format(by=by) + "".join(f"  - {{{row}}}\n" for row in rows), "utf-8")
    return path


def test_the_registered_rates_are_the_announced_ones() -> None:
    for year, (first_month, after) in RATES.items():
        for day in (date(year, 1, 1), date(year, 12, 31)):
            assert value("late_charge_rate.first_month", day) == round(float(first_month) * 10)
            assert value("late_charge_rate.after", day) == round(float(after) * 10)
            assert value("refund_interest_rate.rate", day) == round(float(REFUND[year]) * 10)
    for year, rate in DEFERRAL.items():
        assert value("late_charge_rate.deferral", date(year, 7, 1)) == round(float(rate) * 10)


@pytest.mark.parametrize(
    "name", ["late_charge_rate.after", "late_charge_rate.first_month", "refund_interest_rate.rate"]
)
def test_the_year_not_yet_announced_is_unknown(name: str) -> None:
    with pytest.raises(UnknownValue, match=r"令和9年（2027年）の.*まだ登録されていません.*law/values/.*一行追加"):
        value(name, date(2027, 1, 1))


def test_every_value_names_its_article_and_an_address() -> None:
    for name in names():
        for item in series(name).values:
            assert item.citation.article
            assert all(source.startswith("http") for source in item.citation.sources)
    assert citation("demand.demand_days", date(2026, 4, 1)).article == "地方税法329条1項"


def test_an_unknown_name_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        value("late_charge_rate.second_month", date(2026, 1, 1))


def test_rows_that_overlap_are_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "from: 2020-01-01, until: 2021-12-31, rate: 1, source: http://a",
        "from: 2021-01-01, until: 2022-12-31, rate: 2, source: http://a",
    )
    with pytest.raises(InvalidValues, match="重なっています"):
        read_file(path)


def test_a_day_left_out_is_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "from: 2020-01-01, until: 2020-12-30, rate: 1, source: http://a",
        "from: 2021-01-01, until: 2022-12-31, rate: 2, source: http://a",
    )
    with pytest.raises(InvalidValues, match="途切れています"):
        read_file(path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("from: 2020-01-01, rate: 1.5, source: http://a", "整数"),
        ("from: 2020-01-01, rate: true, source: http://a", "整数"),
        ("from: 2020-01-01, rate: -1, source: http://a", "整数"),
        ("from: 2020-01-01, rate: 1", "出典"),
        ("from: 2020-01-01, until: 2019-12-31, rate: 1, source: http://a", "始まりより前"),
        ("from: 2020-01-01, other: 1, source: http://a", "行がありません"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(InvalidValues, match=reason):
        read_file(written(tmp_path, row))


def test_yearly_rates_must_cover_whole_years(tmp_path: Path) -> None:
    row = "from: 2020-01-01, until: 2020-11-30, rate: 1, source: http://a"
    with pytest.raises(InvalidValues, match="暦年ごと"):
        read_file(written(tmp_path, row, by="by: calendar_year"))
