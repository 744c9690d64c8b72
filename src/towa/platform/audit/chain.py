"""The hash chain (要約値の鎖): each line's digest covers its content and the digest of the line before.

Edits, deletions, insertions and swaps show; a cut tail or a whole chain computed anew shows only against a head
that was kept outside (`Head`).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


GENESIS = "0" * 64
COVERED = (
    "municipality_id", "sequence", "at", "act", "actor_kind", "actor_name", "account_id", "role", "organisation_id",
    "terminal", "request_id", "object_kind", "object_id", "purpose", "detail", "before_hash", "after_hash", "previous",
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """鎖の先頭: sequence number and digest of the last line, to be kept outside."""

    sequence: int
    digest: str


@dataclass(frozen=True)
class Break:
    """鎖の切れ目: where the trail does not hold, and why."""

    sequence: int
    reason: str


def canonical(values: Mapping[str, Any]) -> str:
    """One and only one text for the same content: sorted keys, no spaces, times in UTC."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def breaks(lines: Iterable[Mapping[str, Any]], kept_outside: Head | None = None) -> list[Break]:
    """Every place where the chain does not hold; the lines come in the order of their sequence numbers."""
    found: list[Break] = []
    last = Head(0, GENESIS)
    for line in lines:
        found += _faults(line, last)
        last = Head(line["sequence"], line["digest"])
        if kept_outside and last.sequence == kept_outside.sequence and last != kept_outside:
            found.append(Break(last.sequence, "外に控えた要約値と異なります"))
    if kept_outside and last.sequence < kept_outside.sequence:
        found.append(Break(kept_outside.sequence, "外に控えた通番までの記録がありません"))
    return found


def _faults(line: Mapping[str, Any], last: Head) -> Iterable[Break]:
    sequence = line["sequence"]
    if sequence != last.sequence + 1:
        yield Break(sequence, f"通番が {last.sequence} から {sequence} へ飛んでいます")
    if line["previous"] != last.digest:
        yield Break(sequence, "前の行とつながっていません")
    if line["digest"] != digest({name: line[name] for name in COVERED}):
        yield Break(sequence, "内容が書き換えられています")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
