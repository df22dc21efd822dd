"""The address of search."""

from __future__ import annotations

from django.urls import path

from poucet.web.search import views

urlpatterns = [path("recherche", views.search, name="search")]
