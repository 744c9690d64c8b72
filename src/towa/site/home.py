"""The first page after signing in (ホーム)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """ホーム: where the town stands today and what comes next."""
    return render(request, "site/home.html")
