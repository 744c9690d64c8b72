"""The notice board (お知らせ板): facts after commit, to whoever listens; they carry ids only."""

import logging
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.db import transaction

from towa.platform.audit.actor import Actor, acting_as, current_actor_or_none
from towa.platform.tenancy import current_municipality, town


logger = logging.getLogger(__name__)
Listener = TypeVar("Listener", bound=Callable[..., None])
_listeners: defaultdict[str, list[Callable[..., None]]] = defaultdict(list)


def listen(fact: str) -> Callable[[Listener], Listener]:
    """お知らせを聞く: the function is called with the fact's ids after each `announce(fact, …)` was committed."""

    def register(listener: Listener) -> Listener:
        if listener not in _listeners[fact]:
            _listeners[fact].append(listener)
        return listener

    return register


def listeners_of(fact: str) -> tuple[Callable[..., None], ...]:
    """Who listens to this fact (for tests and the printed map of the house)."""
    return tuple(_listeners[fact])


def announce(fact: str, **ids: Any) -> None:
    """お知らせ: tells all listeners once the transaction is committed; never when it is rolled back."""
    actor = current_actor_or_none() or Actor("system", "event")
    transaction.on_commit(partial(_deliver, fact, ids, current_municipality(), actor))


def _deliver(fact: str, ids: dict[str, Any], municipality_id: int, actor: Actor) -> None:
    for listener in listeners_of(fact):
        try:
            with town(municipality_id), acting_as(actor):
                listener(**ids)
        except Exception:
            logger.exception("%s のお知らせを %s が処理できませんでした", fact, listener.__qualname__)
