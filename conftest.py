"""The ground of all tests: a throw-away database used as the program's own role, no network, no unknown template words.

Where Django is not installed (the stone floors' own session) nothing of it is touched.
"""

import os
from importlib.util import find_spec

from hypothesis import settings


if find_spec("django"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towa.site.settings")
    pytest_plugins = ["towa.platform.testing.plugin"]

settings.register_profile(
    "steady", deadline=None
)  # a busy machine is no failing rule; speeds are measured in benchmarks/
settings.load_profile("steady")
