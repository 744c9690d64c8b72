"""とわ市で主な仕事を通して動かします（データベース、町、取込、計算、振り分け、一覧、画面）."""

import os
import subprocess
import sys
import time
from typing import Annotated

import typer
from rich.console import Console

from towa.platform.configuration import installation
from towa.site.starting import start_django


console = Console(highlight=False)


def command(
    serve: Annotated[bool, typer.Option(help="最後に画面を動かします。--no-serve で一覧までで終えます。")] = True,
    scale: Annotated[float, typer.Option(help="町の大きさ（1 = 約83,000人）。", min=0.01)] = 1.0,
    seed: Annotated[int, typer.Option(help="町の種。同じ種からは同じ町ができます。")] = 20261120,
) -> None:
    """Runs every stage that is not done yet; run again, it goes on from where it stands."""
    os.environ["TOWA_DEMO"] = "1"
    installation.cache_clear()
    started = time.monotonic()
    _migrate()
    start_django()
    from towa.site.demonstration import run

    run(scale=scale, seed=seed, console=console)
    console.print(f"\n[bold]{time.monotonic() - started:.0f}秒[/bold]で終わりました。")
    if serve:
        from towa.site.commands.serve import command as serve_command

        serve_command()


def _migrate() -> None:
    """Migrations run as the owner of the tables, therefore in a process of their own."""
    console.print("データベースを用意しています…")
    done = subprocess.run([sys.executable, "-m", "towa.site.cli", "database", "migrate", "--quiet"], check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
