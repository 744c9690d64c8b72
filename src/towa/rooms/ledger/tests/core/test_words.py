"""Words of arrears, plausibility, acts and tax items."""

from datetime import date

import pytest

from towa.gateways.core_system.layouts import towa as layout
from towa.rooms.ledger.core import acts, arrears, plausibility, terms
from towa.rooms.ledger.core.plausibility import ChannelCount
from towa.rooms.ledger.core.tax_item import TAX_ITEMS, boundary_months_of, term_of


def test_the_due_date_itself_is_in_time() -> None:
    assert not arrears.is_overdue(date(2026, 6, 30), date(2026, 6, 30))
    assert arrears.is_overdue(date(2026, 6, 30), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("on", "year"), [(date(2026, 5, 31), 2025), (date(2026, 6, 1), 2026), (date(2027, 3, 31), 2026)]
)
def test_a_year_is_carried_over_when_its_books_have_closed(on: date, year: int) -> None:
    assert arrears.first_open_year(on) == year


def test_a_demand_ripens_on_the_eleventh_day_after_its_issue() -> None:
    assert not arrears.demand_has_ripened(date(2026, 11, 10), date(2026, 11, 20))
    assert arrears.demand_has_ripened(date(2026, 11, 9), date(2026, 11, 20))
    assert not arrears.demand_has_ripened(None, date(2026, 11, 20))


def test_nobody_is_new_who_owes_from_an_earlier_year_or_was_demanded_before() -> None:
    assert arrears.is_first_time(0, 0)
    assert not arrears.is_first_time(1, 0)
    assert not arrears.is_first_time(0, 1)


def test_a_channel_without_payments_since_the_last_extract_is_silent() -> None:
    now = {"bank": ChannelCount(total=500, since_last=0, before_last=40)}
    found = list(plausibility.silent_channels(now, {"bank": 500}, later_day=True))
    assert [finding.code for finding in found] == ["channel_silent"]


def test_few_payments_before_prove_no_silence() -> None:
    now = {"bank": ChannelCount(total=500, since_last=0, before_last=9)}
    assert list(plausibility.silent_channels(now, {"bank": 500}, later_day=True)) == []


@pytest.mark.parametrize(("rows", "stops"), [(80, 0), (79, 1)])
def test_a_fall_of_more_than_a_fifth_stops(rows: int, stops: int) -> None:
    assert len(list(plausibility.fallen_rows({"levy": rows}, {"levy": 100}, {"levy": "調定"}))) == stops


def test_the_ledger_knows_every_word_of_the_core() -> None:
    assert set(TAX_ITEMS) == set(layout.TAX_ITEMS.values())
    assert set(plausibility.CHANNELS) == set(layout.RECEIPT_CHANNELS.values())
    assert set(terms.STANDINGS) == set(layout.STANDINGS.values())
    assert set(terms.CONTACT_RESULTS) == set(layout.CONTACT_RESULTS.values())
    assert set(terms.CONTACT_CHANNELS) == set(layout.CONTACT_CHANNELS.values())
    assert set(terms.PHONE_STATES) == set(layout.PHONE_STATES.values())


def test_every_tax_of_the_ledger_turns_to_the_higher_rate_after_one_month() -> None:
    assert {boundary_months_of(name) for name in TAX_ITEMS} == {1}
    assert term_of("unheard_of") == "unheard_of"


def test_nothing_in_this_room_is_public_power() -> None:
    assert not any(act.public_power for act in acts.ACTS)
    assert acts.OVERRIDE_STOP.purpose_required
