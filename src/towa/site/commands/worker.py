"""処理係: 待っている処理を順に行います（終了は Ctrl+C）."""

import asyncio
from typing import Annotated

import typer

from towa.platform.database import addresses
from towa.site.starting import start_django


def command(until_empty: Annotated[bool, typer.Option(help="待っている処理がなくなれば終わります。")] = False) -> None:
    """Runs one worker."""
    addresses()
    start_django()
    from towa.platform.jobs.worker import work

    asyncio.run(work(wait=not until_empty))
