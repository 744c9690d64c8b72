"""The platform's jobs as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "towa.platform.jobs"
    label = "jobs"
    verbose_name = "処理"
