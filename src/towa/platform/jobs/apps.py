"""Jobs (処理) as a Django app; on start it looks for every room's `app/jobs.py` (background work and listeners)."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "towa.platform.jobs"
    label = "jobs"
    verbose_name = "処理"

    def ready(self) -> None:
        autodiscover_modules("jobs")
