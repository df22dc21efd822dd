"""Pages that explain the API."""

from __future__ import annotations

from django.urls import path

from poucet.web.api import pages

urlpatterns = [
    path("api", pages.guide, name="api-guide"),
    path("api/problemes", pages.problems, name="api-problems"),
]
