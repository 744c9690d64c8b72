"""催告: who is reached how, under what the office can do; plans, decisions and their lists."""

from django.apps import AppConfig


class DunningConfig(AppConfig):
    name = "towa.rooms.dunning.app"
    label = "dunning"
    verbose_name = "催告"
