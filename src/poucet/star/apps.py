"""The star, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class StarConfig(AppConfig):
    name = "poucet.star"
    label = "star"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.star.declarations import declare_all
        from poucet.town import past

        declare_all()
        past.offer("stories", "story", "star", "facet", "axis", "framework", "hashtag")
