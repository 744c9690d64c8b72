"""Finding people however their names and numbers are written (宛名検索)."""

import re
from collections.abc import Sequence
from typing import overload

from django.db.models import Case, Q, QuerySet, Sum, When

from towa.kernel.text import phone_key, search_key
from towa.rooms.ledger.app.models import Addressee, Balance, Levy, Phone
from towa.rooms.ledger.app.queries.extracts import latest_as_of
from towa.rooms.ledger.app.queries.records import FoundPerson


FEWEST_PHONE_DIGITS = 7
BETWEEN_NAME_AND_KANA = "|"
MOST_FOUND = 10_000
"""Whoever finds more has to say more."""


class People(Sequence[FoundPerson]):
    """検索結果: found once, read page by page, as a paginator asks."""

    def __init__(self, rows: QuerySet[Addressee]) -> None:
        self._ids = list(rows.values_list("pk", flat=True)[:MOST_FOUND])

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> FoundPerson: ...
    @overload
    def __getitem__(self, place: slice) -> list[FoundPerson]: ...
    def __getitem__(self, place: int | slice) -> FoundPerson | list[FoundPerson]:
        if isinstance(place, slice):
            return _found(self._ids[place])
        return _found([self._ids[place]])[0]


def search_people(text: str) -> People:
    """宛名検索: by 宛名番号, 通知書番号, telephone (with or without hyphens), name or kana in any way of writing.

    Args:
        text: what somebody typed; nothing typed finds nobody. Names that begin with it stand first.
    """
    key = search_key(text.strip())
    begins = Q(search_key__startswith=key) | Q(search_key__contains=f"{BETWEEN_NAME_AND_KANA}{key}")
    farther = Case(When(begins, then=0), default=1)
    return People(_matching(text.strip()).order_by(farther, "name_kana", "addressee_no"))


def _matching(text: str) -> QuerySet[Addressee]:
    people = Addressee.objects.filter(withdrawn=False)
    key = search_key(text)
    if not key:
        return people.none()
    digits = phone_key(text)
    if re.fullmatch(r"[0-9+\-()]+", key) and digits:
        return people.filter(_by_number(digits))
    return people.filter(search_key__contains=key)


def _by_number(digits: str) -> Q:
    found = Q(addressee_no=digits)
    if len(digits) == 10:
        found |= Q(pk__in=Levy.objects.filter(notice_no=digits).values("addressee_id"))
    if len(digits) >= FEWEST_PHONE_DIGITS:
        found |= Q(pk__in=Phone.objects.filter(phone_key__startswith=digits).values("addressee_id"))
    return found


def _found(ids: list[int]) -> list[FoundPerson]:
    owed = _overdue(ids)
    rows = Addressee.objects.in_bulk(ids)
    return [
        FoundPerson(
            id=row.pk,
            addressee_no=row.addressee_no,
            kind=row.kind,
            name=row.name,
            name_kana=row.name_kana or "",
            birth_date=row.birth_date,
            address=row.address or "",
            residence=row.residence,
            protected=row.protected,
            outstanding=owed.get(row.pk, 0),
        )
        for row in (rows[pk] for pk in ids)
    ]


def _overdue(ids: list[int]) -> dict[int, int]:
    day = latest_as_of()
    balances = (
        Balance.objects.filter(addressee_id__in=ids, instalment__due_date__lt=day) if day else Balance.objects.none()
    )
    return dict(balances.values_list("addressee_id").annotate(yen=Sum("outstanding")))
