"""Tenancy (団体の分離) as a Django app: it must know of every town table as soon as the table's model is made."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "towa.platform.tenancy"
    label = "tenancy"
    verbose_name = "団体"
