"""Offers and needs, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "poucet.contribute.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.sharing import declarations, models
        from poucet.town import past

        declarations.declare_all()
        past.offer("postings", "posting")
        # Who offers, who takes, whom to call: personal, and read on no page of the past.
        past.leave_out(models.Poster, models.Promise, models.EmergencyContact, models.Worksite)
