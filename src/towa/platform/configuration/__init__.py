"""Which settings is this installation run with, and are they sound?

One TOML file (`towa.toml`, or the path in `TOWA_CONFIG`) and the environment (`TOWA_…`, which wins).
Every setting is a documented field; `docs/reference/settings.md` is printed from here.
"""

from towa.platform.configuration.installation import (
    Installation,
    SettingsRefused,
    installation,
    project_root,
)
from towa.platform.configuration.town import town_settings


__all__ = ["Installation", "SettingsRefused", "installation", "project_root", "town_settings"]
