"""取込: an extract becomes the ledger, in one transaction, or it does not at all."""

import hashlib
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.manifest import Manifest
from towa.gateways.core_system.port import ExtractSource
from towa.gateways.core_system.reader import open_extract
from towa.kernel.result import Finding, errors_in
from towa.platform.audit import trail
from towa.platform.audit.actor import current_actor
from towa.platform.events import announce
from towa.platform.jobs import Progress
from towa.platform.tenancy import current_municipality
from towa.platform.tenancy.models import Municipality
from towa.rooms.ledger.app import quarantine
from towa.rooms.ledger.app.models import Extract
from towa.rooms.ledger.app.outcome import (
    ChannelReport,
    RecordReport,
    Report,
    as_json,
    finding_as_json,
    report_from_json,
)
from towa.rooms.ledger.app.pipeline import (
    Run,
    TakeInRefused,
    channel_counts,
    merge_all,
    quarantine_all,
    settle,
    stage_all,
)
from towa.rooms.ledger.app.planner import whole_tables
from towa.rooms.ledger.core import plausibility


LOCK = 0x6C656467  # "ledg": one take-in at a time in a town
FIRST_FINDINGS = 200


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
        with open_extract(_folder(path), municipality=_own_code()) as source:
            return _take(source, path, progress, reason, extract_id, dry=dry)
    except ExtractRefused as refused:
        return _refuse(Report("refused", findings=refused.findings), path, extract_id, dry=dry)


def _take(
    source: ExtractSource, path: Path, progress: Progress, reason: str, extract_id: int | None, *, dry: bool
) -> Report:
    manifest = source.manifest
    assert manifest is not None  # noqa: S101  # a whole extract is never opened without its manifest
    digest = digest_of(manifest)
    if not dry and (known := _taken_before(digest)):
        return report_from_json("unchanged", known.pk, known.totals)
    extract = _extract(source, manifest, path, digest, extract_id)
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
        return _refuse(failed, path, extract.pk, dry=dry)
    return _finish(extract, report, reason, dry=dry)


def _all_stages(run: Run, manifest: Manifest, reason: str, *, dry: bool) -> Report:
    stage_all(run)
    last = _last_taken()
    channels = channel_counts(run.cursor, manifest.as_of, last.as_of if last else None)
    stops = _stops(run, manifest, last, channels)
    if errors := tuple(stop for stop in stops if not (reason and stop.code in plausibility.OVERRIDABLE)):
        raise TakeInRefused(errors)
    merge_all(run)
    quarantine_all(run)
    if not dry:
        quarantine.replace_earlier(run.cursor, run.extract_id)
    settle(run, manifest.as_of)
    before = last.totals.get("channels", {}) if last else {}
    return Report(
        state="preview" if dry else "taken",
        as_of=manifest.as_of,
        municipality_code=manifest.municipality_code,
        municipality_name=manifest.municipality_name,
        extract_id=run.extract_id,
        encoding=manifest.encoding,
        records=_records(run, manifest),
        channels={
            name: ChannelReport(
                term, channels[name].total if name in channels else 0, before.get(name, {}).get("rows", 0)
            )
            for name, term in plausibility.CHANNELS.items()
        },
        balances=_balances(run),
        findings=(*stops, *_row_findings(run), *run.source.findings)[:FIRST_FINDINGS],
        seconds=run.seconds,
    )


def _stops(
    run: Run, manifest: Manifest, last: Extract | None, channels: dict[str, plausibility.ChannelCount]
) -> tuple[Finding, ...]:
    if last is None:
        return ()
    totals = last.totals
    channels_last = {name: values["rows"] for name, values in totals.get("channels", {}).items()}
    rows_last = {name: values["rows_in"] for name, values in totals.get("records", {}).items()}
    rows_now = {name: staged.rows_in for name, staged in run.staged.items()}
    terms = {record.name: record.term for record in run.source.layout.records}
    return (
        *plausibility.older_than_last(manifest.as_of, last.as_of),
        *plausibility.silent_channels(channels, channels_last, later_day=manifest.as_of > last.as_of),
        *plausibility.fallen_rows(rows_now, rows_last, terms),
    )


