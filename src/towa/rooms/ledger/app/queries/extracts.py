"""Which extracts were taken in, and what waits in quarantine? (取込の履歴)"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import Count, QuerySet

from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.rooms.ledger.app.models import Extract, QuarantinedRow
from towa.rooms.ledger.app.queries.outcome import Report, report_from_json
from towa.rooms.ledger.app.queries.records import QuarantinedView


@dataclass(frozen=True)
class ExtractView:
    """取込の一行: one extract with its report."""

    id: int
    as_of: date
    state: str
    state_term: str
    source: Path
    record_term: str
    """レコード of a single file; empty for a whole extract."""
    rows_in: int
    rows_quarantined: int
    waiting: int
    made_at: datetime
    taken_at: datetime | None
    taken_by: str
    override_reason: str
    findings: tuple[dict[str, str], ...]
    report: Report


def latest_as_of() -> date | None:
    """基準日 of the ledger: the day of the extract taken in last."""
    return _taken().values_list("as_of", flat=True).first()


def latest_extract_id() -> int | None:
    """The extract taken in last."""
    return _taken().values_list("pk", flat=True).first()


def extracts(limit: int = 200) -> list[ExtractView]:
    """取込の履歴, newest first."""
    return [_view(row) for row in Extract.objects.order_by("-pk")[:limit]]


def extract(extract_id: int) -> ExtractView | None:
    """One extract."""
    row = Extract.objects.filter(pk=extract_id).first()
    return _view(row) if row else None


def quarantined(extract_id: int, limit: int = 50) -> list[QuarantinedView]:
    """Waiting rows of one extract, with reason and cure."""
    rows = QuarantinedRow.objects.filter(extract_id=extract_id, state=QuarantinedRow.State.WAITING)
    return [_quarantined(row) for row in rows.order_by("record", "line")[:limit]]


def waiting_by_record(extract_id: int) -> dict[str, tuple[str, int]]:
    """Records with waiting rows: official term and number of rows."""
    waiting = QuarantinedRow.objects.filter(extract_id=extract_id, state=QuarantinedRow.State.WAITING)
    counts = dict(waiting.values_list("record").annotate(rows=Count("id")))
    return {record.name: (record.term, counts[record.name]) for record in LAYOUT.records if record.name in counts}


def _taken() -> QuerySet[Extract]:
    return Extract.objects.filter(state=Extract.State.TAKEN).order_by("-taken_at", "-pk")


def _view(row: Extract) -> ExtractView:
    waiting = QuarantinedRow.objects.filter(extract_id=row.pk, state=QuarantinedRow.State.WAITING).count()
    return ExtractView(
        id=row.pk,
        as_of=row.as_of,
        state=row.state,
        state_term=row.get_state_display(),
        source=Path(row.source),
        record_term=LAYOUT[row.record].term if row.record else "",
        rows_in=row.rows_in,
        rows_quarantined=row.rows_quarantined,
        waiting=waiting,
        made_at=row.made_at,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        override_reason=row.override_reason,
        findings=tuple(row.findings),
        report=report_from_json(row.state, row.pk, row.totals),
    )


def _quarantined(row: QuarantinedRow) -> QuarantinedView:
    return QuarantinedView(
        id=row.pk,
        record=row.record,
        term=LAYOUT[row.record].term,
        line=row.line,
        reasons=tuple(finding["message"] for finding in row.findings),
        cures=tuple(finding["cure"] for finding in row.findings),
        columns=tuple(finding["column"] for finding in row.findings if finding["column"]),
    )
