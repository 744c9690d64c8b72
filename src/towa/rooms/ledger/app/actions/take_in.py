"""取込: an extract becomes the ledger, in one transaction, or it does not at all."""

from pathlib import Path

from django.db import connection, transaction

from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.manifest import Manifest
from towa.kernel.result import Finding
from towa.platform.jobs import Progress
from towa.rooms.ledger.app.actions import quarantine
from towa.rooms.ledger.app.actions.arriving import Arrived, arrived
from towa.rooms.ledger.app.actions.keeping import (
    digest_of,
    finish,
    last_whole,
    one_at_a_time,
    refuse,
    registered,
    taken_before,
)
from towa.rooms.ledger.app.actions.pipeline import (
    STAGES,
    Run,
    TakeInRefused,
    channel_counts,
    merge_all,
    prove,
    quarantine_all,
    settle,
    stage_all,
)
from towa.rooms.ledger.app.actions.reporting import report_of
from towa.rooms.ledger.app.actions.waiting import settle_by_key
from towa.rooms.ledger.app.models import Extract
from towa.rooms.ledger.app.queries.outcome import Report, report_from_json
from towa.rooms.ledger.app.queries.planner import whole_tables
from towa.rooms.ledger.core import plausibility


class _TurnBack(Exception):  # not an error: the end of a first look
    """確認だけ: rolls back what a first look has written."""


def take_in_extract(
    path: Path, *, progress: Progress, override_reason: str = "", extract_id: int | None = None
) -> Report:
    """取込: takes in an extract; inside `town()`, in one transaction.

    Args:
        path: folder, manifest or zip of a whole extract, or a CSV or workbook of one record.
        override_reason: why an officer lifts a stop for implausibility; other stops cannot be lifted.
        extract_id: the extract as previewed, when there was a preview.

    Returns:
        The report; `state` is "taken", "unchanged" or "refused" (then the ledger is as it was).
    """
    return _run(path, progress, override_reason, extract_id, dry=False)


def preview_extract(
    path: Path, *, progress: Progress, override_reason: str = "", extract_id: int | None = None
) -> Report:
    """取込前の確認: the same road, turning back at the end; only the extract's own line is kept when it has one."""
    return _run(path, progress, override_reason, extract_id, dry=True)


def _run(path: Path, progress: Progress, reason: str, extract_id: int | None, *, dry: bool) -> Report:
    one_at_a_time()
    try:
        with arrived(path) as found:
            return _take(found, path, progress, reason, extract_id, dry=dry)
    except ExtractRefused as refused:
        return refuse(Report("refused", findings=refused.findings), path, extract_id, dry=dry)


def _take(found: Arrived, path: Path, progress: Progress, reason: str, extract_id: int | None, *, dry: bool) -> Report:
    manifest = found.letter
    digest = digest_of(manifest)
    if not dry and (known := taken_before(digest)):
        return report_from_json("unchanged", known.pk, known.totals)
    extract = registered(manifest, path, digest, extract_id, found.record)
    run = _run_of(found, progress, extract.pk)
    try:
        with transaction.atomic(), whole_tables(run.cursor):
            report = _all_stages(run, manifest, reason, dry=dry)
            if dry:
                raise _TurnBack
    except _TurnBack:
        pass
    except TakeInRefused as refused:
        failed = Report("refused", manifest.as_of, manifest.municipality_code, manifest.municipality_name, extract.pk,
                        manifest.encoding, findings=refused.findings, seconds=run.seconds)  # fmt: skip
        return refuse(failed, path, extract.pk, dry=dry)
    return finish(extract, report, reason, dry=dry)


def _run_of(found: Arrived, progress: Progress, extract_id: int) -> Run:
    records = (found.record,) if found.record else ()
    return Run(
        connection.cursor(),
        found.source,
        progress,
        extract_id,
        whole=found.whole,
        rows_expected=found.rows,
        records=records,
    )


def _all_stages(run: Run, manifest: Manifest, reason: str, *, dry: bool) -> Report:
    run.progress.plan(STAGES)
    stage_all(run)
    last = last_whole()
    channels = channel_counts(run.cursor, manifest.as_of, last.as_of if last else None) if run.whole else {}
    stops = _stops(run, manifest, last, channels)
    if errors := tuple(stop for stop in stops if not (reason and stop.code in plausibility.OVERRIDABLE)):
        raise TakeInRefused(errors)
    merge_all(run)
    if not run.whole:
        prove(run)
    quarantine_all(run)
    if run.whole and not dry:
        quarantine.replace_earlier(run.cursor, run.extract_id)
    if not run.whole:
        settle_by_key(run)
    settle(run, manifest.as_of)
    return report_of(run, manifest, stops, channels, _channels_of(last), dry=dry)


def _stops(
    run: Run, manifest: Manifest, last: Extract | None, channels: dict[str, plausibility.ChannelCount]
) -> tuple[Finding, ...]:
    if last is None or not run.whole:
        return ()
    rows_last = {name: values["rows_in"] for name, values in last.totals.get("records", {}).items()}
    rows_now = {name: staged.rows_in for name, staged in run.staged.items()}
    terms = {record.name: record.term for record in run.source.layout.records}
    return (
        *plausibility.older_than_last(manifest.as_of, last.as_of),
        *plausibility.silent_channels(channels, _channels_of(last), later_day=manifest.as_of > last.as_of),
        *plausibility.fallen_rows(rows_now, rows_last, terms),
    )


def _channels_of(last: Extract | None) -> dict[str, int]:
    """Receipts by channel in the last extract."""
    channels = last.totals.get("channels", {}) if last else {}
    return {name: values["rows"] for name, values in channels.items()}
