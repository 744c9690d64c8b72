"""Which lot does a person draw on this day? A number that nobody can choose and everybody can recompute (くじ).

The lot is BLAKE2b (8 bytes, keyed) of the text "day:id", say "2026-11-20:4711", read as a whole number, the first byte highest.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


Lots = NDArray[np.uint64]
WHOLE = 2**64
"""Lots are equally likely whole numbers from 0 up to this, exclusive."""


def lots(ids: Iterable[int], on: date | str, key: str = "") -> Lots:
    """くじ: one number per id. Different keys give lots that have nothing to do with each other; a key has up to 64 bytes."""
    secret = key.encode()[:64]
    drawn = (blake2b(f"{on}:{person}".encode(), digest_size=8, key=secret).digest() for person in ids)
    return np.array([int.from_bytes(lot) for lot in drawn], dtype=np.uint64)


def below(lot: int, count: int) -> int:
    """A whole number from 0 up to `count`, exclusive, from one lot: each equally likely (to within count / 2**64)."""
    return lot * count // WHOLE
