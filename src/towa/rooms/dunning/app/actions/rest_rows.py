"""再計画の行: what changes in the decisions when the rest of a day is planned anew; everything else is copied as it stands."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from towa.rooms.dunning.app.actions.rows import action_columns, open_to_contractor, team_names
from towa.rooms.dunning.app.models import Decision, Exclusion
from towa.rooms.dunning.core import exclusion as stop
from towa.rooms.dunning.core.channel import actions_of
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.plan_record import PlanFile
from towa.rooms.dunning.core.rest_of_day import RestOfDay
from towa.rooms.dunning.core.value import estimate, explain_value


CHANGED = (
    "action", "action_label", "channel", "team", "team_name", "slot", "slot_starts", "slot_name", "contractor_may_handle",
    "value", "value_terms", "why", "next_action", "next_label", "next_difference", "why_not_next", "drawn",
)  # fmt: skip
PAID = "paid_since_plan"


def copy_rows(model: type[Decision] | type[Exclusion], before: int, after: int) -> None:
    """Copies a plan's rows to another plan inside the database: thousands of rows need not travel."""
    quote = connection.ops.quote_name
    columns = [str(f.column) for f in model._meta.concrete_fields if f.name not in ("id", "plan")]
    names, table = ", ".join(quote(column) for column in columns), quote(model._meta.db_table)
    copy = f"INSERT INTO {table} (plan_id, {names}) SELECT %s, {names} FROM {table} WHERE plan_id = %s"  # noqa: S608 - names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(copy, [after, before])


def write_moved(plan_id: int, first: PlanFile, rest: RestOfDay) -> None:
    """The people whose action changed, each with the reason."""
    paid = set(first.targets.addressee_id[rest.paid].tolist())
    changes = {int(first.targets.addressee_id[place]): change for place, change in _changes(first, rest)}
    rows = list(Decision.objects.filter(plan_id=plan_id, addressee_id__in=[i for i in changes if i not in paid]))
    for row in rows:
        for name, worth in changes[row.addressee_id].items():
            setattr(row, name, worth)
    Decision.objects.bulk_update(rows, CHANGED, batch_size=500)


def exclude_paid(plan_id: int, first: PlanFile, rest: RestOfDay) -> None:
    """納付のあった人: out of the decisions, into the exclusions with the reason."""
    ids = first.targets.addressee_id[rest.paid].tolist()
    rows = Decision.objects.filter(plan_id=plan_id, addressee_id__in=ids)
    reason = stop.exclusion(PAID)
    Exclusion.objects.bulk_create(
        Exclusion(
            plan_id=plan_id,
            addressee_id=row.addressee_id,
            code=reason.code,
            reason=reason.reason,
            addressee_no=row.addressee_no,
            name=row.name,
            outstanding=row.outstanding,
        )
        for row in rows
    )
    rows.delete()


def _changes(first: PlanFile, rest: RestOfDay) -> Iterator[tuple[int, dict[str, Any]]]:
    office = OfficeSettings.model_validate(first.settings)
    actions, teams = actions_of(office), team_names(office)
    targets = first.targets.take(rest.moved)
    made, contractors = estimate(targets, actions, office, first.on), open_to_contractor(targets, office, first.on)
    for turn, place in enumerate(rest.moved.tolist()):
        chosen = int(rest.choice[place])
        yield (
            place,
            {
                **action_columns(actions[chosen], teams, contractors=bool(contractors[turn])),
                "value": round(float(first.problem.value[chosen, place])),
                "value_terms": explain_value(made, actions, turn, chosen),
                "why": _why(first, rest, place),
                "next_action": "",
                "next_label": "",
                "next_difference": None,
                "why_not_next": "",
                "drawn": False,
            },
        )


def _why(first: PlanFile, rest: RestOfDay, place: int) -> str:
    before, after = int(rest.given[place]), int(rest.choice[place])
    value = float(np.nan_to_num(first.problem.value[after, place]))
    cause = (
        f"「{first.actions[before][1]}」の時間帯が終わったため"
        if rest.over[before]
        else "残りの容量の中で全体の見込みが最も高くなるように"
    )
    return (
        f"{rest.state.at:%H:%M}の再計画で、{cause}、「{first.actions[before][1]}」から「{first.actions[after][1]}」に変えました。"
        f"「{first.actions[after][1]}」の効果見込みは {value:,.0f}円です。"
    )
