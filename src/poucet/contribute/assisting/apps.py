"""The assisted sessions, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class AssistingConfig(AppConfig):
    name = "poucet.contribute.assisting"
    label = "assisting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.assisting.declarations import declare_all
        from poucet.town import past

        declare_all()
        past.leave_out(*self.get_models())  # who was helped is nobody's business, and no more so later
