"""The comments, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "poucet.contribute.comments"
    label = "comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.contribute.comments.declarations import declare_all
        from poucet.contribute.comments.models import Penned
        from poucet.town import past

        past.leave_out(Penned)  # who wrote is nobody's to read on a page
        declare_all()
        past.offer("comment")
