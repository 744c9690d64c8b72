"""One road for every take-in: stage, check plausibility, merge, quarantine, post, rebuild balances, prove the invariants.

A first look (preview, --dry-run) goes the same road and turns back at the end, so what it tells is what would happen.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from towa.gateways.core_system.batch import BadRow, ExtractRefused
from towa.gateways.core_system.port import ExtractSource
from towa.kernel.result import Finding
from towa.platform.jobs import Progress
from towa.rooms.ledger.app.actions import merging, quarantine, settling, staging, statistics
from towa.rooms.ledger.app.actions.merging import Merged
from towa.rooms.ledger.app.actions.staging import Staged
from towa.rooms.ledger.app.actions.sums import POSTING_STEPS, posting_sums, record_sums
from towa.rooms.ledger.app.actions.target import Target
from towa.rooms.ledger.app.actions.targets import TARGETS
from towa.rooms.ledger.core.plausibility import ChannelCount
from towa.rooms.ledger.core.validation import LedgerSums, PostingSums, violations


class TakeInRefused(Exception):
    """取込不可: the ledger stays as it was; the findings say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(finding.line() for finding in findings))
        self.findings = findings


@dataclass
class Run:
    """One take-in on its way."""

    cursor: Any
    source: ExtractSource
    progress: Progress
    extract_id: int
    whole: bool = True
    rows_expected: int | None = None
    """Rows of a file without a manifest, as far as its lines tell."""
    records: tuple[str, ...] = ()
    """The records to take in; empty: all."""
    staged: dict[str, Staged] = field(default_factory=dict)
    merged: dict[str, Merged] = field(default_factory=dict)
    bad: dict[str, list[BadRow]] = field(default_factory=dict)
    sums: LedgerSums | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def targets(self) -> list[Target]:
        """The records that this source has, parents first."""
        return [target for target in TARGETS if not self.records or target.record in self.records]

    def totals(self) -> Mapping[str, Any]:
        return {target.record: self.source.totals(target.record) for target in self.targets}


def stage_all(run: Run) -> None:
    """Reads every file into staging tables.

    Raises:
        TakeInRefused: a file is cut off, its head is wrong, or totals disagree with the manifest.
    """
    manifest = run.source.manifest
    with _timed(run, _("読込"), sum(entry.rows for entry in manifest.files) if manifest else run.rows_expected):
        staging.create_tables(run.cursor, run.targets)
        for target in run.targets:
            run.progress.check_cancelled()
            try:
                batches = run.source.batches(target.record)
                run.staged[target.record] = staging.stage(run.cursor, target, batches, run.progress.advance)
            except ExtractRefused as refused:
                raise TakeInRefused(refused.findings) from refused


def merge_all(run: Run) -> None:
    """Brings the staged rows into the ledger, parents first; what vanished goes out children first."""
    with _timed(run, _("台帳への反映"), sum(staged.rows_in for staged in run.staged.values())):
        for target in run.targets:
            run.progress.check_cancelled()
            staged = run.staged[target.record]
            layout = run.source.layout[target.record]
            held = quarantine.held_keys(layout, staged.bad)
            merged = merging.compare(run.cursor, target, held, whole=run.whole)
            run.progress.advance(staged.rows_in // 2)
            merging.write(run.cursor, target, run.extract_id, merged)
            run.merged[target.record] = merged
            run.progress.advance(staged.rows_in - staged.rows_in // 2)
        for target in reversed(run.targets):
            if run.merged[target.record].vanished_rows:
                merging.take_out(run.cursor, target, run.extract_id)


def quarantine_all(run: Run) -> None:
    """Keeps what could not be taken in."""
    with _timed(run, _("隔離"), len(run.targets)):
        for target in run.targets:
            lines = run.merged[target.record].orphan_lines
            rows = [*run.staged[target.record].bad, *quarantine.orphans(run.source, target, lines)]
            run.bad[target.record] = rows
            quarantine.keep(run.cursor, run.extract_id, rows)
            run.progress.advance(1)


def settle(run: Run, as_of: date) -> None:
    """消込、残高、不変条件.

    Raises:
        TakeInRefused: an invariant is broken; everything is rolled back.
    """
    advance = run.progress.advance
    with _timed(run, _("消込"), settling.receipts(run.cursor)):
        settling.post_receipts(run.cursor, advance)
    with _timed(run, _("残高と延滞金の計算"), settling.instalments(run.cursor)):
        settling.rebuild(run.cursor, as_of, advance)
    with _timed(run, _("不変条件の検査"), len(run.merged) + POSTING_STEPS):
        whole = record_sums(run.cursor, run.source.layout, run.source.manifest, run.totals(), run.merged, advance)
        run.sums = LedgerSums(whole if run.whole else {}, posting_sums(run.cursor, advance))
        if found := violations(run.sums):
            raise TakeInRefused(found)
    with _timed(run, _("統計情報の更新"), len(statistics.TABLES)):
        for table in statistics.TABLES:
            statistics.gather(run.cursor, table)
            advance(1)


def prove(run: Run) -> None:
    """不変条件 of the rows alone, before posting.

    Raises:
        TakeInRefused: rows or yen were lost on the way.
    """
    sums = record_sums(run.cursor, run.source.layout, run.source.manifest, run.totals(), run.merged)
    if found := violations(LedgerSums(sums, PostingSums(receipts=0))):
        raise TakeInRefused(found)


def channel_counts(cursor: Any, as_of: date, last: date | None) -> dict[str, ChannelCount]:
    """収納経路別の件数 of the staged receipts: all, since the last extract's day, and in a span as long before."""
    since = last or as_of
    cursor.execute(
        """SELECT channel, count(*), count(*) FILTER (WHERE received_date > %(since)s),
                  count(*) FILTER (WHERE received_date <= %(since)s
                                   AND received_date > %(since)s - (%(as_of)s::date - %(since)s::date))
           FROM stage_receipt GROUP BY channel""",
        {"since": since, "as_of": as_of},
    )
    return {channel: ChannelCount(*counts) for channel, *counts in cursor.fetchall()}


STAGES = 7
"""読込, 反映, 隔離, 消込, 残高, 検査, 統計: told in advance, so that the reader knows how much is still to come."""


@contextmanager
def _timed(run: Run, name: str, total: int | None = None) -> Iterator[None]:
    run.progress.stage(name, total)
    start = time.monotonic()
    yield
    run.seconds[name] = round(time.monotonic() - start, 2)
