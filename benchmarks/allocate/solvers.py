"""What would be used instead, in general? Linear programming by HiGHS, GLOP and PDLP, each in a process of its own.

    python -m benchmarks.allocate.solvers NAME PEOPLE THREADS SECONDS

All solve the divided problem only (its plan must still be rounded and repaired); each model is handed over whole as sparse
arrays, the fastest way that each offers; presolving is on; all other settings are the solvers' own. An own process, because not
every solver keeps to its time limit: it is ended a little after it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs
from ortools.linear_solver.linear_solver_pb2 import MPModelProto  # type: ignore[import-untyped]
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper

from benchmarks.allocate.instance import instance
from towa.rooms.dunning.core.allocation import Problem


GRACE = 5.0
"""Seconds for a solver to stop by itself; starting, generating and building are not counted in its time."""


@dataclass(frozen=True, eq=False)
class Programme:
    """The divided problem: maximise gain x, matrix x <= upper (limits, then one per person), 0 <= x <= 1; by columns."""

    gain: np.ndarray
    upper: np.ndarray
    row: np.ndarray
    column: np.ndarray
    use: np.ndarray

    def sparse(self, along: np.ndarray, across: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(start, index, value) of the matrix, compressed along its rows or columns."""
        order = np.argsort(along, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(along, minlength=number))])
        return start, across[order].astype(np.int32), self.use[order]


def programme(problem: Problem) -> Programme:
    action, person = np.nonzero(np.isfinite(problem.value[1:]))
    action = action + 1
    minutes, cell = problem.minutes[person], problem.cell[person]
    parts = [(np.arange(len(person)), problem.rows + person, np.ones(len(person)))]
    for row in range(problem.rows):
        used = problem.count_use[row, cell, action] + problem.minute_use[row, cell, action] * minutes
        users = np.flatnonzero(used)
        parts.append((users, np.full(len(users), row), used[users]))
    columns, rows, uses = (np.concatenate(each) for each in zip(*parts, strict=True))
    upper = np.concatenate([problem.limit, np.ones(problem.people)])
    return Programme(problem.value[action, person].astype(np.float64), upper, rows, columns, uses)


def _highs(made: Programme, solver: str, threads: int, seconds: float) -> Callable[[], tuple[str, float]]:
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = len(made.upper), len(made.gain)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -made.gain, np.zeros(len(made.gain)), np.ones(len(made.gain))
    lp.row_lower_, lp.row_upper_ = np.full(len(made.upper), -highspy.kHighsInf), made.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    columns = made.sparse(made.column, made.row, len(made.gain))
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = columns
    engine = _Highs()
    options: dict[str, float | str] = {
        "output_flag": False,
        "solver": solver,
        "time_limit": seconds,
        "threads": threads,
        "presolve": "on",
    }
    for option, chosen in (options | {"parallel": "on" if threads > 1 else "off"}).items():
        engine.setOptionValue(option, chosen)
    engine.passModel(lp)

    def solve() -> tuple[str, float]:
        engine.run()
        return engine.modelStatusToString(engine.getModelStatus()), -engine.getInfo().objective_function_value

    return solve


def _ortools(made: Programme, solver: str, threads: int, seconds: float) -> Callable[[], tuple[str, float]]:
    proto = MPModelProto(maximize=True)
    for gain in made.gain.tolist():
        proto.variable.add(lower_bound=0.0, upper_bound=1.0, objective_coefficient=gain)
    start, column, use = (part.tolist() for part in made.sparse(made.row, made.column, len(made.upper)))
    for row, limit in enumerate(made.upper.tolist()):
        here = slice(start[row], start[row + 1])
        proto.constraint.add(lower_bound=-np.inf, upper_bound=limit, var_index=column[here], coefficient=use[here])
    model, engine = ModelBuilderHelper(), ModelSolverHelper(solver)
    with NamedTemporaryFile(suffix=".pb") as file:
        file.write(proto.SerializeToString())
        file.flush()
        model.read_model_from_proto_file(file.name)
    engine.set_time_limit_in_seconds(seconds)
    if solver == "pdlp":
        engine.set_solver_specific_parameters(f"num_threads: {threads}")

    def solve() -> tuple[str, float]:
        engine.solve(model)
        return str(engine.status()), engine.objective_value()

    return solve


def _main(name: str, people: int, threads: int, seconds: float) -> None:
    problem = instance(people)
    begun = time.perf_counter()
    prepare = _highs if name.startswith("HiGHS") else _ortools
    solver = {"HiGHS simplex": "simplex", "HiGHS IPM": "ipx"}.get(name, name.lower())
    solve = prepare(programme(problem), solver, threads, seconds)
    built = time.perf_counter() - begun
    print(json.dumps({"build": round(built, 3)}), flush=True)
    begun = time.perf_counter()
    ended, worth = solve()
    print(json.dumps({"solve": round(time.perf_counter() - begun, 3), "ended": ended, "worth": worth}), flush=True)


def peer(name: str, people: int, threads: int, seconds: float) -> dict[str, Any]:
    """One solver in a process of its own: seconds to build, seconds to solve, how it ended, yen of its divided plan."""
    command = [sys.executable, "-m", "benchmarks.allocate.solvers", name, str(people), str(threads), str(seconds)]
    found: dict[str, Any] = {"threads": threads}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found |= json.loads(process.stdout.readline() or "{}")
        try:
            told, _ = process.communicate(timeout=seconds + GRACE)
            found |= json.loads(told or '{"ended": "failed"}')
        except subprocess.TimeoutExpired:
            process.kill()
            found |= {"solve": seconds, "ended": "stopped"}
    return found


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
