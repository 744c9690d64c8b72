"""The same seed and scale give the same bytes; blocks do not depend on each other; the truth stays outside."""

import hashlib
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sample_town.block import make_block
from sample_town.generate import Made, blocks_of, generate
from sample_town.people import BLOCK_HOUSEHOLDS
from sample_town.rates import people_in_arrears, read
from sample_town.scenario import SCENARIOS
from sample_town.tests.test_town import AS_OF


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_town(tmp_path: Path) -> None:
    first, again, other = (
        generate(tmp_path / name / "extract", seed=seed, scale=0.01) for name, seed in (("a", 3), ("b", 3), ("c", 4))
    )
    assert digests(first.folders[0]) == digests(again.folders[0])
    assert first.truth.read_bytes() == again.truth.read_bytes()
    assert digests(first.folders[0])["levy.csv"] != digests(other.folders[0])["levy.csv"]


def test_a_larger_town_begins_with_the_smaller_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sample_town.generate.BLOCK_HOUSEHOLDS", 400)
    one = generate(tmp_path / "one" / "extract", scale=400 / 37_150)
    three = generate(tmp_path / "three" / "extract", scale=1200 / 37_150)
    for name in ("addressee.csv", "receipt.csv", "contact.csv"):
        small = (one.folders[0] / name).read_bytes()
        assert (three.folders[0] / name).read_bytes().startswith(small)
    assert pl.read_parquet(three.truth).height == three.addressees


def test_a_block_is_the_same_whatever_was_made_before_it() -> None:
    alone = make_block(5, 2, 300, SCENARIOS["quiet"])
    make_block(5, 1, 300, SCENARIOS["quiet"])
    again = make_block(5, 2, 300, SCENARIOS["quiet"])
    assert np.array_equal(alone.receipts.paid, again.receipts.paid)
    assert np.array_equal(alone.people.given, again.people.given)


def test_blocks_hold_all_households_of_the_scale() -> None:
    assert sum(blocks_of(1)) == 37_150
    assert sum(blocks_of(100)) == 3_715_000
    assert max(blocks_of(100)) == BLOCK_HOUSEHOLDS


def test_the_truth_lies_outside_of_the_extract_and_knows_every_addressee(made: Made, cp932: Path) -> None:
    assert not any(made.truth.is_relative_to(folder) for folder in made.folders)
    truth = pl.read_parquet(made.truth)
    assert truth["addressee_no"].to_list() == read(cp932, "addressee")["addressee_no"].to_list()
    assert not list(cp932.parent.rglob("*.parquet"))


def test_no_file_of_the_extract_tells_the_truth(cp932: Path, made: Made) -> None:
    hidden = set(pl.read_parquet(made.truth).columns) - {"addressee_no"}
    for path in cp932.iterdir():
        text = path.read_text("utf-8" if path.suffix == ".json" else "cp932")
        assert not any(word in text for word in [*hidden, "struggling", "chronic"])


def test_a_flood_brings_deferrals_and_more_people_in_arrears(tmp_path: Path) -> None:
    quiet, flood = (generate(tmp_path / word / "extract", scale=0.04, scenario=word) for word in ("quiet", "flood"))
    deferred = [read(town.folders[0], "standing").filter(pl.col("kind") == "11").height for town in (quiet, flood)]
    assert deferred[1] > deferred[0] + 5
    assert people_in_arrears(flood.folders[0], AS_OF) > people_in_arrears(quiet.folders[0], AS_OF)
