"""Names for the arrays of the generator, and how blocks of them are put together."""

from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray


Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]
Floats = NDArray[np.floating[Any]]
Columns = TypeVar("Columns")


def joined(parts: list[Columns]) -> Columns:
    """Puts tables of the same kind (dataclasses of arrays) one below the other."""
    kind = type(parts[0])
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def taken(table: Columns, rows: Any) -> Columns:
    """The given rows of a table (indices or a mask)."""
    names = [field.name for field in fields(table)]  # type: ignore[arg-type]
    return type(table)(**{name: getattr(table, name)[rows] for name in names})


def drawn(rng: np.random.Generator, shares: Any, size: int) -> Ints:
    """Draws places of a table of shares; much faster than `choice` with `p`."""
    edges = np.cumsum(np.asarray(shares, dtype=float))
    return np.searchsorted(edges / edges[-1], rng.random(size, dtype=np.float32), side="right").astype(np.int32)
