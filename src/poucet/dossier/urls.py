"""Addresses of the dossier."""

from __future__ import annotations

from django.urls import path

from poucet.dossier import views

urlpatterns = [path("schemas/<slug:name>.schema.json", views.schema, name="schema")]
