"""Djangoの管理コマンド（開発者用: makemigrations など）."""

import typer

from towa.site.starting import start_django


CONTEXT = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def command(context: typer.Context) -> None:
    """Passes everything on to Django."""
    start_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["towa django", *context.args])
