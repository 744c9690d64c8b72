"""A worker is killed in the middle of its work: nothing is half-done, and the next worker does it once."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from django.db import connection

from towa.platform.database import addresses
from towa.platform.jobs import background, registry, start
from towa.platform.jobs.models import JobRun
from towa.platform.jobs.state import State
from towa.platform.tenancy import town as work_for
from towa.platform.tenancy.models import Municipality


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.crash]
NAME = "test.slow"
PATIENCE_SECONDS = 90
WORKER = """
import asyncio, sys, time
import django
django.setup()
from towa.platform.jobs import background, worker
from towa.platform.tenancy.models import Municipality
worker.HEARTBEAT_SECONDS, worker.SILENT_SECONDS = 0.3, 1.5

@background("test.slow")
def slow(progress):
    progress.stage("名前を変える", total=2)
    found = Municipality.objects.get()
    found.name += "改"
    found.save()
    progress.advance()
    time.sleep(float(sys.argv[1]))

asyncio.run(worker.work())
"""


def worker(seconds: int) -> subprocess.Popen[bytes]:
    own = addresses().in_database(str(connection.settings_dict["NAME"]))
    environment = {**os.environ, "TOWA_DATABASE_URL": own.app, "TOWA_DATABASE_ADMIN_URL": own.admin}
    return subprocess.Popen([sys.executable, "-c", WORKER, str(seconds)], env=environment)


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.2)


def test_work_of_a_killed_worker_is_done_once_by_the_next(municipality: Municipality) -> None:
    background(NAME)(lambda progress: None)
    with work_for(municipality.pk):
        run = start(NAME)

    def shown() -> JobRun:
        with work_for(municipality.pk):
            return JobRun.objects.get(pk=run.pk)

    first = worker(seconds=600)
    try:
        wait_until(lambda: shown().stage != "")
    finally:
        first.kill()
        first.wait()
    assert (shown().state, municipality_name(municipality)) == (State.RUNNING, "とわ市")
    second = worker(seconds=0)
    try:
        wait_until(lambda: shown().state == State.DONE)
    finally:
        second.kill()
        second.wait()
    assert (shown().attempts, municipality_name(municipality)) == (2, "とわ市改")
    registry._jobs.pop(NAME)


def municipality_name(municipality: Municipality) -> str:
    return Municipality.objects.get(pk=municipality.pk).name
