"""Linked data (schema.org) for programs that read pages: a data block, which no browser runs.

Our content policy needs no exception: a script whose type is not a script's is never executed, so the policy does not
apply to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from poucet.town.models import Commune

CONTEXT = "https://schema.org"
Node = dict[str, Any]
# Nothing that could end the block, whatever a title says; JSON reads these back as the characters they stand for.
_ESCAPED = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def block(nodes: Iterable[Node]) -> SafeString:
    """Linked data as a block of the page; what nobody knows is left out of a node, as schema.org wants."""
    graph = [{name: said for name, said in node.items() if said not in ("", None, [])} for node in nodes]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False).translate(_ESCAPED)
    whole = f'<script type="application/ld+json">{text}</script>'
    return mark_safe(whole)  # noqa: S308 -- nothing in it can end the block


def town_hall(commune: Commune, root: str) -> Node:
    """The commune as schema.org knows it; a demonstration speaks of a town, and is not its site."""
    place: Node = {"@type": "Place", "name": commune.name}
    if commune.latitude is not None and commune.longitude is not None:
        degrees = {"latitude": float(commune.latitude), "longitude": float(commune.longitude)}
        place = {**place, "geo": {"@type": "GeoCoordinates", **degrees}}
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{root}/#commune",
        "name": commune.name,
        "url": commune.website or ("" if commune.demonstration else f"{root}/"),
        "identifier": commune.insee,
        "location": place,
    }


def whose(commune: Commune, root: str) -> Node:
    """Who publishes a page of this site: the town, unless it is a demonstration about it."""
    said = {"@id": f"{root}/#commune"}
    return {"about": said} if commune.demonstration else {"publisher": said}


def trail(steps: Iterable[tuple[str, str]]) -> Node:
    """Where a page stands: names and addresses, from home."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
