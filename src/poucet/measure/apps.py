"""The figures, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "poucet.measure"
    label = "measure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.measure.declarations import declare_all

        declare_all()
