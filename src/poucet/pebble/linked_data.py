"""A deed as linked data: a creative work, where it stands, who made it, on what source it rests."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.pebble.models import Pebble
from poucet.pebble.summaries import Portrait
from poucet.town.linked_data import Node, town_hall, trail, whose
from poucet.town.models import Commune
from poucet.town.templatetags.town import plain_title, spoken


def deed(pebble: Pebble, portrait: Portrait, commune: Commune, root: str) -> list[Node]:
    """The deed, the commune, and the way back home."""
    title, address = shown_title(pebble), f"{root}{pebble.get_absolute_url()}"
    steps = [(commune.name, f"{root}/"), (_("Pebbles"), f"{root}{reverse('pebbles')}"), (title, address)]
    work: Node = {
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "name": title,
        "description": spoken(pebble, "deed")[0],
        "creativeWorkStatus": str(Pebble.State(pebble.state).label),
        "temporalCoverage": pebble.period,
        "inLanguage": get_language(),
        "contentLocation": [{"@type": "Place", "name": place.name} for place in portrait.places],
        "contributor": [
            {"@type": "Organization", "name": maker.name or str(maker.organisation)}
            for maker in portrait.makers
        ],
        "isBasedOn": f"{root}{pebble.source.get_absolute_url()}" if pebble.source else "",
        "image": f"{root}{reverse('pebble-preview', args=[pebble.number])}",
    }
    return [work | whose(commune, root), town_hall(commune, root), trail(steps)]


def shown_title(thing: Any) -> str:
    """The title as plain text, never without saying that it is an example where it is one."""
    title = plain_title(thing)
    return _("%(title)s (example)") % {"title": title} if thing.example else title
