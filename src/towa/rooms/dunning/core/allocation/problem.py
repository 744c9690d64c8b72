"""What is to be decided, as numbers? People x actions, and rows that limit what all of them use together.

    maximise  sum_i value[a_i, i]   so that for every row r
    sum_i count_use[r, cell_i, a_i] + minute_use[r, cell_i, a_i] * minutes_i  <=  limit[r]

A minimum is a negated row. An action that is not allowed has the value -inf; action 0 ("none") is open to everyone, value 0.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from towa.rooms.dunning.core.allocation.refusal import MalformedProblem
from towa.rooms.dunning.core.arrays import AnyArray, FloatArray


LARGEST = 1e15
"""Values, uses and limits beyond this are taken for mistakes: floats would no longer tell single yen apart."""


@dataclass(frozen=True, eq=False)
class Problem:
    """割当問題. Whole numbers and floats of any width are taken; they are checked and brought to one form.

    Raises `MalformedProblem` with the array and place at fault.
    """

    value: AnyArray
    """[k, n] yen; -inf where not allowed."""
    minutes: AnyArray
    """[n] what a `minute_use` of 1 takes, in tenths of a minute."""
    cell: AnyArray
    """[n] which cell of the uses a person belongs to."""
    count_use: FloatArray
    """[m, C, k] what one person takes from a row."""
    minute_use: FloatArray
    """[m, C, k] what one tenth of a minute takes from a row."""
    limit: FloatArray
    """[m]; inf = no limit."""
    action_names: tuple[str, ...] = ()
    cell_names: tuple[str, ...] = ()
    row_names: tuple[str, ...] = ()
    ids: AnyArray | None = None
    """[n] who they are; without ids, identical people are told apart by their place."""
    priority: AnyArray | None = None
    """[n] published rule: where a limit divides people in identical circumstances, smaller comes first (e.g. 納期限)."""

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "value", _values(self.value))
        k, n = self.value.shape
        put(self, "minutes", _whole("minutes", self.minutes, n, 0, np.iinfo(np.int32).max))
        put(self, "count_use", _real("count_use", self.count_use, 3))
        put(self, "minute_use", _real("minute_use", self.minute_use, 3))
        put(self, "limit", _real("limit", self.limit, 1, unlimited=True))
        m, cells, actions = self.count_use.shape
        _same("count_use の手段の数", actions, "value の行の数", k)
        _same("minute_use の形", self.minute_use.shape, "count_use の形", self.count_use.shape)
        _same("limit の長さ", len(self.limit), "count_use の行の数", m)
        put(self, "cell", _whole("cell", self.cell, n, 0, cells - 1))
        for key, count, word in (("action_names", k, "手段"), ("cell_names", cells, "区分"), ("row_names", m, "制限")):
            put(self, key, _names(key, getattr(self, key), count, word))
        for key in ("ids", "priority"):
            put(self, key, _per_person(key, getattr(self, key), n))

    @property
    def people(self) -> int:
        return int(self.value.shape[1])

    @property
    def actions(self) -> int:
        return int(self.value.shape[0])

    @property
    def rows(self) -> int:
        return len(self.limit)

    @property
    def cells(self) -> int:
        return int(self.count_use.shape[1])


def prices_of(problem: Problem, given: Any) -> FloatArray:
    """価格 of a former run, checked: one per row, none negative. Raises `MalformedProblem`."""
    price = _real("start", given, 1)
    _same("start の長さ", len(price), "limit の長さ", problem.rows)
    if (price < 0).any():
        raise MalformedProblem(f"start[{int(np.argmax(price < 0))}] は負の価格です: {price.min()}。")
    return price


def _array(key: str, given: Any, dimensions: int) -> AnyArray:
    array = np.asarray(given)
    if array.ndim != dimensions:
        raise MalformedProblem(f"{key} は {dimensions} 次元の配列でなければなりません（{array.ndim} 次元でした）。")
    if array.dtype.kind not in "iufb":
        raise MalformedProblem(f"{key} は数の配列でなければなりません（{array.dtype} でした）。")
    return array


def _values(given: Any) -> AnyArray:
    """float32 where that loses nothing, else float64; C order."""
    value = _array("value", given, 2)
    if not len(value):
        raise MalformedProblem("value に手段がありません。手段 0（何もしない）が必要です。")
    if value.dtype != np.float32:
        wide = np.ascontiguousarray(value, dtype=np.float64)
        with np.errstate(over="ignore"):
            narrow = wide.astype(np.float32)
        value = narrow if np.array_equal(narrow, wide) else wide
    value = _own(value)
    top = np.max([np.max(row, initial=0.0) for row in value])  # NaN comes through as NaN
    low = np.min([np.min(row, initial=0.0, where=row != -np.inf) for row in value])
    if not (top <= LARGEST and low >= -LARGEST):
        raise MalformedProblem(
            "value に数でないもの、または大きすぎる数があります"
            + _first(value, lambda v: ~(v <= LARGEST) | ((v < -LARGEST) & (v != -np.inf)))
        )
    if value.shape[1] and (value[0].any()):
        raise MalformedProblem(
            "手段 0（何もしない）は全員に許し、value を 0 にしてください" + _first(value[:1], lambda v: v != 0)
        )
    return value


def _first(array: AnyArray, wrong: Any) -> str:
    """Where the first wrong number stands."""
    for row, line in enumerate(array):
        places = np.flatnonzero(wrong(line))
        if len(places):
            return f"（行 {row}、列 {places[0]}: {line[places[0]]}）。"
    return "。"


def _whole(key: str, given: Any, n: int, low: int, high: int) -> AnyArray:
    array = _array(key, given, 1)
    _same(f"{key} の長さ", len(array), "value の列の数", n)
    if array.dtype.kind == "f" and not np.array_equal(array, np.trunc(array)):
        raise MalformedProblem(f"{key} は整数でなければなりません。")
    if len(array) and not (array.min() >= low and array.max() <= high):
        raise MalformedProblem(
            f"{key} は {low} 以上 {high} 以下でなければなりません（{array.min()}～{array.max()} でした）。"
        )
    return _own(array.astype(np.int32, copy=False))


def _own(array: AnyArray) -> AnyArray:
    """In C order and writable: the compiled loops are ready for that form only."""
    return np.require(array, requirements=["C", "W"])


def _real(key: str, given: Any, dimensions: int, *, unlimited: bool = False) -> FloatArray:
    array = np.ascontiguousarray(_array(key, given, dimensions), dtype=np.float64)
    fine = (np.abs(array) <= LARGEST) | (unlimited & (array == np.inf))
    if not fine.all():
        place = tuple(int(index[0]) for index in np.nonzero(~fine))
        raise MalformedProblem(f"{key}{list(place)} は使えない数です: {array[place]}。")
    return array


def _same(left: str, found: object, right: str, wanted: object) -> None:
    if found != wanted:
        raise MalformedProblem(f"{left}（{found}）が、{right}（{wanted}）と合いません。")


def _names(key: str, given: Any, count: int, word: str) -> tuple[str, ...]:
    names = tuple(str(name) for name in given) if given is not None else ()
    if not names:
        return tuple(f"{word}{place}" for place in range(count))
    _same(f"{key} の数", len(names), f"{word}の数", count)
    return names


def _per_person(key: str, given: Any, n: int) -> AnyArray | None:
    if given is None:
        return None
    array = np.asarray(given)
    if array.ndim != 1 or array.dtype.kind not in "iufbUSmM":
        raise MalformedProblem(f"{key} は数か文字の一列でなければなりません。")
    _same(f"{key} の長さ", len(array), "value の列の数", n)
    return array
