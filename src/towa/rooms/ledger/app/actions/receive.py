"""受付: an uploaded extract is kept in the state folder, looked at, and previewed or taken in by a job."""

import re
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from towa.gateways.core_system.batch import ExtractRefused
from towa.platform import jobs
from towa.platform.audit import trail
from towa.platform.configuration import installation
from towa.platform.jobs.models import JobRun
from towa.platform.tenancy import current_municipality
from towa.rooms.ledger.app.actions.arriving import arrived
from towa.rooms.ledger.app.actions.keeping import digest_of, taken_before
from towa.rooms.ledger.app.models import Extract


STRANGE = re.compile(r"[^\w（）() -]")
"""Characters of an uploaded file's name that a folder need not bear."""


def keep_upload(name: str, blocks: Iterable[bytes]) -> Path:
    """Writes an upload into a folder of its own; the sender's name stays, as far as it is harmless, for findings name it."""
    folder = installation().state_dir / "uploads" / str(current_municipality()) / uuid4().hex
    folder.mkdir(parents=True, exist_ok=True)
    plain = Path(name.replace("\\", "/"))
    ending = STRANGE.sub("", plain.suffix).lower()[:8]
    path = folder / f"{STRANGE.sub('_', plain.stem)[:60] or 'upload'}.{ending}"
    with path.open("wb") as file:
        for block in blocks:
            file.write(block)
    return path


def receive_extract(path: Path) -> Extract:
    """抽出データの受付: manifest and check sums are looked at once; rows are read by the preview.

    The same extract as the one taken in last is not received again: the one that is there comes back.

    Raises:
        ExtractRefused: it is no extract of this town; the findings say why. The file is removed.
    """
    try:
        with arrived(path) as found:
            manifest, record = found.letter, found.record
    except ExtractRefused:
        path.unlink(missing_ok=True)
        raise
    digest = digest_of(manifest)
    if known := taken_before(digest):
        path.unlink(missing_ok=True)
        return known
    extract = Extract.objects.create(
        layout=manifest.layout,
        as_of=manifest.as_of,
        encoding=manifest.encoding,
        digest=digest,
        source=str(path),
        record=record,
    )
    trail.record("ledger.receive_extract", object_kind="ledger.extract", object_id=extract.pk)
    return extract


def start_preview(extract_id: int) -> JobRun:
    """取込前の確認を始める."""
    return jobs.start("ledger.preview", extract_id=extract_id)


def start_take_in(extract_id: int, reason: str = "") -> JobRun:
    """取込を始める.

    Args:
        reason: why an officer lifts a stop; "" where there is none.
    """
    Extract.objects.filter(pk=extract_id).update(override_reason=reason)
    trail.record("ledger.request_take_in", object_kind="ledger.extract", object_id=extract_id, purpose=reason[:200])
    return jobs.start("ledger.take_in", extract_id=extract_id)
