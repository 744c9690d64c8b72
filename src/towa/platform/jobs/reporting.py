"""Progress of a run in the database (進み具合の記録), on a connection of its own.

The work's transaction is not committed before its end; written there, nobody would see how far it is.
"""

import time
from types import TracebackType
from typing import Any, Self

import psycopg
from django.utils import timezone
from procrastinate.contrib.django.utils import connector_params

from towa.platform.jobs.models import JobRun
from towa.platform.jobs.progress import Cancelled
from towa.platform.jobs.state import State
from towa.platform.tenancy.context import SETTING


SECONDS_BETWEEN_WRITES = 0.5
WRITE = f"""
UPDATE {JobRun._meta.db_table}
   SET stage = %(stage)s, stage_no = %(stage_no)s, stages = %(stages)s, stage_started_at = %(stage_started_at)s,
       done = %(done)s, total = %(total)s, message = %(message)s, updated_at = %(updated_at)s
 WHERE id = %(id)s RETURNING state
"""  # noqa: S608  # the table's name is ours


class RunProgress:
    """Writes at most twice a second; each write also asks whether somebody wants us to stop."""

    def __init__(self, municipality_id: int, run_id: int) -> None:
        self._connection = psycopg.connect(**connector_params(), autocommit=True)
        self._connection.execute("SELECT set_config(%s, %s, false)", [SETTING, str(municipality_id)])
        self._last_write = 0.0
        self._cancelling = False
        self._row: dict[str, Any] = {
            "id": run_id, "stage": "", "stage_no": 0, "stages": 0, "stage_started_at": None,
            "done": 0, "total": None, "message": "",
        }  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def plan(self, stages: int) -> None:
        self._row["stages"] = stages

    def stage(self, name: str, total: int | None = None) -> None:
        self._row |= {"stage": name[:100], "stage_no": self._row["stage_no"] + 1, "total": total, "done": 0}
        self._row["stage_started_at"] = timezone.now()
        self.write()
        self._stop_if_asked()

    def advance(self, pieces: int = 1) -> None:
        self._row["done"] += pieces
        self._write_now_and_then()

    def message(self, text: str) -> None:
        self._row["message"] = text[:300]
        self._write_now_and_then()

    def check_cancelled(self) -> None:
        self._write_now_and_then()

    def write(self) -> None:
        """Writes now; for the last state before the work ends."""
        self._row["updated_at"] = timezone.now()
        found = self._connection.execute(WRITE, self._row).fetchone()
        self._last_write = time.monotonic()
        self._cancelling = found is not None and found[0] == State.CANCELLING

    def _write_now_and_then(self) -> None:
        if time.monotonic() - self._last_write >= SECONDS_BETWEEN_WRITES:
            self.write()
        self._stop_if_asked()

    def _stop_if_asked(self) -> None:
        if self._cancelling:
            raise Cancelled
