"""画面の文言とその英訳を扱います."""

import typer

from towa.platform.configuration import project_root
from towa.platform.ui import catalogue
from towa.site import vocabulary


SOURCE = project_root() / "src/towa"
CATALOGUE = SOURCE / "site/locale/en/LC_MESSAGES/django.po"

app = typer.Typer(no_args_is_help=True)


@app.command()
def collect() -> None:
    """Collects the messages of all screens and all declared words into the catalogue; translations there are kept."""
    fresh = catalogue.refresh(CATALOGUE, vocabulary.collect(SOURCE))
    empty = sum(1 for message in fresh if message.id and not message.string)
    print(f"文言 {len(fresh)}件、未訳 {empty}件: {CATALOGUE.relative_to(project_root())}")


@app.command("compile")
def compile_() -> None:
    """Makes the binary catalogue that the program reads; says nothing when nothing has changed."""
    if catalogue.compile_to(CATALOGUE):
        print("画面の文言（英語）を作り直しました。")


@app.command()
def check() -> None:
    """Tells which messages lack a faithful English translation; ends with 1 if any does."""
    found = catalogue.faults(vocabulary.collect(SOURCE), catalogue.read(CATALOGUE))
    for fault in found:
        print(fault)
    if found:
        raise typer.Exit(1)
