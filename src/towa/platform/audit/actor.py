"""Who acts (行為者): a signed-in person, or the program by itself, named for every line of the audit trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """行為者.

    Args:
        kind: "person", "job" or "system".
        name: login name, or the name of the program's part; ids only, no real names.
        account_id: the account, for a person and for a job done at a person's request.
        role: the person's role at that time.
        organisation_id: the person's organisation.
        terminal: address of the terminal.
        request_id: ties the lines of one request together.
    """

    kind: str
    name: str
    account_id: int | None = None
    role: str = ""
    organisation_id: int | None = None
    terminal: str = ""
    request_id: str = ""


class NoActor(Exception):
    """行為者が分かりません: nothing may be written without somebody answering for it."""


_current: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current_actor() -> Actor:
    """Who acts now.

    Raises:
        NoActor: the caller is outside `acting_as()`.
    """
    actor = _current.get()
    if actor is None:
        raise NoActor("行為者が分かりません（acting_as(…) の外で記録しようとしました）")
    return actor


def current_actor_or_none() -> Actor | None:
    """The same, where nobody is normal."""
    return _current.get()


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """行為者として: everything recorded inside carries this name."""
    token = _current.set(actor)
    try:
        yield actor
    finally:
        _current.reset(token)
