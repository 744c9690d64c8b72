"""一覧ファイルの記録: which bytes were written for a plan, with their sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from towa.platform.audit import trail
from towa.rooms.dunning.app.models import ListFile


@dataclass(frozen=True, slots=True)
class Written:
    """書き出した一つのファイル."""

    report: str
    channel: str
    kind: str
    format: str
    path: Path
    rows: int
    yen: int
    size: int
    sha256: str


@transaction.atomic
def record_list_files(plan_id: int, files: Sequence[Written]) -> None:
    """Replaces the plan's record of files by these; one transaction, one audit line with every sum."""
    ListFile.objects.filter(plan_id=plan_id).delete()
    now = timezone.now()
    ListFile.objects.bulk_create(
        ListFile(
            plan_id=plan_id,
            report=file.report,
            channel=file.channel,
            kind=file.kind,
            format=file.format,
            path=str(file.path),
            rows=file.rows,
            yen=file.yen,
            size=file.size,
            sha256=file.sha256,
            made_at=now,
        )
        for file in files
    )
    trail.record(
        "dunning.write_lists",
        object_kind="dunning.plan",
        object_id=plan_id,
        detail={f"{file.report}.{file.format}": {"rows": file.rows, "sha256": file.sha256} for file in files},
    )


@transaction.atomic
def record_export(plan_id: int, *, form: str, conditions: Sequence[str], rows: int) -> None:
    """出力の記録: who took how many people away, narrowed by which conditions (their names; a searched name is personal)."""
    trail.record(
        "dunning.export_list",
        object_kind="dunning.plan",
        object_id=plan_id,
        detail={"format": form, "conditions": list(conditions), "rows": rows},
    )


@transaction.atomic
def record_fetched(plan_id: int, file_id: int, sha256: str) -> None:
    """受け取りの記録: who took a list file away."""
    trail.record(
        "dunning.fetch_list",
        object_kind="dunning.list_file",
        object_id=file_id,
        detail={"plan": plan_id, "sha256": sha256},
    )


@transaction.atomic
def record_seen(addressee_id: int, plan_id: int | None, purpose: str = "") -> None:
    """閲覧の記録: who opened whose page (地方税法22条, 個人情報保護法66条)."""
    trail.record(
        "dunning.see_person",
        object_kind="ledger.addressee",
        object_id=addressee_id,
        purpose=purpose,
        detail={"plan": plan_id},
    )
