"""電話番号: who has which number, which of them are wrong, dead, or another household's?

Only ranges that are given to nobody: after 090/080/070 and after 03 the next digit is never 0.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_town import days
from sample_town.arrays import Bools, Floats, Ints, joined
from sample_town.people import CORPORATION, DEAD, People
from sample_town.scenario import FLOOD_DEAD_LINES, Scenario
from sample_town.willingness import CHRONIC, STRUGGLING, today


LANDLINE, MOBILE, WORKPLACE = 1, 2, 3
USABLE, WRONG, NOT_IN_USE = 1, 2, 3
SHARED = 0.02
RANGE = 10_000_000
STEP = 7_654_321
"""Odd and no multiple of 5: stepping by it meets every number of the range once."""


@dataclass(frozen=True)
class Phones:
    """電話番号: one row per addressee and number; `number` counts within the kind's range."""

    person: Ints
    kind: Ints
    number: Ints
    state: Ints
    registered: Ints


def make_phones(
    rng: np.random.Generator, people: People, willingness: Ints, base: int, drowned: Bools, scenario: Scenario
) -> Phones:
    """電話番号 of one block; `base` is the first running number of the block."""
    size = len(people.home)
    hard = np.where(willingness == CHRONIC, 2.2, np.where(willingness == STRUGGLING, 1.5, 1.0))
    grown = (people.age >= 20) | (people.kind == CORPORATION)
    alive = np.where(people.residence == DEAD, 0.3, 1.0)
    old = np.clip((people.age - 25) / 50, 0, 1)
    company = people.kind == CORPORATION
    landline = rng.random(size) < np.where(company, 0.9, np.where(people.head, 0.12 + 0.55 * old, 0.06)) * grown * alive
    mobile = rng.random(size) < np.where(company, 0.1, 0.88 - 0.27 * old) * grown * alive / hard**0.25
    work = rng.random(size) < np.where(company, 0.0, 0.03) * grown * (people.age < 65)
    groups = [
        _numbers(rng, landline, LANDLINE, base + people.home),
        _numbers(rng, mobile, MOBILE, base + np.arange(size)),
        _numbers(rng, work, WORKPLACE, base + 20_000 + people.home // 8),
    ]
    phones = joined(groups)
    order = np.lexsort((phones.kind, phones.person))
    return _with_states(
        rng, Phones(**{name: value[order] for name, value in vars(phones).items()}), hard, drowned, scenario
    )


def _numbers(rng: np.random.Generator, has: Bools, kind: int, running: Ints) -> Phones:
    person = np.nonzero(has)[0]
    number = running[person].astype(np.int64)
    shared = (rng.random(len(person)) < SHARED) & (np.arange(len(person)) > 2)
    number[shared] = number[np.nonzero(shared)[0] - 2]
    size = len(person)
    return Phones(person, np.full(size, kind), number, np.ones(size, np.int64), np.zeros(size, np.int64))


def _with_states(rng: np.random.Generator, phones: Phones, hard: Floats, drowned: Bools, scenario: Scenario) -> Phones:
    size = len(phones.person)
    bad = rng.random(size) / hard[phones.person]
    state = np.where(bad < 0.030, WRONG, np.where(bad < 0.085, NOT_IN_USE, USABLE))
    if scenario.flooded_districts:
        dead = drowned[phones.person] & (phones.kind == LANDLINE) & (rng.random(size) < FLOOD_DEAD_LINES)
        state = np.where(dead, NOT_IN_USE, state)
    registered = np.where(rng.random(size) < 0.9, today() - rng.integers(30, 4500, size), days.NEVER)
    return Phones(phones.person, phones.kind, phones.number, state, registered)


def text(phones: Phones) -> pl.Series:
    """電話番号 as clerks typed them: mostly with hyphens, some without; workplace numbers are landlines."""
    mobile = phones.kind == MOBILE
    value = (phones.number * STEP + 1_234_567) % RANGE
    prefix = np.where(mobile, 1 + phones.number // RANGE % 3, 0)
    plain = phones.number * 31 % 100 < 8
    table = pl.Series(["03-0", "090-0", "080-0", "070-0", "030", "0900", "0800", "0700"])
    head = table.gather((prefix + 4 * plain).astype(np.uint32))
    middle, last = value // 10_000 + 1000, value % 10_000 + 10_000
    frame = pl.DataFrame(
        {"head": head, "middle": middle, "last": last, "joint": pl.Series(["-", ""]).gather(plain.astype(np.uint32))}
    )
    piece = pl.col("middle").cast(pl.String).str.slice(1), pl.col("joint"), pl.col("last").cast(pl.String).str.slice(1)
    return frame.select(pl.concat_str([pl.col("head"), *piece])).to_series()
