"""The platform's audit as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "towa.platform.audit"
    label = "audit"
    verbose_name = "監査"
