"""The room of ideas, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ContributeConfig(AppConfig):
    name = "poucet.contribute"
    label = "contribute"
    default_auto_field = "django.db.models.BigAutoField"
