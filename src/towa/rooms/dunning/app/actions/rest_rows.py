"""再計画の行: what changes in the decisions when the rest of a day is planned anew; everything else is copied as it stands."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from towa.rooms.dunning.app.actions.rows import action_columns, open_to_contractor, team_names
from towa.rooms.dunning.app.models import Decision, Exclusion
from towa.rooms.dunning.core import exclusion as stop
from towa.rooms.dunning.core.channel import actions_of
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.plan_record import PlanFile
from towa.rooms.dunning.core.rest_of_day import RestOfDay
from towa.rooms.dunning.core.value import estimate, explain_value


PAID, STOPPED = "paid_since_plan", "demand_suppression"


def write_rows(before: int, after: int, first: PlanFile, rest: RestOfDay, stopped: Mapping[int, str]) -> None:
    """The new plan's decisions and exclusions: most are copied, moved people get new ones, who has paid is excluded.

    `stopped`: 除外事由 by person, where the ledger tells it; a stop that only the state of the day names is a 抑止.
    """
    ids = first.targets.addressee_id
    moved, paid = ids[rest.moved].tolist(), ids[rest.paid].tolist()
    _copy(Exclusion, before, after, [])
    _copy(Decision, before, after, moved + paid)
    _write_moved(before, after, first, rest)
    codes = dict.fromkeys(rest.state.stopped, STOPPED) | dict.fromkeys(rest.state.paid, PAID) | dict(stopped)
    _exclude(Decision.objects.filter(plan_id=before, addressee_id__in=paid), after, codes)


def _copy(model: type[Decision] | type[Exclusion], before: int, after: int, without: list[int]) -> None:
    """Inside the database: thousands of rows need not travel."""
    quote = connection.ops.quote_name
    columns = [str(f.column) for f in model._meta.concrete_fields if f.name not in ("id", "plan")]
    names, table = ", ".join(quote(column) for column in columns), quote(model._meta.db_table)
    select = f"SELECT %s, {names} FROM {table} WHERE plan_id = %s AND NOT addressee_id = ANY(%s)"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (plan_id, {names}) {select}", [after, before, without])


def _write_moved(before: int, after: int, first: PlanFile, rest: RestOfDay) -> None:
    """The people whose action changed, each with the reason."""
    changes = {int(first.targets.addressee_id[place]): change for place, change in _changes(first, rest)}
    rows = list(Decision.objects.filter(plan_id=before, addressee_id__in=list(changes)))
    for row in rows:
        row.pk, row.plan_id = None, after
        for name, worth in changes[row.addressee_id].items():
            setattr(row, name, worth)
    Decision.objects.bulk_create(rows, batch_size=1000)


def _exclude(rows: QuerySet[Decision], after: int, codes: Mapping[int, str]) -> None:
    """納付のあった人など: no decision any more, but an exclusion with the reason."""
    Exclusion.objects.bulk_create(
        Exclusion(
            plan_id=after,
            addressee_id=row.addressee_id,
            code=reason.code,
            reason=reason.reason,
            addressee_no=row.addressee_no,
            name=row.name,
            outstanding=row.outstanding,
        )
        for row in rows
        for reason in [stop.exclusion(codes[row.addressee_id])]
    )


def _changes(first: PlanFile, rest: RestOfDay) -> Iterator[tuple[int, dict[str, Any]]]:
    office = OfficeSettings.model_validate(first.settings)
    actions, teams = actions_of(office), team_names(office)
    moved = np.setdiff1d(rest.moved, np.flatnonzero(rest.paid))
    targets = first.targets.take(moved)
    made, contractors = estimate(targets, actions, office, first.on), open_to_contractor(targets, office, first.on)
    for turn, place in enumerate(moved.tolist()):
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
