"""Is this still the plan that was looked at? A sum over everything that may go out (計画の内容の要約値)."""

import json
from hashlib import sha256
from typing import Any

from django.db.models import Model

from towa.rooms.dunning.app.models import Decision, Exclusion, Plan, PlanRecord


HEAD = ("id", "on", "extract_id", "fingerprint", "settings", "objective", "bound", "random_cost", "limits")
LEFT_OUT = frozenset({"id", "municipality", "plan"})


def content_hash(plan_id: int) -> str:
    """SHA-256 over the plan's head, record, decisions and exclusions: it changes when any of what may go out changes."""
    total = sha256()
    _add(total, Plan.objects.filter(pk=plan_id).values_list(*HEAD))
    _add(total, PlanRecord.objects.filter(plan_id=plan_id).values_list("sha256"))
    for model in (Decision, Exclusion):
        rows = model.objects.filter(plan_id=plan_id).order_by("addressee_id")
        _add(total, rows.values_list(*_columns(model)).iterator())
    return total.hexdigest()


def _columns(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in LEFT_OUT]


def _add(total: Any, rows: Any) -> None:
    for row in rows:
        total.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n")
