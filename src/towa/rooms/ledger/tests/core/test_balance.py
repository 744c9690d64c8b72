"""Balances: what an instalment owes as of any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.kernel.money import Yen
from towa.law.late_charge import Payment
from towa.rooms.ledger.core.balance import balance, late_charge_of, rules_of
from towa.rooms.ledger.core.posting import Receipt, effective
from towa.rooms.ledger.core.relief import Standing, reliefs_of
from towa.rooms.ledger.tests.core.receipts import DAYS, one, receipts


DUE = date(2024, 1, 31)


@given(st.integers(0, 100_000), receipts(), DAYS)
def test_yen_are_conserved_and_never_negative(amount: int, rows: list[Receipt], day: date) -> None:
    found = balance(Yen(amount), rows, day)
    assert found.applied + found.outstanding == amount
    assert found.applied + found.overpaid == found.paid
    assert min(found.outstanding, found.overpaid, found.provisional) >= 0


@given(st.integers(0, 100_000), receipts(), DAYS)
def test_what_is_owed_never_grows_as_days_pass(amount: int, rows: list[Receipt], day: date) -> None:
    assert (
        balance(Yen(amount), rows, day + timedelta(days=1)).outstanding <= balance(Yen(amount), rows, day).outstanding
    )


def test_a_payment_counts_from_its_own_day() -> None:
    rows = [one(1, "final", date(2026, 8, 10), amount=8_500)]
    assert balance(Yen(48_500), rows, date(2026, 8, 9)).outstanding == 48_500
    assert balance(Yen(48_500), rows, date(2026, 8, 10)).outstanding == 40_000


def test_what_the_city_did_not_yet_know_does_not_count() -> None:
    row = one(1, "final", date(2026, 8, 20))
    paid_before = Receipt(
        row.receipt_no, row.slip_no, row.state, Yen(5_000), Yen(0), date(2026, 8, 10), row.received_date
    )
    assert balance(Yen(5_000), [paid_before], date(2026, 8, 15)).outstanding == 0
    assert balance(Yen(5_000), [paid_before], date(2026, 8, 15), known_on=date(2026, 8, 15)).outstanding == 5_000


def test_a_second_payment_of_the_same_instalment_is_overpaid() -> None:
    rows = [one(1, "final", date(2026, 6, 1), slip=1), one(2, "final", date(2026, 6, 2), slip=2)]
    assert balance(Yen(10_000), rows, date(2026, 6, 3)).overpaid == 10_000


@pytest.mark.parametrize(
    ("amount", "paid", "charge"), [(700_000, date(2024, 2, 28), 1_200), (48_500, date(2024, 5, 30), 1_100)]
)
def test_the_worked_examples_of_a_real_city_come_out(amount: int, paid: date, charge: int) -> None:
    found = late_charge_of(
        Yen(amount), DUE, [Payment(paid, amount)], date(2026, 11, 20), rules=rules_of("fixed_asset_tax")
    )
    assert found.amount == charge


def test_late_charge_stops_on_the_day_of_full_payment() -> None:
    paid = [Payment(date(2024, 5, 30), 48_500)]
    on_that_day = late_charge_of(Yen(48_500), DUE, paid, date(2024, 5, 30))
    long_after = late_charge_of(Yen(48_500), DUE, paid, date(2026, 11, 20))
    assert on_that_day.amount == long_after.amount


def test_a_suspension_draws_no_late_charge() -> None:
    suspended = reliefs_of([Standing("enforcement_suspension", DUE, None)], date(2026, 11, 20))
    assert late_charge_of(Yen(48_500), DUE, [], date(2026, 11, 20), reliefs=suspended).amount == 0


@pytest.mark.parametrize(("ground", "kind"), [("災害による損失", "exempt"), ("事業の休止", "deferral")])
def test_the_ground_of_a_deferral_decides_between_exemption_and_reduction(ground: str, kind: str) -> None:
    (relief,) = reliefs_of([Standing("collection_deferral", DUE, None, ground)], date(2026, 11, 20))
    assert relief.kind == kind


def test_a_seizure_lowers_nothing() -> None:
    assert reliefs_of([Standing("seizure", DUE, None)], date(2026, 11, 20)) == ()


def test_receipts_come_in_the_order_of_payment() -> None:
    rows = [one(2, "final", date(2026, 6, 2), slip=2), one(1, "final", date(2026, 6, 1), slip=1)]
    assert [row.receipt_no for row in effective(rows)] == ["000000000001", "000000000002"]
