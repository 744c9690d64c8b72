"""宛名: who lives in a block of the town? Households with their members, and those who left, died, own from afar, or are companies."""

from dataclasses import dataclass

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Floats, Ints, drawn
from sample_town.municipality import AS_OF, streets
from sample_town.names import draw_given, draw_surname, foreign_names


HOUSEHOLDS_AT_SCALE_1 = 37_150
BLOCK_HOUSEHOLDS = 9_300
"""A block is some twenty thousand residents: small enough for memory, large enough for vectors."""
NUMBERS_PER_BLOCK = 40_000

# 世帯人員 1…6 (about 2.27 persons a household, as in a suburban city) and ages of heads by 世帯人員.
HOUSEHOLD_SIZES = (0.365, 0.290, 0.165, 0.130, 0.037, 0.013)
MOVED_SHARE, DEAD_SHARE, NON_RESIDENT_SHARE, CORPORATION_SHARE = 0.065, 0.030, 0.080, 0.0683
"""Per household: 転出者 and 死亡者 with levies, 住登外 owners, 法人 (about 2,500 at scale 1)."""
FOREIGN_SHARE = 0.022
PROTECTED_SHARE = 0.0025

RESIDENT, MOVED, DEAD, NON_RESIDENT = 1, 2, 3, 4
PERSON, CORPORATION = 1, 2


@dataclass(frozen=True)
class Homes:
    """住所: one row per household and per outside addressee."""

    street: Ints
    chome: Ints
    ban: Ints
    go: Ints
    apartment: Ints  # -1: a house of its own
    room: Ints
    outside: Ints  # 0: in とわ市, else which other town


@dataclass(frozen=True)
class People:
    """宛名: one row per addressee; `home` points into Homes."""

    home: Ints
    kind: Ints
    residence: Ints
    changed_on: Ints
    age: Ints
    male: Bools
    birth: Ints
    head: Bools
    surname: Ints
    given: Ints
    foreign: Ints  # -1: Japanese name, else place in the table of foreign names
    protected: Bools
    household: Ints  # -1: none


def household_sizes(rng: np.random.Generator, households: int) -> Ints:
    """世帯人員."""
    return drawn(rng, HOUSEHOLD_SIZES, households) + 1


def make_homes(rng: np.random.Generator, households: int, moved: int, afar: int, companies: int) -> Homes:
    """Addresses on real streets; those who moved away or own from afar live in other fictional towns."""
    size = households + moved + afar + companies
    table = streets()
    weights = np.linspace(1.6, 0.4, len(table))
    street = drawn(rng, weights, size)
    chome = np.where(np.array([item.has_chome for item in table])[street], rng.integers(1, 6, size), 0)
    flat = rng.random(size) < 0.33
    outside = np.zeros(size, np.int32)
    outside[households : households + moved + afar] = rng.integers(1, 6, moved + afar)
    return Homes(
        street=street,
        chome=chome,
        ban=rng.integers(1, 61, size),
        go=rng.integers(1, 41, size),
        apartment=np.where(flat, rng.integers(0, 12, size), -1),
        room=rng.integers(1, 5, size) * 100 + rng.integers(1, 9, size),
        outside=outside,
    )


def make_people(rng: np.random.Generator, households: int) -> tuple[People, Homes]:
    """宛名 of one block: residents first (by household), then 転出者, 死亡者, 住登外, 法人."""
    sizes = household_sizes(rng, households)
    moved, dead = round(households * MOVED_SHARE), round(households * DEAD_SHARE)
    afar, companies = round(households * NON_RESIDENT_SHARE), round(households * CORPORATION_SHARE)
    homes = make_homes(rng, households, moved, afar, companies)
    home = np.concatenate(
        [
            np.repeat(np.arange(households), sizes),
            np.arange(households, households + moved),
            rng.integers(0, households, dead),
            np.arange(households + moved, households + moved + afar + companies),
        ]
    ).astype(np.int32)
    groups = (int(sizes.sum()), moved, dead, afar, companies)
    residence = np.repeat([RESIDENT, MOVED, DEAD, NON_RESIDENT, NON_RESIDENT], groups)
    residence[-companies:] = RESIDENT
    kind = np.where(np.arange(len(home)) >= len(home) - companies, CORPORATION, PERSON)
    return _persons(rng, sizes, home, kind, residence, homes), homes


