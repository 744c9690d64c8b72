"""Columns in, columns out: what is refused, what a missing cell means."""

from datetime import date

import numpy as np
import pytest

from towa.rooms.dunning.core.target import Targets, days_since
from towa.rooms.dunning.tests.core.builders import ORDINARY, people


def columns(**changed: list[object]) -> dict[str, list[object]]:
    return {name: [cell] for name, cell in ORDINARY.items()} | changed


def test_one_person_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="同じ宛名"):
        Targets.from_columns({name: [cell, cell] for name, cell in ORDINARY.items()})


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="長さ"):
        Targets.from_columns(columns(outstanding=[1, 2]))


def test_missing_column_is_named() -> None:
    incomplete = columns()
    del incomplete["outstanding"]
    with pytest.raises(KeyError, match="outstanding"):
        Targets.from_columns(incomplete)


def test_columns_not_needed_are_ignored() -> None:
    assert len(Targets.from_columns(columns(name=["とわ 太郎"]))) == 1


def test_lists_and_arrays_give_the_same_targets() -> None:
    arrays = {name: np.array(cells) for name, cells in columns().items() if name != "standings"}
    same = Targets.from_columns({**arrays, "standings": [[]]})
    assert same.oldest_due.tolist() == people({}).oldest_due.tolist() == [date(2026, 6, 30)]


def test_earliest_demand_is_the_latest_where_the_ledger_does_not_tell() -> None:
    assert people({}).demand_issued_on_earliest.tolist() == [date(2026, 7, 20)]


def test_no_day_counts_as_very_long_ago() -> None:
    never = np.array(["NaT", "2026-11-19"], dtype="datetime64[D]")
    assert days_since(never, np.datetime64("2026-11-20")).tolist() == [10**6, 1]


def test_town_of_nobody_is_possible() -> None:
    assert len(Targets.from_columns({name: [] for name in ORDINARY})) == 0
