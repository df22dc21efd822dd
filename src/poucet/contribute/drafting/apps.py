"""Texts written together, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "poucet.contribute.drafting"
    label = "drafting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.drafting.declarations import declare_all
        from poucet.contribute.drafting.models import Drafter
        from poucet.town import past

        past.leave_out(Drafter)  # who wrote is nobody's to read on a page
        declare_all()
        past.offer("texts", "text", "text-versions", "suggestion")
