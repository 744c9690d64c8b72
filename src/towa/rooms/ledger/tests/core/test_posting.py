"""Posting: which of the reported receipts count."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from towa.rooms.ledger.core.posting import TERMS, Posting, Receipt, effective, post
from towa.rooms.ledger.tests.core.receipts import one, receipts


CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "posting.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_receipts_of_a_slip_are_posted_as_the_office_says(case: dict[str, Any]) -> None:
    rows = [one(*row) for row in case["receipts"]]
    posted = post(rows, case.get("known_on"))
    assert {int(number): posting.value for number, posting in posted.items()} == case["expect"]


@given(receipts())
def test_no_slip_counts_twice(rows: list[Receipt]) -> None:
    assert all(count == 1 for count in Counter(row.slip_no for row in effective(rows)).values())


@given(receipts())
def test_every_receipt_is_posted_and_none_is_lost(rows: list[Receipt]) -> None:
    assert set(post(rows)) == {row.receipt_no for row in rows}


@given(receipts())
def test_a_final_receipt_always_beats_the_provisional_one(rows: list[Receipt]) -> None:
    with_final = {row.slip_no for row in rows if row.state == "final"}
    assert all(row.state == "final" for row in effective(rows) if row.slip_no in with_final)


@given(receipts())
def test_the_order_of_arrival_in_the_file_does_not_matter(rows: list[Receipt]) -> None:
    assert post(rows) == post(list(reversed(rows)))


def test_every_posting_has_its_official_word() -> None:
    assert set(TERMS) == set(Posting)
