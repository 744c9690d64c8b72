"""The platform's events as a Django app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "towa.platform.events"
    label = "events"
    verbose_name = "お知らせ"
