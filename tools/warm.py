"""Compiles the numeric kernels once at installation, so that the first user does not wait for it."""

import tempfile
from pathlib import Path

import numpy as np
import xlsxwriter

from towa.gateways.core_system.workbook_worker import plain_sheet
from towa.law.late_charge import late_charge_many


def main() -> None:
    late_charges()
    sheets()


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


if __name__ == "__main__":
    main()
