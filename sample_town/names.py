"""氏名: draws surnames and given names with their kana, and turns indices into the text of either encoding."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl

from sample_town import name_tables as tables
from sample_town.arrays import Bools, Ints, drawn


GAIJI_IN_CP932 = {"\U000e0100": "", "𠮷": "\ue000"}
"""What an old core stores where CP932 has no character: the base character, or the vendor's 外字."""


@dataclass(frozen=True)
class NameTable:
    """氏名表: texts in Unicode and as CP932 can hold them, kana, weights."""

    unicode: pl.Series
    cp932: pl.Series
    kana: pl.Series
    weights: tuple[float, ...]

    def text(self, places: Ints, encoding: str) -> pl.Series:
        """The names at these places as the given encoding can write them."""
        table = self.cp932 if encoding == "cp932" else self.unicode
        return table.gather(places.astype(np.uint32))

    def reading(self, places: Ints) -> pl.Series:
        """カナ of the names at these places."""
        return self.kana.gather(places.astype(np.uint32))


def table_of(rows: list[tuple[str, str, float]]) -> NameTable:
    """Builds a table; every text is tried in CP932 at once, so that a bad entry cannot reach a file."""
    unicode = [kanji for kanji, _, _ in rows]
    narrow = [without_gaiji(kanji) for kanji in unicode]
    for text in narrow:
        text.encode("cp932")
    kana = [reading for _, reading, _ in rows]
    return NameTable(pl.Series(unicode), pl.Series(narrow), pl.Series(kana), tuple(weight for _, _, weight in rows))


def without_gaiji(text: str) -> str:
    """The text as the old core would hold it."""
    for character, replacement in GAIJI_IN_CP932.items():
        text = text.replace(character, replacement)
    return text


@lru_cache(maxsize=1)
def surnames() -> NameTable:
    """姓: Faker's fifty most frequent ones, ours, the variants, IVS and 外字."""
    words = f"{tables.SURNAMES} {tables.IVS_SURNAMES} {tables.PRIVATE_USE_SURNAMES}"
    return table_of([*tables.faker_surnames(), *tables.weighted(words)])


GENERATIONS = (
    (tables.MALE_OLD, tables.FEMALE_OLD),
    (tables.MALE_MIDDLE, tables.FEMALE_MIDDLE),
    (tables.MALE_YOUNG, tables.FEMALE_YOUNG),
)


@lru_cache(maxsize=1)
def given_names() -> tuple[NameTable, Ints, Ints]:
    """名: one table; where the names of (generation, sex) start in it and how many they are."""
    groups = [_group(generation, male) for generation in range(3) for male in (True, False)]
    counts = np.array([len(group) for group in groups])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return table_of([name for group in groups for name in group]), starts.reshape(3, 2), counts.reshape(3, 2)


def _group(generation: int, male: bool) -> list[tuple[str, str, float]]:
    own = tables.weighted(GENERATIONS[generation][0 if male else 1])
    borrowed = [(kanji, kana, 1.0) for kanji, kana in tables.faker_given(male=male)] if generation == 1 else []
    return own + borrowed


def draw_given(rng: np.random.Generator, ages: Ints, male: Bools) -> Ints:
    """名: a name that was fashionable when a person of this age and sex was born."""
    _, starts, counts = given_names()
    generation = np.where(ages >= 60, 0, np.where(ages >= 25, 1, 2))
    sex = np.where(male, 0, 1)
    size = counts[generation, sex]
    return (starts[generation, sex] + (rng.random(len(ages), dtype=np.float32) * size).astype(np.int32) % size).astype(
        np.int32
    )


def draw_surname(rng: np.random.Generator, size: int) -> Ints:
    """姓: by frequency."""
    return drawn(rng, surnames().weights, size)


@lru_cache(maxsize=1)
def foreign_names() -> NameTable:
    """外国人住民の氏名: in Latin letters as on the residence card, or in katakana as 通称."""
    latin = [(kanji, kana, 3.0) for kanji, kana in tables.lines_of(tables.FOREIGN)]
    kana_only = [(name, name, 1.0) for name in tables.KATAKANA_NAMES.split("\n")[1].split(" ") if name]
    return table_of(latin + kana_only)
