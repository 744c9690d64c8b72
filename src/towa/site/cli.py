"""The `towa` command: one module per word in `site/commands/`, found by looking."""

import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import typer

from towa.platform.configuration import SettingsRefused
from towa.platform.database.addresses import DatabaseRefused
from towa.platform.database.private_cluster import ClusterRefused
from towa.platform.database.roles import RolesRefused
from towa.site import commands


REFUSALS = (SettingsRefused, DatabaseRefused, ClusterRefused, RolesRefused)


def build() -> typer.Typer:
    """Collects the commands: a module offers `app` (a group) or `command` (a single verb), and is named like its word."""
    root = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
    for module_info in iter_modules(commands.__path__):
        module = import_module(f"{commands.__name__}.{module_info.name}")
        word = module_info.name.rstrip("_").replace("_", "-")
        if hasattr(module, "app"):
            root.add_typer(module.app, name=word, help=module.__doc__)
        elif hasattr(module, "command"):
            context = getattr(module, "CONTEXT", None)
            root.command(name=word, help=module.__doc__, context_settings=context)(module.command)
    return root


def start_django() -> None:
    """Commands that touch tables call this first; law and files need no database and start at once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towa.site.settings")
    import django

    django.setup()


def main() -> None:
    try:
        build()()
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
        raise SystemExit(2) from refusal


if __name__ == "__main__":
    main()
