"""Claims and their models, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "poucet.pebble.claims"
    label = "claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.pebble.claims.declarations import declare_all
        from poucet.town import past

        declare_all()
        past.offer("claims", "claim", "model")
