"""The site and its open data as linked data."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.town.linked_data import Node, town_hall, trail, whose
from poucet.town.models import Commune
from poucet.web.opendata.licences import LICENCES
from poucet.web.opendata.tables import tables
from poucet.web.opendata.writing import COMMA, EXCEL


def site(commune: Commune, star: str, root: str) -> list[Node]:
    """The site: whose it is, and where it says that it walks."""
    home: Node = {
        "@type": "WebSite",
        "@id": f"{root}/#site",
        "url": f"{root}/",
        "name": f"{commune.name}, Poucet",
        "description": star,
        "inLanguage": get_language(),
    }
    return [home | whose(commune, root), town_hall(commune, root)]


def dataset(commune: Commune | None, changed: datetime | None, root: str) -> list[Node]:
    """Everything that the commune publishes, and where to take it."""
    if commune is None:
        return []
    licence, page = LICENCES[settings.LICENCE], f"{root}{reverse('open-data')}"
    said: Node = {
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": _("Open data of %(commune)s") % {"commune": commune.name},
        "description": _(
            "The star, its facets, the pebbles and every figure with its source, as tables and as JSON."
        ),
        "license": licence.address,
        "dateModified": changed.isoformat() if changed else "",
        "isAccessibleForFree": True,
        "inLanguage": settings.LANGUAGE_CODE,
        "spatialCoverage": {"@type": "Place", "name": commune.name},
        "distribution": _files(root),
    }
    steps = [(commune.name, f"{root}/"), (_("Open data"), page)]
    return [said | whose(commune, root), town_hall(commune, root), trail(steps)]


def _files(root: str) -> list[Node]:
    """Each file with its form."""
    forms = {COMMA.name: "text/csv", EXCEL.name: "text/csv", "json": "application/json"}
    return [
        {
            "@type": "DataDownload",
            "name": f"{table.name}.{form}",
            "encodingFormat": media,
            "contentUrl": f"{root}{reverse('open-data-file', args=[f'{table.name}.{form}'])}",
        }
        for table in tables().values()
        for form, media in forms.items()
        if form != "json" or not table.part
    ]
