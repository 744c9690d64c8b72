"""番号: running numbers of the core; those of twelve digits must never pass for a 個人番号."""

from functools import lru_cache

import numpy as np

from sample_town.arrays import Ints


# 個人番号 weights its first eleven digits with these, left to right (平成26年総務省令85号5条).
WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# By remainder: three more than the right check digit.
WRONG_DIGITS = np.array([((11 - remainder if remainder > 1 else 0) + 3) % 10 for remainder in range(11)])


@lru_cache(maxsize=1)
def _sums() -> tuple[Ints, ...]:
    """Weighted digit sums of every group of the eleven digits (2 + 3 + 3 + 3)."""
    groups = ((0, 2), (2, 5), (5, 8), (8, 11))
    return tuple(_sums_of(WEIGHTS[start:end]) for start, end in groups)


def _sums_of(weights: tuple[int, ...]) -> Ints:
    numbers = np.arange(10 ** len(weights))
    digits = np.stack([numbers // 10**place % 10 for place in range(len(weights))])
    return np.asarray(np.array(weights[::-1]) @ digits)


def twelve_digits(high: int, low: Ints) -> Ints:
    """Five digits and six, and one which is *not* the check digit of a 個人番号, so that no detector refuses the file."""
    first, second, third, fourth = _sums()
    of_high = first[high // 1000] + second[high % 1000]
    remainder = (of_high + third[low // 1000] + fourth[low % 1000]) % 11
    check = WRONG_DIGITS[remainder]
    return np.asarray(high * 10_000_000 + low.astype(np.int64) * 10 + check)


def corporate_number(twelve: Ints) -> Ints:
    """法人番号: puts the check digit in front of twelve digits (法人番号の指定等に関する省令2条)."""
    digits = np.stack([twelve // 10**place % 10 for place in range(12)])
    total = np.array([1, 2] * 6) @ digits
    return np.asarray((9 - total % 9) * 10**12 + twelve)
