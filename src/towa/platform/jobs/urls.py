"""Addresses of the jobs (処理の一覧と進み具合)."""

from django.urls import path

from towa.platform.jobs import views


app_name = "jobs"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("<int:run_id>/", views.run, name="run"),
    path("<int:run_id>/cancel/", views.cancel, name="cancel"),
]
