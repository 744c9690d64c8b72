"""The room of people (人の部屋) as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "towa.rooms.people.app"
    label = "people"
    verbose_name = "職員・受託者"
