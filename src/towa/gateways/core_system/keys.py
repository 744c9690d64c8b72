"""Has this key been seen in this file before? Eight bytes a row, however large the file is."""

import numpy as np
import numpy.typing as npt
import polars as pl

from towa.gateways.core_system.format import Kind, RecordLayout


_EXACT_DIGITS = 18
Numbers = npt.NDArray[np.uint64]


class SeenKeys:
    """既出の鍵: finds the second and later rows with the same key, chunk after chunk.

    Keys of digits are kept exactly as one number; keys with text by a 64-bit hash (one false alarm in
    thirty million files of a million rows; the row would be shown in quarantine, not lost).
    """

    def __init__(self, record: RecordLayout) -> None:
        self._fields = [record[name] for name in record.key]
        numeric = all(field.kind in (Kind.DIGITS, Kind.COUNT, Kind.CODE) for field in self._fields)
        ascii_codes = all(code.isascii() and code.isdigit() for field in self._fields for code in field.codes)
        self._exact = numeric and ascii_codes and sum(field.width for field in self._fields) <= _EXACT_DIGITS
        self._runs: list[Numbers] = []

    def repeated(self, texts: pl.DataFrame, readable: pl.Series) -> npt.NDArray[np.bool_]:
        """Which rows repeat a key; only rows with a readable key are asked and remembered."""
        asked = readable.to_numpy()
        numbers = self._numbers(texts.filter(readable))
        again = _repeats_within(numbers)
        for run in self._runs:
            again |= _within(run, numbers)
        self._remember(np.sort(numbers[~again]))
        repeated = np.zeros(len(asked), dtype=np.bool_)
        repeated[asked] = again
        return repeated

    def _numbers(self, texts: pl.DataFrame) -> Numbers:
        if not self._exact:
            return texts.select(pl.struct(field.name for field in self._fields).hash(seed=0)).to_series().to_numpy()
        padded = (pl.col(field.name).str.zfill(field.width) for field in self._fields)
        return texts.select(pl.concat_str(padded).cast(pl.UInt64)).to_series().to_numpy()

    def _remember(self, run: Numbers) -> None:
        """Runs of like size are merged, so that there are never more than a few to look through."""
        self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2]) < 2 * len(self._runs[-1]):
            last = self._runs.pop()
            self._runs[-1] = np.sort(np.concatenate((self._runs[-1], last)), kind="stable")


def _repeats_within(numbers: Numbers) -> npt.NDArray[np.bool_]:
    again = np.ones(len(numbers), dtype=np.bool_)
    again[np.unique(numbers, return_index=True)[1]] = False
    return again


def _within(run: Numbers, numbers: Numbers) -> npt.NDArray[np.bool_]:
    if not len(run) or not len(numbers) or numbers.min() > run[-1] or numbers.max() < run[0]:
        return np.zeros(len(numbers), dtype=np.bool_)
    places = np.minimum(np.searchsorted(run, numbers), len(run) - 1)
    return np.asarray(run[places] == numbers)
