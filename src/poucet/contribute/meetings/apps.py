"""The meetings, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "poucet.contribute.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.meetings.declarations import declare_all
        from poucet.contribute.meetings.models import Registration
        from poucet.town import past

        past.leave_out(Registration)  # nobody's business today, and no more so later
        declare_all()
        past.offer("meetings", "meeting", "meeting-sheet", "thanks")
