"""What a take-in, or a first look at one, tells its reader; the same words go to screen, terminal and JSON file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.kernel.result import Finding
from towa.rooms.ledger.core.plausibility import CHANNELS


RECORDS = tuple(record.name for record in LAYOUT.records)


@dataclass(frozen=True)
class RecordReport:
    """レコード別の件数と金額; yen are None where a record carries no total."""

    term: str
    rows_in: int = 0
    rows_taken: int = 0
    rows_quarantined: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    vanished: int = 0
    yen_manifest: int | None = None
    yen_in: int | None = None
    yen_taken: int | None = None
    yen_new: int | None = None
    yen_vanished: int | None = None


@dataclass(frozen=True)
class ChannelReport:
    """収納経路別の件数 now and in the last extract."""

    term: str
    rows: int
    rows_last: int


@dataclass(frozen=True)
class Report:
    """取込結果.

    Attributes:
        state: "taken", "preview" (nothing written), "unchanged" (this very extract is in already), "refused".
        findings: stops first, then the first errors of rows, then warnings.
        seconds: by stage, as measured.
    """

    state: str
    as_of: date | None = None
    municipality_code: str = ""
    municipality_name: str = ""
    extract_id: int | None = None
    encoding: str = ""
    records: Mapping[str, RecordReport] = field(default_factory=dict)
    channels: Mapping[str, ChannelReport] = field(default_factory=dict)
    balances: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def rows_in(self) -> int:
        return sum(record.rows_in for record in self.records.values())

    @property
    def rows_taken(self) -> int:
        return sum(record.rows_taken for record in self.records.values())

    @property
    def rows_quarantined(self) -> int:
        return sum(record.rows_quarantined for record in self.records.values())

    @property
    def refused(self) -> bool:
        return self.state == "refused"


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values, as `--report` writes it."""
    content = asdict(report)
    content["as_of"] = report.as_of.isoformat() if report.as_of else None
    content["findings"] = [finding_as_json(finding) for finding in report.findings]
    return {
        "state": report.state,
        "rows_in": report.rows_in,
        "rows_taken": report.rows_taken,
        "rows_quarantined": report.rows_quarantined,
        "yen_totals": yen_totals(report),
        **{name: value for name, value in content.items() if name != "state"},
    }


def yen_totals(report: Report) -> dict[str, dict[str, int | None]]:
    """金額の照合: manifest, input and ledger side by side."""
    return {
        name: {"manifest": record.yen_manifest, "in": record.yen_in, "taken": record.yen_taken}
        for name, record in report.records.items()
        if record.yen_in is not None
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """指摘: place flattened, as lists on screen want it."""
    place = finding.place
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "cure": finding.cure,
        "file": place.file if place else "",
        "line": place.line if place else None,
        "column": place.column if place else "",
        "value": place.value if place else "",
    }


def report_from_json(state: str, extract_id: int, totals: Mapping[str, Any]) -> Report:
    """The report as it was kept with the extract."""
    return Report(
        state=state,
        extract_id=extract_id,
        as_of=date.fromisoformat(totals["as_of"]) if totals.get("as_of") else None,
        municipality_code=totals.get("municipality_code", ""),
        municipality_name=totals.get("municipality_name", ""),
        encoding=totals.get("encoding", ""),
        records={name: RecordReport(**values) for name, values in _in_order(totals.get("records", {}), RECORDS)},
        channels={name: ChannelReport(**values) for name, values in _in_order(totals.get("channels", {}), CHANNELS)},
        balances=totals.get("balances", {}),
        seconds=totals.get("seconds", {}),
    )


def _in_order(values: Mapping[str, Any], order: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """PostgreSQL's JSON forgets the order of keys."""
    return ((name, values[name]) for name in order if name in values)
