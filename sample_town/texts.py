"""文字列: small columns of text, gathered from tables."""

import numpy as np
import polars as pl

from sample_town.arrays import Bools, Ints


def gather(texts: list[str] | tuple[str, ...] | pl.Series, places: Ints) -> pl.Series:
    """The texts at these places."""
    table = texts if isinstance(texts, pl.Series) else pl.Series(list(texts), dtype=pl.String)
    return table.gather(places.astype(np.uint32))


def digits(numbers: Ints, width: int) -> pl.Series:
    """Numbers with leading zeros."""
    return (pl.Series(numbers.astype(np.int64) + 10**width)).cast(pl.String).str.slice(1)


def blank_where(texts: pl.Series, blank: Bools) -> pl.Series:
    """Empty cells where the mask says so."""
    return texts.zip_with(pl.Series(~blank), pl.Series([""]))
