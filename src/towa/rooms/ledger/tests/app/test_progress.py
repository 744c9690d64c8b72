"""進み具合: every stage of a take-in tells how much there is to do, and does just so much."""

from pathlib import Path

import pytest
from django.db import connection

from towa.platform.jobs import NullProgress
from towa.rooms.ledger.app.actions import take_in_extract
from towa.rooms.ledger.tests.factories import ExtractFolder, receipt


pytestmark = pytest.mark.usefixtures("town")


class Watched(NullProgress):
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.planned = 0
        self.stages: list[tuple[str, int | None]] = []
        self.done: list[int] = []

    def plan(self, stages: int) -> None:
        self.planned = stages

    def stage(self, name: str, total: int | None = None) -> None:
        self.stages.append((name, total))
        self.done.append(0)

    def advance(self, pieces: int = 1) -> None:
        self.done[-1] += pieces


@pytest.mark.parametrize("wrong", [0, 2])
def test_every_stage_does_as_much_as_it_announced(tmp_path: Path, wrong: int) -> None:
    folder, progress = ExtractFolder(), Watched()
    folder.rows["receipt"] += [receipt(90 + number, 99, 1, 1_000, "2026-11-01") for number in range(wrong)]
    take_in_extract(folder.write(tmp_path), progress=progress)
    assert progress.done == [total for _, total in progress.stages]
    assert all(progress.done)
    assert progress.planned == len(progress.stages)


def test_a_take_in_leaves_statistics_behind(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        if cursor.connection.info.server_version < 170_000:
            return  # only autovacuum may do it there
        take_in_extract(ExtractFolder().write(tmp_path), progress=NullProgress())
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname IN ('ledger_levy', 'ledger_balance')")
        assert [row for (row,) in cursor.fetchall() if row < 0] == []
