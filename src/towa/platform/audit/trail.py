"""Writing and reading the audit trail (監査記録を書く・読む). A line that cannot be written makes the act fail.

The lines of one town are written one after the other until each transaction ends: in a long transaction
(a take-in) record at its end, so that others do not wait.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from towa.platform.audit.actor import current_actor
from towa.platform.audit.chain import COVERED, GENESIS, Break, Head, breaks, canonical, digest
from towa.platform.audit.models import Entry
from towa.platform.tenancy import current_municipality, town


LOCK = 0x61756474  # "audt": first key of the advisory lock, the second is the town
LONGEST_TEXT = 200


class NotRecordable(ValueError):
    """監査記録に書けない内容です."""


def record(
    act: str,
    *,
    object_kind: str,
    object_id: str | int,
    purpose: str = "",
    detail: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """監査記録を一行書く, in the transaction of the act itself.

    Args:
        act: name of the act, "room.verb_object".
        object_kind, object_id: what it was done to, e.g. "ledger.addressee", 12.
        purpose: why, where the act demands it.
        detail: ids, counts and codes; never names, addresses, free text.
        before, after: the content before and after; only their digests are kept.

    Raises:
        NoTown, NoActor: nobody's act, or no town's.
        NotRecordable: a text is too long to be an id or a code.
    """
    actor = asdict(current_actor())
    line = {
        "municipality_id": current_municipality(),
        "at": datetime.now(UTC),
        "act": act,
        "actor_kind": actor.pop("kind"),
        "actor_name": actor.pop("name"),
        **actor,
        "object_kind": object_kind,
        "object_id": str(object_id),
        "purpose": _short(purpose),
        "detail": _ids_only(detail or {}),
        "before_hash": "" if before is None else digest(before),
        "after_hash": "" if after is None else digest(after),
    }
    return _append(line)


def head() -> Head:
    """The last line of the town at work, to be kept outside (printed, sent to another machine)."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return Head(*last) if last else Head(0, GENESIS)


def verify(municipality_id: int, kept_outside: Head | None = None) -> list[Break]:
    """Every place where the trail of this town does not hold; an empty list is good."""
    with town(municipality_id):
        return breaks(_lines(), kept_outside)


def _append(line: dict[str, Any]) -> Entry:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, line["municipality_id"]])
    last = head()
    line |= {"sequence": last.sequence + 1, "previous": last.digest}
    return Entry.objects.create(**line, digest=digest(line))


def _lines() -> Iterator[Mapping[str, Any]]:
    yield from Entry.objects.order_by("sequence").values(*COVERED, "digest").iterator(chunk_size=5000)


def _short(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise NotRecordable(f"{LONGEST_TEXT}文字を超える文章は監査記録に書けません")
    return text


def _ids_only(detail: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON gives it back, so that the digest is the same when it is read again."""
    plain: dict[str, Any] = json.loads(canonical(detail))
    for value in plain.values():
        if isinstance(value, str):
            _short(value)
    return plain
