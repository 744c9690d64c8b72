"""Addresses of the jobs (処理の一覧と進み具合)."""

from django.urls import URLPattern


app_name = "jobs"
urlpatterns: list[URLPattern] = []
