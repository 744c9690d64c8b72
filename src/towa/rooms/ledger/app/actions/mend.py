"""隔離行の修正取込: waiting rows go out as a workbook, come back mended, and only they are taken in.

Good rows are never doubled: everything goes by natural keys. Rows that waited for a parent are tried again afterwards.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection, transaction

from towa.gateways.core_system.batch import BadRow, ExtractRefused
from towa.gateways.core_system.head import columns_of
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.port import ExtractSource
from towa.gateways.core_system.quarantine import origins_of, read_mended, write_quarantine
from towa.gateways.core_system.reader import open_single
from towa.kernel.result import Finding, Place, Severity
from towa.platform.audit import trail
from towa.platform.events import announce
from towa.platform.jobs import Progress
from towa.rooms.ledger.app.actions.keeping import one_at_a_time, own_code
from towa.rooms.ledger.app.actions.pipeline import Run, TakeInRefused, merge_all, prove, settle, stage_all
from towa.rooms.ledger.app.actions.quarantine import UNKNOWN_PARENT, orphans
from towa.rooms.ledger.app.actions.targets import TARGETS
from towa.rooms.ledger.app.actions.waiting import settle_by_key, waiting
from towa.rooms.ledger.app.models import Extract, QuarantinedRow
from towa.rooms.ledger.app.queries.outcome import RecordReport, Report


NO_MANIFEST = "no_manifest"  # told by the reader of single files; a mended file never has one


def export_quarantined(path: Path, extract_id: int, record: str) -> int:
    """隔離行の書出し: writes the waiting rows of one record as a workbook; gives their number."""
    rows = write_quarantine(path, LAYOUT[record], (_bad_row(row) for row in waiting(extract_id, record)))
    trail.record(
        "ledger.export_quarantined",
        object_kind="ledger.extract",
        object_id=extract_id,
        detail={"record": record, "rows": rows},
    )
    return rows


def mend_quarantined(path: Path, *, extract_id: int, record: str, progress: Progress) -> Report:
    """直した行の取込, in one transaction.

    Args:
        path: the workbook of `export_quarantined`, mended, or a CSV with the record's own columns.

    Returns:
        The report: rows that are still wrong stay in quarantine and stand among its findings.
    """
    one_at_a_time()
    extract = Extract.objects.get(pk=extract_id)
    try:
        with read_mended(path, record, layout=LAYOUT, municipality=own_code()) as source, transaction.atomic():
            report = _mend(source, path, extract, record, progress)
    except ExtractRefused as refused:
        return Report("refused", extract_id=extract_id, findings=refused.findings)
    except TakeInRefused as refused:
        return Report("refused", extract_id=extract_id, findings=refused.findings)
    detail = {"record": record, "rows_taken": report.rows_taken, "rows_quarantined": report.rows_quarantined}
    announce("ledger.taken_in", extract_id=extract_id)
    trail.record("ledger.mend_quarantined", object_kind="ledger.extract", object_id=extract_id, detail=detail)
    return report


def _mend(source: ExtractSource, path: Path, extract: Extract, record: str, progress: Progress) -> Report:
    run = _merged(source, extract, record, progress)
    still_bad = [*run.staged[record].bad, *orphans(source, run.targets[0], run.merged[record].orphan_lines)]
    bad_lines = {row.line for row in still_bad}
    _settle_rows(path, extract.pk, record, [line for line in _lines(run) if line not in bad_lines], run)
    _retry_orphans(extract, progress)
    settle(run, extract.as_of)
    merged, totals = run.merged[record], source.totals(record)
    report = RecordReport(
        LAYOUT[record].term, totals.rows, merged.taken_rows, len(still_bad), merged.new_rows, merged.changed_rows,
        merged.same_rows,
    )  # fmt: skip
    findings = (*(finding for row in still_bad for finding in row.findings), *source.findings)
    told = tuple(finding for finding in findings if finding.code != NO_MANIFEST)
    return Report(
        "taken", extract.as_of, extract_id=extract.pk, records={record: report}, findings=told, seconds=run.seconds
    )


def _merged(source: ExtractSource, extract: Extract, record: str, progress: Progress) -> Run:
    run = Run(connection.cursor(), source, progress, extract.pk, whole=False, records=(record,))
    stage_all(run)
    merge_all(run)
    prove(run)
    return run


def _lines(run: Run) -> list[int]:
    """Lines of the mended file that were sound in themselves."""
    run.cursor.execute(f"SELECT line FROM {run.targets[0].stage} ORDER BY line")
    return [line for (line,) in run.cursor.fetchall()]


def _settle_rows(path: Path, extract_id: int, record: str, lines: Sequence[int], run: Run) -> None:
    """Rows taken in no longer wait: by their line in the original file where the workbook tells it, else by their key."""
    origins = origins_of(path)
    mended = [origins[line] for line in lines if line in origins]
    waiting(extract_id, record).filter(line__in=mended).update(state=QuarantinedRow.State.MENDED)
    settle_by_key(run, [line for line in lines if line not in origins])


def _retry_orphans(extract: Extract, progress: Progress) -> None:
    """What waited for a parent is tried again, parents before children."""
    for target in TARGETS:
        rows = [row for row in waiting(extract.pk, target.record) if _is_orphan(row)]
        if rows:
            with TemporaryDirectory() as folder:
                _retry(rows, Path(folder) / f"{target.record}.csv", extract, target.record, progress)


def _retry(rows: Sequence[QuarantinedRow], path: Path, extract: Extract, record: str, progress: Progress) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([columns_of(LAYOUT[record]), *(row.cells for row in rows)])
    with open_single(path, record, layout=LAYOUT, municipality=own_code()) as source:
        run = _merged(source, extract, record, progress)
        missing = set(run.merged[record].orphan_lines)
        taken = [row.pk for line, row in _by_line(run, rows) if line not in missing]
    QuarantinedRow.objects.filter(pk__in=taken).update(state=QuarantinedRow.State.MENDED)


def _by_line(run: Run, rows: Sequence[QuarantinedRow]) -> Iterator[tuple[int, QuarantinedRow]]:
    """Line breaks inside cells move lines, hence by order; orphans are sound rows, so every one was staged."""
    return zip(_lines(run), rows, strict=True)


def _is_orphan(row: QuarantinedRow) -> bool:
    return any(finding["code"] == UNKNOWN_PARENT for finding in row.findings)


def _bad_row(row: QuarantinedRow) -> BadRow:
    findings = tuple(_finding(item) for item in row.findings)
    return BadRow(LAYOUT[row.record], row.line, tuple(row.cells), bytes(row.original), findings)


def _finding(item: Mapping[str, Any]) -> Finding:
    place = Place(item["file"], item["line"], item["column"], item["value"])
    return Finding(Severity(item["severity"]), item["code"], item["message"], item["cure"], place)