def _records(run: Run, manifest: Manifest) -> dict[str, RecordReport]:
    found = {}
    for target in run.targets:
        merged, totals, entry = (
            run.merged[target.record],
            run.source.totals(target.record),
            manifest.entry(target.record),
        )
        found[target.record] = RecordReport(
            term=run.source.layout[target.record].term,
            rows_in=totals.rows,
            rows_taken=merged.taken_rows,
            rows_quarantined=totals.rows_bad + len(merged.orphan_lines),
            new=merged.new_rows,
            changed=merged.changed_rows,
            same=merged.same_rows,
            vanished=merged.vanished_rows,
            yen_manifest=entry.yen_total if entry else None,
            yen_in=totals.yen if target.yen else None,
            yen_taken=merged.taken_yen if target.yen else None,
            yen_new=merged.new_yen if target.yen else None,
            yen_vanished=merged.vanished_yen if target.yen else None,
        )
    return found


def _balances(run: Run) -> dict[str, int]:
    assert run.sums is not None  # noqa: S101  # settled before it is reported
    posting = run.sums.posting
    return {
        "instalments": posting.instalments,
        "receipts": posting.receipts,
        "paid": posting.paid,
        "outstanding": posting.outstanding,
        "overpaid": posting.overpaid,
        **{f"posting_{name}": yen for name, yen in sorted(posting.by_posting.items())},
    }


def _row_findings(run: Run) -> list[Finding]:
    rows = (row for target in run.targets for row in run.bad[target.record])
    return [finding for _, row in zip(range(FIRST_FINDINGS), rows, strict=False) for finding in row.findings]


def _finish(extract: Extract, report: Report, reason: str, *, dry: bool) -> Report:
    extract.rows_in, extract.rows_quarantined = report.rows_in, report.rows_quarantined
    extract.totals, extract.findings = as_json(report), [finding_as_json(finding) for finding in report.findings]
    extract.override_reason = reason
    if dry:
        extract.save()
        return report
    extract.state = Extract.State.TAKEN
    extract.taken_at = timezone.now()
    extract.taken_by = current_actor().name
    extract.save()
    announce("ledger.taken_in", extract_id=extract.pk)
    _record_act("ledger.take_in_extract", extract, report)
    return report


def _refuse(report: Report, path: Path, extract_id: int | None, *, dry: bool) -> Report:
    """The refusal is kept when it has an extract to be kept with; a file that is no extract leaves only a line."""
    extract = Extract.objects.filter(pk=extract_id).first() if extract_id else None
    if extract is not None:
        extract.state = Extract.State.REFUSED
        extract.totals, extract.findings = as_json(report), [finding_as_json(finding) for finding in report.findings]
        extract.save()
    act = "ledger.preview_extract" if dry else "ledger.take_in_extract"
    codes = sorted({finding.code for finding in errors_in(report.findings)})[:20]
    trail.record(
        act,
        object_kind="ledger.extract",
        object_id=extract_id or path.name[:80],
        detail={"state": "refused", "codes": codes},
    )
    return report


def _record_act(act: str, extract: Extract, report: Report) -> None:
    trail.record(
        act,
        object_kind="ledger.extract",
        object_id=extract.pk,
        purpose=extract.override_reason[:200],
        detail={"digest": extract.digest, "rows_in": report.rows_in, "rows_taken": report.rows_taken,
                "rows_quarantined": report.rows_quarantined},
    )  # fmt: skip


def _extract(source: ExtractSource, manifest: Manifest, path: Path, digest: str, extract_id: int | None) -> Extract:
    values = {
        "layout": manifest.layout,
        "as_of": manifest.as_of,
        "encoding": manifest.encoding,
        "digest": digest,
        "source": str(path),
    }
    if extract_id is None:
        return Extract.objects.create(**values)
    Extract.objects.filter(pk=extract_id).update(**values)
    return Extract.objects.get(pk=extract_id)


def digest_of(manifest: Manifest) -> str:
    """抽出データの指紋: the same rows as of the same day have the same one, whenever the manifest was made."""
    parts = [manifest.municipality_code, manifest.as_of.isoformat()]
    parts += sorted(f"{entry.record} {entry.sha256}" for entry in manifest.files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _last_taken() -> Extract | None:
    return Extract.objects.filter(state=Extract.State.TAKEN).order_by("-taken_at").first()


def _taken_before(digest: str) -> Extract | None:
    """Only the latest counts: after another extract the same file would change something again."""
    last = _last_taken()
    return last if last and last.digest == digest else None


def one_at_a_time() -> None:
    """順番待ち: take-ins of a town wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, current_municipality()])


def _own_code() -> str:
    return Municipality.objects.get(pk=current_municipality()).code


def _folder(path: Path) -> Path:
    """A manifest stands for its folder."""
    return path.parent if path.name == "manifest.json" else path
