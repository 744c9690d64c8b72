"""Addresses of people (サインイン・利用者情報)."""

from django.urls import path

from towa.rooms.people.app import views


app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/", views.account, name="account"),
]
