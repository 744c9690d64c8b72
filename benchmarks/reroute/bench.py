"""The rest of a city's day: `rest_of_day` from the plan's record and prices, beside planning the whole day anew, in one run.

A town from a seed (10,000 people in arrears; nobody real). At 14:00 all calls of the morning are over, a hundred people have paid,
one team has logged off. Also timed: a what-if, and the same allocation with and without the old prices.
"""

import argparse
import json
import os
import subprocess
import time
from collections.abc import Callable
from datetime import time as time_of_day
from pathlib import Path
from statistics import median

import numpy as np

from towa.rooms.dunning.core.allocation import allocate
from towa.rooms.dunning.core.channel import actions_of
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.plan_record import PlanFile, packed, unpacked
from towa.rooms.dunning.core.rest_of_day import DayState, rest_of_day
from towa.rooms.dunning.core.routing import route
from towa.rooms.dunning.core.what_if import what_if
from towa.rooms.dunning.tests.core.builders import ON, town


RESULTS = Path(__file__).parents[1] / "results" / "reroute.jsonl"
WANTED_SECONDS = 1.0
TURNS = 9


def main(people: int) -> int:
    targets, office = town(people, 20261120), OfficeSettings()
    made = route(targets, office, ON)
    stored = unpacked(packed(made, {}))
    state = _afternoon(stored, office)
    rest = rest_of_day(stored, state)
    settled = sorted(state.finished)
    places = np.searchsorted(stored.targets.addressee_id, settled)
    if (rest.choice != rest.given)[places].any():
        raise SystemExit("somebody who was settled has moved")
    runs: dict[str, Callable[[], object]] = {
        "rest_of_day": lambda: rest_of_day(stored, state),
        "rest_of_day_wider": lambda: rest_of_day(stored, state, wider=True),
        "what_if": lambda: what_if(stored, {"pieces:sms": 450}),
        "route_anew": lambda: route(targets, office, ON),
        "allocate_warm": lambda: allocate(rest.problem, start=stored.prices),
        "allocate_cold": lambda: allocate(rest.problem),
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(TURNS):  # in turn, so that a busy machine troubles all alike
        for name, run in runs.items():
            begun = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - begun)
    return _report(people, len(rest.moved), seconds, (rest.bound - rest.objective) / rest.bound)


def _afternoon(stored: PlanFile, office: OfficeSettings) -> DayState:
    actions, ids = actions_of(office), stored.targets.addressee_id
    early = [place for place, action in enumerate(actions) if action.slot and action.slot.ends <= 14]
    called = np.flatnonzero(np.isin(stored.choice, early))
    later = np.setdiff1d(np.flatnonzero(stored.choice), called)
    left = {"minutes:operator_call:center:h15": 90}
    return DayState(
        time_of_day(14), frozenset(ids[called].tolist()), paid=frozenset(ids[later[:100]].tolist()), left=left
    )


def _report(people: int, moved: int, seconds: dict[str, list[float]], gap: float) -> int:
    print(f"{'':22}{'best':>10}{'median':>10}   seconds, {people:,} people")
    for name, runs in seconds.items():
        print(f"{name:22}{min(runs):>10.4f}{median(runs):>10.4f}")
    ratio = median(seconds["route_anew"]) / median(seconds["rest_of_day"])
    print(f"moved {moved:,}; proved gap {gap:.1e}; rest of the day is {ratio:.1f} times faster than the day anew")
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "commit": _commit(),
        "cores": os.cpu_count(),
        "people": people,
        "moved": moved,
        "gap": float(f"{gap:.2e}"),
        "ratio": round(ratio, 2),
        **{f"{name}_seconds": round(median(runs), 4) for name, runs in seconds.items()},
    }
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    slow = max(median(seconds[name]) for name in ("rest_of_day", "rest_of_day_wider", "what_if"))
    return 0 if slow < WANTED_SECONDS else 1


def _commit() -> str:
    run = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return run.stdout.strip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    raise SystemExit(main(parser.parse_args().people))
