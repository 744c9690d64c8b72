"""様式の置き場: one module per city, each with its `LAYOUT`. A new module here is found by looking; nothing is registered."""

import pkgutil
from functools import cache
from importlib import import_module

from towa.gateways.core_system.format import ExtractLayout


@cache
def layouts() -> dict[str, ExtractLayout]:
    """Every declared layout by its name."""
    modules = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    found: list[ExtractLayout] = [module.LAYOUT for module in modules if hasattr(module, "LAYOUT")]
    return {layout.name: layout for layout in found}
