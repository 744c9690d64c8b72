"""Which rows still wait in quarantine (修正待ち), and which have come in another way?"""

from collections.abc import Sequence

from django.db.models import QuerySet

from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.rooms.ledger.app.actions.pipeline import Run
from towa.rooms.ledger.app.actions.quarantine import key_of
from towa.rooms.ledger.app.models import QuarantinedRow


WAITING, MENDED = QuarantinedRow.State.WAITING, QuarantinedRow.State.MENDED


def waiting(extract_id: int, record: str) -> QuerySet[QuarantinedRow]:
    """修正待ちの行 of one record, in the order of the file."""
    return QuarantinedRow.objects.filter(extract_id=extract_id, record=record, state=WAITING).order_by("line")


def settle_by_key(run: Run, lines: Sequence[int] | None = None) -> None:
    """修正済: rows that wait under a natural key that this run has just taken in, whichever extract brought them.

    Args:
        lines: lines of the file that count; all that were taken in when not given.
    """
    record, taken = run.targets[0].record, _keys_taken(run, lines)
    rows = QuarantinedRow.objects.filter(record=record, state=WAITING).exclude(
        extract_id=run.extract_id, line__in=[row.line for row in run.bad.get(record, ())]
    )
    mended = [row.pk for row in rows.order_by("pk") if key_of(LAYOUT[record], row.cells) in taken]
    QuarantinedRow.objects.filter(pk__in=mended).update(state=MENDED)


def _keys_taken(run: Run, lines: Sequence[int] | None) -> set[str]:
    target = run.targets[0]
    names = [item.name for item in LAYOUT[target.record].fields if item.name in LAYOUT[target.record].key]
    key = f"concat_ws('/', {', '.join(f's.{name}::text' for name in names)})"
    asked = "" if lines is None else "AND s.line = ANY(%s)"
    run.cursor.execute(
        f"SELECT {key} FROM {target.stage} s JOIN {target.ready} r USING (line) WHERE r.parent_id IS NOT NULL {asked}",
        [] if lines is None else [list(lines)],
    )
    return {text for (text,) in run.cursor.fetchall()}
