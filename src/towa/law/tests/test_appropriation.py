from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towa.law.appropriation import Claim, Part, appropriate, effective_day


YEN = st.integers(0, 100_000)
CLAIMS = st.lists(
    st.builds(
        Claim,
        key=st.text("abcdef", min_size=3, max_size=6),
        due=st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 1, 1)),
        tax=YEN,
        late_charge=YEN,
        enforcement_cost=YEN,
    ),
    max_size=6,
    unique_by=lambda claim: claim.key,
)


@given(st.integers(0, 800_000), CLAIMS)
def test_every_yen_is_either_appropriated_or_left(amount: int, claims: list[Claim]) -> None:
    found = appropriate(amount, claims)
    owed = sum(claim.owed(part) for claim in claims for part in Part)
    assert sum(item.amount for item in found.allocations) + found.rest == amount
    assert found.rest == max(0, amount - owed)
    assert all(item.amount > 0 for item in found.allocations)


@given(st.integers(0, 800_000), CLAIMS)
def test_no_newer_claim_gets_money_before_an_older_one_is_met(amount: int, claims: list[Claim]) -> None:
    found = appropriate(amount, claims)
    given_to = {claim.key: sum(i.amount for i in found.allocations if i.key == claim.key) for claim in claims}
    for older in claims:
        for newer in claims:
            if older.due < newer.due and given_to[newer.key]:
                assert given_to[older.key] == sum(older.owed(part) for part in Part)


def test_the_later_of_two_days_makes_a_claim_suitable() -> None:
    assert effective_day(date(2026, 6, 30), date(2026, 8, 3)) == date(2026, 8, 3)
    assert effective_day(date(2026, 6, 30), date(2026, 5, 1)) == date(2026, 6, 30)


def test_the_explanation_names_each_claim_and_the_rest() -> None:
    claim = Claim("令和7年度 第1期", date(2025, 6, 30), 28_000, 5_000)
    assert appropriate(30_000, [claim]).explanation.lines() == [
        "30,000円の充当",
        "令和7年度 第1期（納期限 令和7年6月30日）の本税：未納 28,000円 のうち ＝ 28,000円 〔地方税法17条の2第3項〕",
        "令和7年度 第1期（納期限 令和7年6月30日）の延滞金：未納 5,000円 のうち ＝ 2,000円 〔地方税法17条の2第3項〕",
        "充当後の残り：30,000円 から充当した額を差し引く ＝ 0円",
        "結果：30,000円",
        "根拠：地方税法17条の2第1項、地方税法17条の2第3項",
    ]


def test_negative_money_cannot_be_appropriated() -> None:
    with pytest.raises(ValueError, match="0円以上"):
        appropriate(-1, [])
