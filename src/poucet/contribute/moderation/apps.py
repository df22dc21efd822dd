"""Moderation, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "poucet.contribute.moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.moderation.declarations import declare_all
        from poucet.contribute.moderation.models import Appeal, Case, Decision, Hidden, Report
        from poucet.town import past

        # Personal, and kept for six months only; what is hidden is hidden on every day.
        past.leave_out(Appeal, Case, Decision, Hidden, Report)
        declare_all()