def _persons(rng: np.random.Generator, sizes: Ints, home: Ints, kind: Ints, residence: Ints, homes: Homes) -> People:
    count = len(home)
    place = _place_in_household(sizes, count)
    age = _ages(rng, sizes, home, place, residence)
    male = _sexes(rng, place, residence)
    surname = draw_surname(rng, len(homes.street))[home]
    foreign_home = rng.random(len(homes.street)) < FOREIGN_SHARE
    foreign = np.where(foreign_home[home], drawn(rng, foreign_names().weights, count), -1)
    protected_home = rng.random(len(homes.street)) < PROTECTED_SHARE
    birth = days.number(AS_OF) - (age * 365.2425).astype(np.int32) - rng.integers(0, 365, count)
    in_household = (kind == PERSON) & ((residence == RESIDENT) | (residence == DEAD))
    return People(
        home=home,
        kind=kind,
        residence=residence,
        changed_on=_changes(rng, residence, kind),
        age=age,
        male=male,
        birth=np.where(residence == DEAD, birth - 365, birth).astype(np.int32),
        head=(place == 0) & (kind == PERSON),
        surname=surname,
        given=draw_given(rng, age, male),
        foreign=np.where(kind == PERSON, foreign, -1),
        protected=protected_home[home] & (kind == PERSON),
        household=np.where(in_household, home, -1).astype(np.int32),
    )


def _place_in_household(sizes: Ints, count: int) -> Ints:
    """0 for the head, 1 for the second member …; outside of households everybody stands alone."""
    starts = np.cumsum(sizes) - sizes
    inside = np.arange(sizes.sum()) - np.repeat(starts, sizes)
    return np.concatenate([inside, np.zeros(count - len(inside), np.int64)])


def _ages(rng: np.random.Generator, sizes: Ints, home: Ints, place: Ints, residence: Ints) -> Ints:
    """年齢: singles are young or old, couples old, families in between; children follow their parents."""
    count = len(home)
    size_of_home = np.concatenate([sizes, np.ones(int(home.max()) + 1 - len(sizes), sizes.dtype)])
    size = size_of_home[home]
    head = _ages_of_heads(rng, size_of_home)[home]
    partner = head + rng.normal(-2, 3, count)
    child = np.clip(head - 29 - (place - 2) * 3 + rng.normal(0, 4, count), 0, 60)
    grandparent = head + 27 + rng.normal(0, 3, count)
    age = np.select([place == 0, place == 1, (place >= 4) & (size >= 5)], [head, partner, grandparent], child)
    age = np.where(residence == DEAD, 70 + rng.gamma(3, 4, count), age)
    age = np.where(age > 98, age - 14 * rng.random(count) ** 0.2, age)
    return np.asarray(np.clip(age, np.where(place <= 1, 18, 0), 107), np.int32)


def _ages_of_heads(rng: np.random.Generator, size: Ints) -> Floats:
    old = rng.random(len(size)) < np.array([0, 0.36, 0.52, 0.22, 0.08, 0.06, 0.10])[size]
    single = 19 + rng.gamma(1.7, 13.0, len(size))
    couple = 24 + rng.gamma(3.0, 8.0, len(size))
    family = 28 + rng.gamma(3.4, 4.9, len(size))
    younger = np.select([size == 1, size == 2], [single, couple], family)
    return np.where(old, 64 + rng.gamma(3.0, 4.2, len(size)), younger)


def _sexes(rng: np.random.Generator, place: Ints, residence: Ints) -> Bools:
    """性別: partners are of different sexes; of single heads somewhat more than half are men."""
    share = np.select([place == 0, place == 1], [0.70, 0.14], 0.51)
    return np.asarray(rng.random(len(place)) < np.where(residence == DEAD, 0.5, share))


def _changes(rng: np.random.Generator, residence: Ints, kind: Ints) -> Ints:
    """異動日: when they moved out or died; about a third of today's residents have once moved in."""
    today, size = days.number(AS_OF), len(residence)
    moved_in = np.where(rng.random(size) < 0.33, today - rng.integers(20, 7000, size), days.NEVER)
    left = today - rng.integers(15, 1500, size)
    gone = (residence == MOVED) | (residence == DEAD)
    return np.where(gone, left, np.where((residence == RESIDENT) & (kind == PERSON), moved_in, days.NEVER)).astype(
        np.int32
    )
