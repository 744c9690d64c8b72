"""People in arrears made up for tests: one ordinary person to vary, and whole towns from a seed. No real data."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from towa.rooms.dunning.core.target import Targets


ON = date(2026, 11, 20)

ORDINARY: Mapping[str, Any] = {
    "addressee_id": 1,
    "kind": "person",
    "birth_date": date(1980, 4, 1),
    "residence": "resident",
    "protected": False,
    "district": "中央",
    "address": "とわ市中央1-1",
    "outstanding": 48_500,
    "late_charge": 1_100,
    "instalments": 1,
    "oldest_due": date(2026, 6, 30),
    "newest_due": date(2026, 6, 30),
    "current_year_only": True,
    "carried_over": 0,
    "first_time": True,
    "demand_issued_on_latest": date(2026, 7, 20),
    "undemanded": False,
    "phone_landline": "042-000-0001",
    "phone_mobile": "090-0000-0001",
    "phone_shared": False,
    "provisional_paid": 0,
    "last_paid_on": None,
    "last_contact_on": None,
    "last_contact_result": None,
    "contacts_12m": 0,
    "reached_12m": 0,
    "promises_12m": 0,
    "promises_kept_12m": 0,
    "standings": [],
    "plan_state": "none",
    "letters_12m": 0,
    "sms_12m": 0,
    "calls_12m": 0,
    "visits_12m": 0,
}
"""普通の人: owes one instalment since June, demanded in July, with telephones: everything an officer need not look at."""


def people(*differences: Mapping[str, Any]) -> Targets:
    """Ordinary people with these differences, numbered 1, 2, 3, …"""
    rows = [{**ORDINARY, "addressee_id": place, **row} for place, row in enumerate(differences, start=1)]
    return Targets.from_columns({name: [row[name] for row in rows] for name in rows[0]})


def town(count: int, seed: int = 0) -> Targets:
    """A synthetic town of `count` people in arrears: a mix of amounts, ages, telephones, histories and standings."""
    rng = np.random.default_rng(seed)
    return people(*[_somebody(rng) for _ in range(count)])


def _somebody(rng: np.random.Generator) -> dict[str, Any]:
    carried = bool(rng.random() < 0.45)
    days = int(rng.integers(400, 2_500)) if carried else int(rng.integers(20, 250))
    due = ON - timedelta(days=days)
    amount = int(np.exp(rng.normal(11.5 if carried else 10.6, 1.0))) // 100 * 100 + 100
    return {**_debt(rng, carried, due, amount), **_reachable(rng), **_history(rng), **_standing(rng)}


def _debt(rng: np.random.Generator, carried: bool, due: date, amount: int) -> dict[str, Any]:
    return {
        "outstanding": amount,
        "oldest_due": due,
        "newest_due": due,
        "current_year_only": not carried,
        "carried_over": amount if carried else 0,
        "first_time": not carried and bool(rng.random() < 0.7),
        "demand_issued_on_latest": due + timedelta(days=int(rng.integers(15, 25))),
        "last_paid_on": ON - timedelta(days=int(rng.integers(1, 400))) if rng.random() < 0.5 else None,
    }


def _reachable(rng: np.random.Generator) -> dict[str, Any]:
    corporation = bool(rng.random() < 0.06)
    return {
        "kind": "corporation" if corporation else "person",
        "birth_date": None if corporation else date(int(rng.integers(1935, 2006)), int(rng.integers(1, 13)), 1),
        "residence": str(rng.choice(["resident", "moved_out", "dead", "non_resident"], p=[0.88, 0.08, 0.01, 0.03])),
        "protected": bool(rng.random() < 0.005),
        "district": f"地区{rng.integers(1, 9)}",
        "phone_landline": "042-000-0000" if rng.random() < 0.35 else None,
        "phone_mobile": "090-0000-0000" if rng.random() < 0.55 else None,
        "phone_shared": bool(rng.random() < 0.03),
    }


def _history(rng: np.random.Generator) -> dict[str, Any]:
    contacts = int(rng.poisson(2.0))
    reached = int(rng.binomial(contacts, 0.4))
    promises = int(rng.binomial(reached, 0.5))
    return {
        "contacts_12m": contacts,
        "reached_12m": reached,
        "promises_12m": promises,
        "promises_kept_12m": int(rng.binomial(promises, 0.6)),
        "last_contact_on": ON - timedelta(days=int(rng.integers(1, 300))) if contacts else None,
        "last_contact_result": str(rng.choice(["no_answer", "promise", "refused"], p=[0.6, 0.35, 0.05])),
        "letters_12m": int(rng.poisson(1.0)),
        "calls_12m": contacts,
    }


def _standing(rng: np.random.Generator) -> dict[str, Any]:
    plan = str(rng.choice(["none", "kept", "broken"], p=[0.88, 0.08, 0.04]))
    kinds = ["collection_deferral", "enforcement_suspension", "seizure", "objection", "demand_suppression"]
    standings = [str(rng.choice(kinds))] if rng.random() < 0.06 else []
    return {"plan_state": plan, "standings": standings + (["instalment_plan"] if plan != "none" else [])}
