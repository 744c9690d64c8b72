"""The `towa` command: one module per word in `site/commands/`, found by looking."""

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


def build(asked: str = "") -> typer.Typer:
    """Collects the commands: a module offers `app` (a group) or `command` (a single verb) and is named like its word.

    Args:
        asked: the word that was typed; then only its module is loaded, so that `towa law` does not wait for the web.
    """
    root = typer.Typer(
        no_args_is_help=True, add_completion=False, help="Towa（永久）の命令", pretty_exceptions_enable=False
    )
    names = {info.name.rstrip("_").replace("_", "-"): info.name for info in iter_modules(commands.__path__)}
    for word, name in {asked: names[asked]}.items() if asked in names else names.items():
        module = import_module(f"{commands.__name__}.{name}")
        if hasattr(module, "app"):
            root.add_typer(module.app, name=word, help=module.__doc__)
        elif hasattr(module, "command"):
            context = getattr(module, "CONTEXT", None)  # `towa django` passes every option on
            root.command(name=word, help=module.__doc__, context_settings=context)(module.command)
    root.callback()(lambda: None)  # keeps the word in place when only one is loaded
    return root


def main() -> None:
    try:
        build(sys.argv[1] if len(sys.argv) > 1 else "")()
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
        raise SystemExit(2) from refusal


if __name__ == "__main__":
    main()
