"""All addresses of the house: every room that has a `urls.py` is mounted under its own name."""

from importlib.util import find_spec
from pkgutil import iter_modules

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

import towa.rooms
from towa.platform.configuration import installation
from towa.platform.ui.days import understood
from towa.site.help import handbook
from towa.site.home import home


def rooms() -> list[URLResolver]:
    """A room announces itself by its `app/urls.py`; there is no list to keep."""
    names = sorted(module.name for module in iter_modules(towa.rooms.__path__))
    return [
        path(f"{name}/", include(f"towa.rooms.{name}.app.urls"))
        for name in names
        if find_spec(f"towa.rooms.{name}.app.urls")
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("language/", include("django.conf.urls.i18n")),
    path("day/", understood, name="day"),
    path("jobs/", include("towa.platform.jobs.urls")),
    path("help/", handbook, name="help"),
    path("help/<path:page>", handbook, name="help-page"),
    *rooms(),
]
if installation().demo or settings.DEBUG:
    urlpatterns.append(path("ui/", include("towa.platform.ui.urls")))  # the sample of all components
