"""The deeds, as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class PebbleConfig(AppConfig):
    name = "poucet.pebble"
    label = "pebble"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.pebble.declarations import declare_all
        from poucet.town import past

        declare_all()
        past.offer("path", "pebbles", "pebble", "pebble-story", "pebble-preview")
        past.offer("map", "map-geojson", "pebble-map")
