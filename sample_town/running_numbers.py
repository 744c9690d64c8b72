"""番号: running numbers of the core; those of twelve digits must never pass for a 個人番号."""

from functools import lru_cache

import numpy as np

from sample_town.arrays import Ints


# 個人番号 weights its first eleven digits with these, left to right (平成26年総務省令85号5条).
WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@lru_cache(maxsize=1)
def _sums() -> tuple[Ints, ...]:
    """Weighted digit sums of every group of the eleven digits (2 + 3 + 3 + 3)."""
    groups = ((0, 2), (2, 5), (5, 8), (8, 11))
    return tuple(_sums_of(WEIGHTS[start:end]) for start, end in groups)


def _sums_of(weights: tuple[int, ...]) -> Ints:
    numbers = np.arange(10 ** len(weights))
    digits = np.stack([numbers // 10**place % 10 for place in range(len(weights))])
    return np.asarray(np.array(weights[::-1]) @ digits)


def twelve_digits(eleven: Ints) -> Ints:
    """Appends a digit which is *not* the check digit of a 個人番号, so that no detector refuses the file."""
    high, low = np.divmod(eleven, 1_000_000)
    (first, second), (third, fourth) = np.divmod(high, 1000), np.divmod(low, 1000)
    tables = _sums()
    remainder = (tables[0][first] + tables[1][second] + tables[2][third] + tables[3][fourth]) % 11
    check = np.where(remainder <= 1, 0, 11 - remainder)
    return np.asarray(eleven * 10 + (check + 3) % 10)


def corporate_number(twelve: Ints) -> Ints:
    """法人番号: puts the check digit in front of twelve digits (法人番号の指定等に関する省令2条)."""
    digits = np.stack([twelve // 10**place % 10 for place in range(12)])
    total = np.array([1, 2] * 6) @ digits
    return np.asarray((9 - total % 9) * 10**12 + twelve)
