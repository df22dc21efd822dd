"""The fifty-fifty agreements, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "poucet.contribute.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.agreements import declarations, models
        from poucet.town import past

        declarations.declare_all()
        past.offer("agreements", "agreement", "agreements-overdue")
        past.leave_out(models.Annex, models.Applicant, models.SigningCode, models.Reminder)
