"""Every list of the room: each module here with a `REPORT` is one; nothing else is edited to add another."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from towa.rooms.dunning.app.reports.declaration import Report


@cache
def all_reports() -> tuple[Report, ...]:
    """The lists in the order of their `place`."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.REPORT for module in modules if hasattr(module, "REPORT")]
    return tuple(sorted(found, key=lambda report: report.place))


def report_named(name: str) -> Report:
    """The list of this name; KeyError where there is none."""
    return {report.name: report for report in all_reports()}[name]
