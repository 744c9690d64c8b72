"""What several tests of the room stand on."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest


@pytest.fixture
def in_arrears(monkeypatch: pytest.MonkeyPatch) -> Callable[..., pl.DataFrame]:
    """Lets the ledger answer with these people, of one extract."""
    from towa.rooms.dunning.tests.app import factories  # tables exist only once Django is ready
    from towa.rooms.ledger.app import queries as ledger

    def put(*people: dict[str, Any]) -> pl.DataFrame:
        table = factories.arrears(*people)
        taken_in = factories.extract().pk
        monkeypatch.setattr(ledger, "arrears_table", lambda on: table, raising=False)
        monkeypatch.setattr(ledger, "latest_extract_id", lambda: taken_in, raising=False)
        return table

    return put
