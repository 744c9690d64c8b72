"""Addresses of the sample page; mounted in demonstration and debug mode only."""

from django.urls import path

from towa.platform.ui.gallery import show


app_name = "ui"
urlpatterns = [path("", show, name="gallery")]
