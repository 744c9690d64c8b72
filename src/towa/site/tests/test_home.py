"""The first page after signing in (ホーム)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from towa.rooms.ledger.app.queries.town_records import CollectionRate, CollectionRates, TaxItemFigures, TownFigures


FIGURES = TownFigures(
    as_of=date(2026, 11, 20),
    addressees=83_000,
    people_in_arrears=9_512,
    outstanding=1_482_300_500,
    carried_over=900_000_000,
    late_charge=120_000_000,
    provisional=1_000_000,
    overpaid=0,
    by_tax_item=(TaxItemFigures("nhi", "国民健康保険税", 5_000, 20_000, 800_000_000),),
)
RATES = CollectionRates(2025, CollectionRate(100_000, 99_200), CollectionRate(10_000, 2_850))


@pytest.fixture
def taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towa.site.home.ledger.town_figures", lambda: FIGURES)
    monkeypatch.setattr("towa.site.home.ledger.closed_year_rates", lambda: RATES)


def page(client_as: Callable[..., Any], role: str) -> str:
    return str(client_as(role).get("/").content.decode())


def test_town_without_an_extract_is_told_to_take_one_in(client_as: Callable[..., Any]) -> None:
    shown = page(client_as, "chief")
    assert "まだ抽出データがありません" in shown
    assert "基幹システムの抽出データを取り込んでください。" in shown


def test_home_shows_the_day_the_figures_and_the_next_step(client_as: Callable[..., Any], taken_in: None) -> None:
    shown = page(client_as, "tax_officer")
    assert "令和8年11月20日現在の状況です。" in shown
    assert "1,482,300,500" in shown
    assert "催告の振分計画を作ってください。" in shown
    assert "収納率（令和7年度）" in shown
    assert "現年課税分 99.2％、滞納繰越分 28.5％" in shown
    assert "国民健康保険税が最も多く、800,000,000円です。" in shown


def test_home_asks_nobody_to_do_what_the_role_may_not(client_as: Callable[..., Any], taken_in: None) -> None:
    assert "催告の振分計画を作ってください。" not in page(client_as, "operator")


def test_home_keeps_figures_from_a_role_that_may_not_see_them(client_as: Callable[..., Any], taken_in: None) -> None:
    assert "1,482,300,500" not in page(client_as, "system_administrator")


def test_stranger_is_sent_to_the_sign_in(client: Any, db: None) -> None:
    assert client.get("/").headers["Location"].startswith("/people/sign-in/")
