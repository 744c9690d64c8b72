"""The roof: settings, addresses, navigation, home; no rules."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "towa.site"
    label = "site"
    verbose_name = "Towa"
