"""What a run tells its reader (取込結果): counts, yen, channels, balances, first findings."""

from collections.abc import Mapping, Sequence

from towa.gateways.core_system.manifest import Manifest
from towa.kernel.result import Finding
from towa.rooms.ledger.app.actions.pipeline import Run
from towa.rooms.ledger.app.queries.outcome import ChannelReport, RecordReport, Report
from towa.rooms.ledger.core import plausibility


FIRST_FINDINGS = 200


def report_of(
    run: Run,
    manifest: Manifest,
    stops: Sequence[Finding],
    channels: Mapping[str, plausibility.ChannelCount],
    channels_last: Mapping[str, int],
    *,
    dry: bool,
) -> Report:
    """取込結果 of a run that came to its end."""
    return Report(
        state="preview" if dry else "taken",
        as_of=manifest.as_of,
        municipality_code=manifest.municipality_code,
        municipality_name=manifest.municipality_name,
        extract_id=run.extract_id,
        encoding=manifest.encoding,
        records=_records(run, manifest),
        channels=_channels(channels, channels_last) if run.whole else {},
        balances=_balances(run),
        findings=(*stops, *_row_findings(run), *run.source.findings)[:FIRST_FINDINGS],
        seconds=run.seconds,
    )


def _channels(now: Mapping[str, plausibility.ChannelCount], last: Mapping[str, int]) -> dict[str, ChannelReport]:
    return {
        name: ChannelReport(term, now[name].total if name in now else 0, last.get(name, 0))
        for name, term in plausibility.CHANNELS.items()
    }


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
