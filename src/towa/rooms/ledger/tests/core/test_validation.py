"""The invariants: each one sees its own fault, and a true ledger passes."""

from dataclasses import replace
from typing import Any, cast

import pytest

from towa.rooms.ledger.core.validation import LedgerSums, PostingSums, RecordSums, violations


TRUE_RECORD = RecordSums(
    term="収納", rows_manifest=10, rows_in=10, rows_taken=9, rows_quarantined=1, rows_kept=0, rows_ledger=9,
    yen_manifest=1_000, yen_in=1_000, yen_unreadable=0, yen_taken=900, yen_kept=0, yen_ledger=900,
)  # fmt: skip
TRUE_POSTING = PostingSums(
    receipts=900,
    by_posting={"effective": 800, "superseded": 100},
    instalments=1_000,
    paid=800,
    outstanding=250,
    overpaid=50,
)


def found(record: RecordSums = TRUE_RECORD, posting: PostingSums = TRUE_POSTING) -> set[str]:
    return {finding.code for finding in violations(LedgerSums({"receipt": record}, posting))}


def test_a_true_ledger_has_no_violation() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rows_quarantined": 0}, "rows_lost"),
        ({"rows_manifest": 11}, "rows_differ_from_manifest"),
        ({"yen_in": 999}, "yen_differ_from_manifest"),
        ({"rows_ledger": 8}, "ledger_rows_differ"),
        ({"yen_ledger": 901}, "ledger_yen_differ"),
        ({"rows_kept": 1}, "ledger_rows_differ"),
    ],
)
def test_a_row_or_a_yen_lost_on_the_way_is_seen(change: dict[str, int], code: str) -> None:
    assert code in found(record=replace(TRUE_RECORD, **cast("dict[str, Any]", change)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"receipts": 901}, "receipts_unposted"),
        ({"effective_slips_twice": 1}, "slip_counted_twice"),
        ({"paid": 801}, "paid_differs"),
        ({"outstanding": 251}, "balance_differs"),
        ({"negative_balances": 1}, "negative_balance"),
        ({"instalments_without_balance": 1}, "balance_missing"),
    ],
)
def test_a_yen_lost_in_posting_is_seen(change: dict[str, int], code: str) -> None:
    assert code in found(posting=replace(TRUE_POSTING, **cast("dict[str, Any]", change)))


def test_an_unreadable_amount_excuses_a_difference_to_the_manifest() -> None:
    assert found(record=replace(TRUE_RECORD, yen_in=990, yen_unreadable=1)) == set()
