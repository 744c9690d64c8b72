"""How is a plan kept? One line per person, and what proves it beside it, as Parquet."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from towa.rooms.dunning.core.arrays import AnyArray


if TYPE_CHECKING:
    from towa.rooms.dunning.core.allocation.allocation import Allocation


def columns_of(made: "Allocation") -> dict[str, AnyArray]:
    """一覧: one column per fact, one line per person."""
    problem, people = made.problem, np.arange(made.problem.people)
    reason, wanted = np.full(problem.people, "", dtype="U5"), made.choice.copy()
    for item in made.moved:
        reason[item.person], wanted[item.person] = item.reason, item.wanted
    return {
        "id": problem.ids if problem.ids is not None else people,
        "cell": problem.cell,
        "minutes": problem.minutes,
        "choice": made.choice,
        "value": problem.value[made.choice, people],
        "wanted": wanted,
        "moved": reason,
    }


def proof_of(made: "Allocation") -> dict[str, str]:
    """証明: what belongs to the plan as a whole, as text: objective, bound, and per row limit, usage and price."""
    problem = made.problem
    figures = {"limit": problem.limit, "usage": made.usage, "price": made.price}
    rows = {"name": list(problem.row_names)} | {
        key: [repr(x) for x in column.tolist()] for key, column in figures.items()
    }
    whole = {"objective": repr(made.objective), "bound": repr(made.bound), "gap": repr(made.gap)}
    lists = {"rows": rows, "actions": problem.action_names}
    return whole | {key: json.dumps(told, ensure_ascii=False) for key, told in lists.items()}


def write_parquet(made: "Allocation", path: Path) -> None:
    """Parquetに書く. Raises `ModuleNotFoundError` saying what is missing where Polars is not installed."""
    try:
        import polars
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError("Parquetに書くには polars が要ります。", name="polars") from missing
    polars.DataFrame(columns_of(made)).write_parquet(path, metadata=proof_of(made))
