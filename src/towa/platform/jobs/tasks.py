"""The one task that the queue knows (待ち行列の仕事): found by procrastinate's Django app by the name of this module."""

from django.db import close_old_connections, connections
from procrastinate.contrib.django import app

from towa.platform.jobs.performing import perform
from towa.platform.jobs.starting import TASK


@app.task(name=TASK)
def perform_task(municipality_id: int, run_id: int) -> None:
    """Does one run in a thread of the worker; its connections end with it."""
    close_old_connections()
    try:
        perform(municipality_id, run_id)
    finally:
        connections.close_all()
