"""What the ledger's room does by itself (裏で行う処理): the first look at an extract, and its take-in."""

from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from towa.platform.jobs import Progress, background
from towa.rooms.ledger.app.actions import preview_extract, take_in_extract
from towa.rooms.ledger.app.queries import extract


@background("ledger.preview", title=_("抽出データの確認"))
def preview(progress: Progress, *, extract_id: int) -> dict[str, str]:
    """取込前の確認."""
    preview_extract(_source(extract_id), progress=progress, extract_id=extract_id)
    return {"url": reverse("ledger:extract", args=[extract_id])}


@background("ledger.take_in", title=_("抽出データの取込"))
def take_in(progress: Progress, *, extract_id: int) -> dict[str, str]:
    """取込."""
    found = extract(extract_id)
    reason = found.override_reason if found else ""
    take_in_extract(_source(extract_id), progress=progress, override_reason=reason, extract_id=extract_id)
    return {"url": reverse("ledger:extract", args=[extract_id])}


def _source(extract_id: int) -> Path:
    found = extract(extract_id)
    if found is None:
        raise LookupError(extract_id)
    return found.source
