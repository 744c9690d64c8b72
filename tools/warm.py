"""Compiles the numeric kernels once at installation, so that the first user does not wait for it."""

import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import xlsxwriter

from towa.gateways.core_system.workbook_worker import plain_sheet
from towa.law.late_charge import late_charge_many
from towa.rooms.dunning.core.allocation import InfeasibleProblem, Problem, allocate


def main() -> None:
    late_charges()
    sheets()
    allocations()


def late_charges() -> None:
    day = np.array(["2024-01-31"], dtype="datetime64[D]")
    late_charge_many(np.array([700_000], dtype=np.int64), day, day + 28)


def sheets() -> None:
    """Workbooks: the smallest one that our own reader reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet().write_column(0, 0, ["見出し", 1])
        if plain_sheet(path) is None:
            raise SystemExit("表計算ファイルの読み取りを準備できません。")


def allocations() -> None:
    """振り分けの割当: single and double precision, every kind of id, in any order, from prices, refused."""
    chance, n = np.random.default_rng(0), 300
    value = np.vstack([np.zeros(n), chance.lognormal(8, 1, (2, n))])
    count, minute = np.zeros((3, 2, 3)), np.zeros((3, 2, 3))
    count[0, :, 1], minute[1, :, 2], count[2, 0, 1:] = 1, 1, -1
    minutes, cell, limit = chance.integers(10, 80, n), chance.integers(0, 2, n), np.array([n // 5, 2 * n, -n // 8])
    numbers = np.arange(n)
    for ids in (numbers, numbers.astype("U20"), numbers.astype("S20"), None):
        for precise in (np.float32, np.float64):
            problem = Problem(value.astype(precise), minutes, cell, count, minute, limit, ids=ids, priority=numbers)
            allocate(problem, start=allocate(problem).price)
    with suppress(InfeasibleProblem):
        allocate(Problem(value, minutes, cell, count, minute, np.array([5, 5, -n])))


if __name__ == "__main__":
    main()
