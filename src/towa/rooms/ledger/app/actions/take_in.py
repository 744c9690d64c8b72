"""取込: an extract becomes the ledger, in one transaction, or it does not at all."""

from pathlib import Path

from django.db import connection, transaction

from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.manifest import Manifest
from towa.gateways.core_system.port import ExtractSource
from towa.gateways.core_system.reader import open_extract
from towa.kernel.result import Finding
from towa.platform.jobs import Progress
from towa.rooms.ledger.app.actions import quarantine
from towa.rooms.ledger.app.actions.keeping import (
    digest_of,
    finish,
    last_taken,
    one_at_a_time,
    own_code,
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
    quarantine_all,
    settle,
    stage_all,
)
from towa.rooms.ledger.app.actions.reporting import report_of
from towa.rooms.ledger.app.models import Extract
from towa.rooms.ledger.app.queries.outcome import Report, report_from_json
from towa.rooms.ledger.app.queries.planner import whole_tables
from towa.rooms.ledger.core import plausibility


class _TurnBack(Exception):  # not an error: the end of a first look
    """確認だけ: rolls back what a first look has written."""


def take_in_extract(
    path: Path, *, progress: Progress, override_reason: str = "", extract_id: int | None = None
) -> Report:
    """取込: takes in a whole extract; inside `town()`, in one transaction.

    Args:
        path: folder, manifest or zip.
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
        with open_extract(_folder(path), municipality=own_code()) as source:
            return _take(source, path, progress, reason, extract_id, dry=dry)
    except ExtractRefused as refused:
        return refuse(Report("refused", findings=refused.findings), path, extract_id, dry=dry)


def _take(
    source: ExtractSource, path: Path, progress: Progress, reason: str, extract_id: int | None, *, dry: bool
) -> Report:
    manifest = source.manifest
    assert manifest is not None  # noqa: S101  # a whole extract is never opened without its manifest
    digest = digest_of(manifest)
    if not dry and (known := taken_before(digest)):
        return report_from_json("unchanged", known.pk, known.totals)
    extract = registered(manifest, path, digest, extract_id)
    run = Run(connection.cursor(), source, progress, extract.pk)
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


def _all_stages(run: Run, manifest: Manifest, reason: str, *, dry: bool) -> Report:
    run.progress.plan(STAGES)
    stage_all(run)
    last = last_taken()
    channels = channel_counts(run.cursor, manifest.as_of, last.as_of if last else None)
    stops = _stops(run, manifest, last, channels)
    if errors := tuple(stop for stop in stops if not (reason and stop.code in plausibility.OVERRIDABLE)):
        raise TakeInRefused(errors)
    merge_all(run)
    quarantine_all(run)
    if not dry:
        quarantine.replace_earlier(run.cursor, run.extract_id)
    settle(run, manifest.as_of)
    return report_of(run, manifest, stops, channels, _channels_of(last), dry=dry)


def _stops(
    run: Run, manifest: Manifest, last: Extract | None, channels: dict[str, plausibility.ChannelCount]
) -> tuple[Finding, ...]:
    if last is None:
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


def _folder(path: Path) -> Path:
    """A manifest stands for its folder."""
    return path.parent if path.name == "manifest.json" else path
