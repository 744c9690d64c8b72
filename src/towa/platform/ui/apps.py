"""The look of every page (画面); no business word."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "towa.platform.ui"
    label = "ui"
    verbose_name = "画面"
