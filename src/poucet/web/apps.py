"""The site, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "poucet.web"
    label = "web"

    def ready(self) -> None:
        from poucet.town import past

        past.offer("home", "about")
