"""What must be kept so that each decision can be recomputed by hand years later? One file per plan (計画の記録).

A compressed .npz without names or addresses: the facts that were planned upon, the settings, the planning problem in numbers,
prices, what was planned, what was drawn by lot and with which probability, and the versions of the programs. The same plan gives
the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np

from towa.rooms.dunning.core.allocation import Problem
from towa.rooms.dunning.core.arrays import AnyArray, BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.problem_of import problem_of
from towa.rooms.dunning.core.programme import Capacity
from towa.rooms.dunning.core.routing import Routing
from towa.rooms.dunning.core.target import Targets


FORM = 1
"""Of the file; a later form is read beside this one."""
BETWEEN = "|"
"""Between the standings of one person."""
PROBLEM = ("value", "minutes", "cell", "count_use", "minute_use", "limit", "ids", "priority")
RESULT = ("prices", "planned", "choice", "drawn", "probability", "split_people", "given")

PEOPLE = ("finished", "in_progress", "paid", "stopped")
"""Of the state of a day: `rest_of_day.DayState`."""


@dataclass(frozen=True)
class RestHead:
    """再計画の前提: what a plan of the rest of a day was made upon, beside the day's first plan."""

    follows: str
    """SHA-256 of the first plan's file."""
    at: str
    """Time, "14:20"."""
    finished: tuple[int, ...]
    in_progress: tuple[int, ...]
    paid: tuple[int, ...]
    stopped: tuple[int, ...]
    left: dict[str, int]
    wider: bool


@dataclass(frozen=True, eq=False)
class PlanFile:
    """計画の記録, as it was kept. Arrays as in `Routing`, people in canonical order.

    Of the rest of a day (`rest`), problem, prices and bound are those of the rest; `given` is what people had before.
    """

    on: date
    settings: dict[str, Any]
    solver: str
    versions: dict[str, str]
    capacities: tuple[Capacity, ...]
    actions: tuple[tuple[str, str], ...]
    """(code, name) in the problem's order."""
    targets: Targets
    problem: Problem
    prices: FloatArray
    planned: IntArray
    choice: IntArray
    drawn: BoolArray
    probability: FloatArray
    split_people: IntArray
    given: IntArray
    planned_objective: float
    bound: float
    rest: RestHead | None = None


def packed(routing: Routing, versions: Mapping[str, str]) -> bytes:
    """記録する: the plan as the bytes of a compressed .npz."""
    return to_bytes(file_of(routing, versions))


def file_of(routing: Routing, versions: Mapping[str, str]) -> PlanFile:
    """計画の記録 of a plan that was just made."""
    return PlanFile(
        on=routing.on,
        settings=routing.office.model_dump(mode="json"),
        solver=routing.solver,
        versions=dict(versions),
        capacities=routing.programme.capacities,
        actions=tuple((action.code, action.name) for action in routing.actions),
        targets=routing.targets,
        problem=problem_of(routing.programme, routing.targets, routing.on),
        given=routing.planned,
        planned_objective=routing.planned_objective,
        bound=routing.bound,
        **{name: getattr(routing, name) for name in RESULT if name != "given"},
    )


def to_bytes(file: PlanFile) -> bytes:
    """The same file gives the same bytes."""
    head = {
        "form": FORM,
        "on": file.on.isoformat(),
        "capacities": [asdict(item) for item in file.capacities],
        "rest": asdict(file.rest) if file.rest else None,
        **{name: getattr(file, name) for name in ("settings", "solver", "versions", "actions")},
    }
    arrays: dict[str, Any] = {
        "head": np.array(json.dumps(head, ensure_ascii=False, sort_keys=True)),
        "proof": np.array([file.planned_objective, file.bound]),
        **{f"problem.{name}": getattr(file.problem, name) for name in PROBLEM},
        **{f"result.{name}": getattr(file, name) for name in RESULT},
        **{f"targets.{name}": column for name, column in _columns(file.targets).items()},
    }
    written = BytesIO()
    np.savez_compressed(written, **arrays)
    return written.getvalue()


def unpacked(content: bytes) -> PlanFile:
    """記録を読む. Raises `ValueError` for a form that this program does not know."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        head = json.loads(str(file["head"]))
        if head["form"] != FORM:
            raise ValueError(f"この形式の計画の記録は読めません: {head['form']}")
        planned_objective, bound = file["proof"].tolist()
        return PlanFile(
            on=date.fromisoformat(head["on"]),
            settings=head["settings"],
            solver=head["solver"],
            versions=head["versions"],
            capacities=tuple(Capacity(**item) for item in head["capacities"]),
            actions=tuple((code, name) for code, name in head["actions"]),
            targets=_targets(file),
            problem=_problem(file, head),
            planned_objective=planned_objective,
            bound=bound,
            rest=_rest(head["rest"]),
            **{name: file[f"result.{name}"] for name in RESULT},
        )


def _rest(head: Mapping[str, Any] | None) -> RestHead | None:
    if head is None:
        return None
    people = {name: tuple(head[name]) for name in PEOPLE}
    return RestHead(follows=head["follows"], at=head["at"], left=head["left"], wider=head["wider"], **people)


def _problem(file: Mapping[str, AnyArray], head: Mapping[str, Any]) -> Problem:
    arrays: dict[str, Any] = {name: file[f"problem.{name}"] for name in PROBLEM}
    names = tuple(item["term"] for item in head["capacities"])
    actions = tuple(name for _code, name in head["actions"])
    return Problem(**arrays, row_names=names, action_names=actions)


def _columns(targets: Targets) -> dict[str, AnyArray]:
    """Standings are sets: they are kept as sorted words."""
    columns = {field.name: getattr(targets, field.name) for field in fields(targets)}
    columns["standings"] = np.array([BETWEEN.join(sorted(kinds)) for kinds in targets.standings], dtype=np.str_)
    return columns


def _targets(file: Mapping[str, AnyArray]) -> Targets:
    columns = {field.name: file[f"targets.{field.name}"] for field in fields(Targets)}
    standings = np.empty(len(columns["standings"]), dtype=object)
    for place, words in enumerate(columns["standings"].tolist()):
        standings[place] = frozenset(words.split(BETWEEN)) if words else frozenset()
    return Targets(**{**columns, "standings": standings})
