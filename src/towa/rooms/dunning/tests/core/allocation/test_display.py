"""A plan shows itself: why this action, a picture of the limits, a file that proves it. Libraries for that are optional."""

import importlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from towa.rooms.dunning.core.allocation import Allocation, allocate
from towa.rooms.dunning.tests.core.allocation.small import town


WITH_LIBRARIES = importlib.util.find_spec("polars") is not None


@pytest.fixture(scope="module")
def made() -> Allocation:
    return allocate(town(800))


def test_charges_and_margin_of_one_person_can_be_added_up_by_hand(made: Allocation) -> None:
    told = made.explain(17)
    assert told.given.score == told.given.value - sum(charge.use * charge.price for charge in told.given.charges)
    assert told.next_best is not None
    assert told.margin == told.given.score - told.next_best.score
    assert told.person == made.problem.ids[17]  # type: ignore[index]
    assert "円を超えて上がる" in told.change


def test_margin_is_the_rise_that_changes_the_action(made: Allocation) -> None:
    person = next(i for i in range(800) if not made.explain(i).moved and made.explain(i).margin > 1)
    told, best = made.explain(person), made.problem.action_names
    scores = np.array([made.option(person, j).score for j in range(made.problem.actions)])
    assert best[int(np.argmax(scores))] == told.given.action
    assert told.next_best is not None
    scores[best.index(told.next_best.action)] += told.margin + 0.01
    assert best[int(np.argmax(scores))] == told.next_best.action


def test_everyone_who_was_moved_has_a_reason_in_words(made: Allocation) -> None:
    assert made.moved
    for item in made.moved:
        assert item.told.endswith("。")
        assert made.choice[item.person] == item.given != item.wanted
        assert made.explain(item.person).moved == item


def test_picture_shows_every_row(made: Allocation) -> None:
    if not WITH_LIBRARIES:
        with pytest.raises(ModuleNotFoundError, match="altair"):
            made.plot()
        return
    svg = made.plot()
    assert svg.startswith("<svg")
    assert all(name in svg for name in made.problem.row_names)
    assert "最低 100 に" in svg


def test_file_holds_the_plan_and_its_proof(made: Allocation, tmp_path: Path) -> None:
    if not WITH_LIBRARIES:
        with pytest.raises(ModuleNotFoundError, match="polars"):
            made.write_parquet(tmp_path / "plan.parquet")
        return
    polars: Any = importlib.import_module("polars")
    made.write_parquet(tmp_path / "plan.parquet")
    kept, proof = (
        polars.read_parquet(tmp_path / "plan.parquet"),
        polars.read_parquet_metadata(tmp_path / "plan.parquet"),
    )
    assert kept["choice"].to_list() == made.choice.tolist()
    assert kept["value"].sum() == pytest.approx(made.objective, rel=1e-6)
    assert (float(proof["objective"]), float(proof["bound"])) == (made.objective, made.bound)
    assert [float(x) for x in json.loads(proof["rows"])["price"]] == made.price.tolist()


@pytest.mark.parametrize(
    ("library", "told"), [("polars", "polars"), ("altair", "altair"), ("vl_convert", "vl-convert")]
)
def test_missing_library_is_named(made: Allocation, library: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModuleNotFoundError, match=told):
        made.write_parquet(Path("never")) if library == "polars" else made.plot()
