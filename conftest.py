"""The ground of all tests: a throw-away database used as the program's own role, no network, no unknown template words.

Where Django is not installed (the stone floors' own session) nothing of it is touched.
"""

import os
from importlib.util import find_spec


if find_spec("django"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towa.site.settings")
    pytest_plugins = ["towa.platform.testing.plugin"]
