"""The extract's own line (取込の記録): what was seen, decided and refused is kept with it, and noted in the audit trail."""

import hashlib
from pathlib import Path

from django.db import connection
from django.utils import timezone

from towa.gateways.core_system.manifest import Manifest
from towa.kernel.result import errors_in
from towa.platform.audit import trail
from towa.platform.audit.actor import current_actor
from towa.platform.events import announce
from towa.platform.tenancy import current_municipality
from towa.platform.tenancy.models import Municipality
from towa.rooms.ledger.app.models import Extract
from towa.rooms.ledger.app.queries.outcome import Report, as_json, finding_as_json


LOCK = 0x6C656467  # "ledg": one take-in at a time in a town


def finish(extract: Extract, report: Report, reason: str, *, dry: bool) -> Report:
    """取込の記録: a first look keeps what it found; a take-in is announced and noted."""
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


def refuse(report: Report, path: Path, extract_id: int | None, *, dry: bool) -> Report:
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


def registered(manifest: Manifest, path: Path, digest: str, extract_id: int | None, record: str = "") -> Extract:
    """The extract as previewed, or a new one."""
    values = {
        "layout": manifest.layout,
        "as_of": manifest.as_of,
        "encoding": manifest.encoding,
        "digest": digest,
        "source": str(path),
        "record": record,
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


def last_taken() -> Extract | None:
    """The extract taken in last."""
    return Extract.objects.filter(state=Extract.State.TAKEN).order_by("-taken_at").first()


def last_whole() -> Extract | None:
    """The whole extract taken in last: what a new one is measured against."""
    return Extract.objects.filter(state=Extract.State.TAKEN, record="").order_by("-taken_at").first()


def taken_before(digest: str) -> Extract | None:
    """Only the latest counts: after another extract the same file would change something again."""
    last = last_taken()
    return last if last and last.digest == digest else None


def one_at_a_time() -> None:
    """順番待ち: take-ins of a town wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, current_municipality()])


def own_code() -> str:
    """団体コード of the town at work."""
    return Municipality.objects.get(pk=current_municipality()).code
