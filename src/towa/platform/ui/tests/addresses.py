"""The addresses that the tests of the frame need, without any room."""

from django.urls import include, path

from towa.platform.ui.days import understood
from towa.platform.ui.gallery import show


urlpatterns = [
    path("", show, name="home"),
    path("day/", understood, name="day"),
    path("language/", include("django.conf.urls.i18n")),
]
