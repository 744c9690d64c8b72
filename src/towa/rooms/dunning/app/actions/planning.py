"""振分計画の作成: everybody in arrears, the office's settings and one day go in; a plan with its reasons comes out."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_UP, Decimal
from hashlib import sha256
from json import dumps
from math import ceil, floor
from time import monotonic
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from towa.platform import events
from towa.platform.audit import trail
from towa.platform.audit.actor import current_actor
from towa.platform.configuration import town_settings
from towa.platform.jobs import NullProgress, Progress
from towa.rooms.dunning.app.actions.keeping import keep_record
from towa.rooms.dunning.app.actions.rows import decisions_of, exclusions_of
from towa.rooms.dunning.app.models import Decision, Exclusion, Plan
from towa.rooms.dunning.app.queries.program import versions
from towa.rooms.dunning.core.decision import CapacityUse, Comparison
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.plan_record import packed
from towa.rooms.dunning.core.routing import Routing, route
from towa.rooms.dunning.core.target import Targets
from towa.rooms.ledger.app import queries as ledger


ROWS_AT_ONCE = 1000


class NothingTakenIn(Exception):
    """抽出がまだ取り込まれていません。: there is no ledger to plan upon."""


@transaction.atomic
def make_plan(
    on: date, municipality_code: str, *, office: OfficeSettings | None = None, progress: Progress | None = None
) -> int:
    """Makes the plan of a day and gives its number; the same extract, settings and day give the plan that is there.

    One transaction, one audit line, one event "dunning.plan_made". Without `office` the town's settings hold.

    Raises:
        NothingTakenIn: no extract was taken in yet.
        InfeasiblePlan: the office's minimum quotas can not be met together.
    """
    progress = progress or NullProgress()
    extract_id = ledger.latest_extract_id()
    if extract_id is None:
        raise NothingTakenIn
    office = office or town_settings(municipality_code, "dunning", OfficeSettings)
    fingerprint = fingerprint_of(office)
    same = Plan.objects.filter(extract_id=extract_id, on=on, fingerprint=fingerprint, follows=None).first()
    if same is not None:
        return same.pk
    return _make(on, extract_id, office, fingerprint, progress)


def fingerprint_of(office: OfficeSettings) -> str:
    """What tells two sets of settings apart."""
    return sha256(dumps(office.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def _make(on: date, extract_id: int, office: OfficeSettings, fingerprint: str, progress: Progress) -> int:
    started = monotonic()
    progress.stage(_("滞納者を台帳から読んでいます"), 1)
    table = ledger.arrears_table(on)
    progress.advance(1)
    progress.stage(_("手段を割り当てています"), 1)
    routing = route(targets_of(table), office, on)
    progress.advance(1)
    plan = _plan(routing, table, extract_id, fingerprint)
    keep_record(plan.pk, packed(routing, versions()))
    people = {row["addressee_id"]: row for row in table.iter_rows(named=True)}
    progress.stage(_("振り分けを記録しています"), len(people))
    _keep(Decision, decisions_of(plan.pk, routing, people), progress)
    _keep(Exclusion, exclusions_of(plan.pk, routing, people), progress)
    plan.seconds = ceil(monotonic() - started)
    plan.save(update_fields=["seconds"])
    _tell(plan)
    return plan.pk


def targets_of(table: pl.DataFrame) -> Targets:
    """The ledger's table as the core's columns."""
    return Targets.from_columns({name: table[name].to_list() for name in table.columns})


def _plan(routing: Routing, table: pl.DataFrame, extract_id: int, fingerprint: str) -> Plan:
    excluded = sum(routing.per_exclusion().values())
    open_ids = [int(person) for person in routing.targets.addressee_id[routing.exclusion == ""]]
    included = table.filter(pl.col("addressee_id").is_in(open_ids))
    return Plan.objects.create(
        on=routing.on,
        extract_id=extract_id,
        fingerprint=fingerprint,
        settings=routing.office.model_dump(mode="json"),
        made_at=timezone.now(),
        made_by=current_actor().name,
        maker_id=current_actor().account_id,
        people=len(table) - excluded,
        excluded=excluded,
        outstanding=int(included["outstanding"].sum()),
        late_charge=int(included["late_charge"].sum()),
        objective=floor(routing.objective),
        bound=ceil(routing.bound),
        gap=gap_of(floor(routing.planned_objective), ceil(routing.bound)),
        random_cost=round(routing.random_cost),
        random_people=int(routing.drawn.sum()),
        limits=[_limit(line) for line in routing.capacities()],
        comparisons=[_comparison(line) for line in routing.comparisons()],
    )


def gap_of(objective: int, bound: int) -> Decimal:
    """上限との差の割合, rounded up: a plan that is not the best must not read 0."""
    if bound <= 0:
        return Decimal(0)
    return (Decimal(bound - objective) / bound).quantize(Decimal("0.000001"), rounding=ROUND_UP)


def _limit(line: CapacityUse) -> dict[str, Any]:
    return {
        "code": line.code,
        "label": line.term,
        "unit": line.unit,
        "used": line.used,
        "limit": line.limit,
        "at_least": line.at_least,
        "price": round(line.price),
        "price_words": line.price_words,
    }


def _comparison(line: Comparison) -> dict[str, Any]:
    return {"code": line.code, "label": line.term, "objective": floor(line.objective)}


def _keep(model: type[Decision] | type[Exclusion], rows: Iterator[Any], progress: Progress) -> None:
    """Writes in batches, so that progress is seen and nothing grows with the town."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            _write(model, batch, progress)
            batch = []
    _write(model, batch, progress)


def _write(model: Any, batch: list[Any], progress: Progress) -> None:
    progress.check_cancelled()
    model.objects.bulk_create(batch)
    progress.advance(len(batch))


def _tell(plan: Plan) -> None:
    trail.record(
        "dunning.make_plan",
        object_kind="dunning.plan",
        object_id=plan.pk,
        detail={
            "on": plan.on.isoformat(),
            "extract": plan.extract_id,
            "people": plan.people,
            "excluded": plan.excluded,
        },
    )
    events.announce("dunning.plan_made", plan_id=plan.pk)
