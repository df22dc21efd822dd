"""The ground, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TownConfig(AppConfig):
    name = "poucet.town"
    label = "town"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.town import past
        from poucet.town.api import ground
        from poucet.town.missing import Finder, look_for
        from poucet.town.models import Layer, Organisation, Place, RegisterEntry
        from poucet.town.rights import declare_rights
        from poucet.town.rules import RIGHTS
        from poucet.town.things import Kind, declare

        declare_rights(RIGHTS)
        past.tell_otherwise(RegisterEntry, lambda line: f'"sequence" <= {line}')
        past.offer("organisations", "organisation", "places", "place", "register", "missing")
        past.offer("thread", "thread-csv", "thread-jsonld", "layer", "layer-geojson")
        declare(Kind("place", "lieu", _("place"), Place.objects.all, texts=("note",)))
        declare(Kind("layer", "calque", _("layer of the map"), Layer.objects.all, texts=("note",)))
        declare(
            Kind(
                "organisation",
                "organisation",
                _("organisation"),
                Organisation.objects.all,
                ("role", "note"),
                names=("field",),
            )
        )
        look_for(
            Finder(
                "place.no_geometry",
                "place",
                _("Places that nobody has put on the map"),
                _("Their position is unknown."),
                lambda: Place.objects.filter(geometry__isnull=True),
                order=60,
            )
        )
        ground.offer_all()
