"""The worker (処理係): takes runs from the queue, one after another, and finds those whose worker was killed.

Any number of workers on any number of machines may run; each shows by its heartbeat that it is alive.
"""

import asyncio
import logging
import threading
from typing import Any

from procrastinate import App
from procrastinate.contrib.django import app as django_app


logger = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 5.0
SILENT_SECONDS = 20.0  # without a heartbeat for so long, a worker is taken for dead


async def work(*, install_signal_handlers: bool = True, wait: bool = True) -> None:
    """Works until stopped (with `wait=False` until the queue is empty)."""
    connector: Any = django_app.connector  # the Django one: it knows how to make one for workers
    app = django_app.with_connector(connector.get_worker_connector())
    async with app.open_async():
        watch = asyncio.create_task(_watch(app))
        try:
            await app.run_worker_async(
                name="towa",
                wait=wait,
                listen_notify=wait,
                install_signal_handlers=install_signal_handlers,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=SILENT_SECONDS,
            )
        finally:
            watch.cancel()


def work_in_thread() -> threading.Thread:
    """One worker beside the web program, in a thread that ends with it."""
    thread = threading.Thread(
        target=lambda: asyncio.run(work(install_signal_handlers=False)), name="towa worker", daemon=True
    )
    thread.start()
    return thread


async def requeue_stuck(app: App) -> int:
    """Puts back what dead workers left behind; the run itself counts how often it was tried."""
    stuck = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS)
    count = 0
    for job in stuck:
        logger.warning("処理係が止まったため、処理を待ち行列へ戻します（待ち行列の番号 %s）", job.id)
        await app.job_manager.retry_job(job)
        count += 1
    return count


async def _watch(app: App) -> None:
    while True:
        try:
            await requeue_stuck(app)
        except Exception:
            logger.exception("止まった処理を確かめられませんでした")
        await asyncio.sleep(HEARTBEAT_SECONDS)
