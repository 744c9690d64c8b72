"""The town of this piece of work (作業中の団体): one per request, job or command, set for Python and PostgreSQL alike.

PostgreSQL learns it by `set_config('towa.municipality', …, is_local => true)`: it ends with the transaction,
so that a pooled connection never carries one town's setting into another's work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection, transaction


if TYPE_CHECKING:
    from towa.platform.tenancy.models import Municipality


SETTING = "towa.municipality"
_current: ContextVar[int | None] = ContextVar("municipality", default=None)


class NoTown(Exception):
    """団体が選ばれていません: tenant data was asked for outside `town()`."""


class OtherTown(Exception):
    """別の団体の作業中です: one piece of work belongs to one town."""


def current_municipality() -> int:
    """The id of the town in whose name we work.

    Raises:
        NoTown: the caller is outside `town()`.
    """
    municipality_id = _current.get()
    if municipality_id is None:
        raise NoTown("団体が選ばれていません（town(…) の外で団体のデータを使おうとしました）")
    return municipality_id


def current_municipality_or_none() -> int | None:
    """The same, where having no town is normal (sign-in page, error pages)."""
    return _current.get()


@contextmanager
def town(municipality_id: int) -> Iterator[int]:
    """団体の作業: one transaction in which only this town's rows exist.

    It may be nested for the same town (a savepoint).

    Raises:
        OtherTown: we are already working for another town.
    """
    outer = _current.get()
    if outer is not None and outer != municipality_id:
        raise OtherTown(f"団体 {outer} の作業中に団体 {municipality_id} のデータは扱えません")
    nested = connection.in_atomic_block
    with transaction.atomic():
        _tell_database(municipality_id)
        token = _current.set(municipality_id)
        try:
            yield municipality_id
        finally:
            _current.reset(token)
        if (
            nested and not connection.needs_rollback
        ):  # the transaction goes on after us; a rolled back savepoint restores the setting by itself
            _tell_database(outer)


@contextmanager
def outside_town() -> Iterator[None]:
    """Work of no town inside a town's transaction (the sign-in of somebody else in a test): nothing is visible."""
    outer = _current.get()
    token = _current.set(None)
    _forget_in_database()
    try:
        yield
    finally:
        _current.reset(token)
        if outer is not None and connection.in_atomic_block and not connection.needs_rollback:
            _tell_database(outer)


def municipality_by_code(code: str) -> "Municipality":
    """The town with this 団体コード.

    Raises:
        NoTown: no town is registered under this code.
    """
    municipality: type[Municipality] = apps.get_model("tenancy", "Municipality")
    try:
        return municipality.objects.get(code=code)
    except municipality.DoesNotExist as error:
        raise NoTown(f"団体コード {code} の団体は登録されていません") from error


def _forget_in_database() -> None:
    if connection.in_atomic_block and not connection.needs_rollback:
        _tell_database(None)


def _tell_database(municipality_id: int | None) -> None:
    value = "" if municipality_id is None else str(int(municipality_id))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])
