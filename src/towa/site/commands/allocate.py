"""割当問題のファイル（.npz）を解き、結果をファイルに書きます."""

import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer


if TYPE_CHECKING:
    from towa.rooms.dunning.core.allocation import Allocation, Problem

REFUSED = 2
NEEDED = ("value", "minutes", "cell", "count_use", "minute_use", "limit")
OPTIONAL = {
    "action_names": ("action_names", "actions"),
    "cell_names": ("cell_names", "cells"),
    "row_names": ("row_names", "rows", "limit_names"),
    "ids": ("ids", "id", "person_ids"),
    "priority": ("priority",),
}
"""Each with the names under which it may stand in the file; further arrays are left alone."""


def command(
    problem: Annotated[
        Path, typer.Argument(metavar="PROBLEM.npz", help="value, minutes, cell, count_use, minute_use, limit。")
    ],
    out: Annotated[Path, typer.Option(help="結果を書くファイル（.npz）。")],
    seed: Annotated[int, typer.Option(help="同じ事情の人を分けるくじの種。")] = 0,
    threads: Annotated[int, typer.Option(help="使うスレッドの数。0 は、使えるだけ全部。", min=0)] = 0,
) -> None:
    """割当問題を解きます: choice, objective, bound, gap, price, usage を書きます。解けない問題は理由を示し、終了コードは 2 です。"""
    from towa.rooms.dunning.core.allocation import AllocationRefused, allocate

    try:
        made = allocate(_read(problem), seed=seed, threads=threads or None)
        _write(out, made)
    except (AllocationRefused, OSError) as refusal:
        print(f"{problem}: {refusal}", file=sys.stderr)
        raise typer.Exit(REFUSED) from refusal
    print(
        f"{len(made.choice):,}人に割り当てました: 値の合計 {made.objective:,.0f}、理論上の上限 {made.bound:,.0f}"
        f"（差 {made.gap:.2e}）、価格どおりでない人 {len(made.moved):,}人、{sum(made.timings.values()):.2f}秒。"
    )


def _read(path: Path) -> "Problem":
    import numpy as np

    from towa.rooms.dunning.core.allocation import AllocationRefused, MalformedProblem, Problem

    try:
        with path.open("rb") as opened:
            return Problem(**_arrays(np.load(opened, allow_pickle=False)))
    except FileNotFoundError as missing_file:
        raise MalformedProblem("ファイルがありません。") from missing_file
    except AllocationRefused:
        raise
    except ValueError as broken:
        if "Object arrays" in str(broken):
            raise MalformedProblem("Pythonのオブジェクトは読みません。数や文字の配列だけを入れてください。") from broken
        raise MalformedProblem(f".npz として読めません（{broken}）。") from broken
    except (EOFError, KeyError, zipfile.BadZipFile, zipfile.LargeZipFile) as broken:
        raise MalformedProblem(f".npz として読めません（{broken}）。") from broken


def _arrays(file: Any) -> dict[str, Any]:
    """The arrays of the problem; further ones are left alone."""
    from towa.rooms.dunning.core.allocation import MalformedProblem

    if not hasattr(file, "files"):
        raise MalformedProblem("配列の束（.npz）ではありません。")
    missing = [name for name in NEEDED if name not in file.files]
    if missing:
        raise MalformedProblem(f"配列がありません: {'、'.join(missing)}。")
    parts = {name: file[name] for name in NEEDED}
    for key, names in OPTIONAL.items():
        found = next((name for name in names if name in file.files and file[name].ndim == 1), None)
        if found:
            parts[key] = file[found]
    return parts


def _write(out: Path, made: "Allocation") -> None:
    import numpy as np

    with out.open("wb") as file:
        np.savez(
            file,
            choice=made.choice,
            objective=np.float64(made.objective),
            bound=np.float64(made.bound),
            gap=np.float64(made.gap),
            price=made.price,
            usage=made.usage,
            moved=np.array([item.person for item in made.moved], dtype=np.int64),
            moved_reason=np.array([item.reason for item in made.moved], dtype="U8"),
        )
