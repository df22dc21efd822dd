"""The room of ideas, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ContributeConfig(AppConfig):
    name = "poucet.contribute"
    label = "contribute"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.declarations import declare_all
        from poucet.contribute.models import Authorship, Notice, Silence, Support
        from poucet.town import past

        past.leave_out(
            Authorship, Support, Notice, Silence
        )  # who proposed and who supports is nobody's to read on a page
        declare_all()
        past.offer("calls", "call", "proposals", "proposal", "proposal-versions", "proposals-late")
