"""The whole thread, to take away: as a table (CSV) and as linked data (JSON-LD). Both always in the same order."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from poucet.town.models import LayerDrawing, Relation
from poucet.town.names import Named
from poucet.town.summaries import Stretch
from poucet.town.things import kind_of

COLUMNS = (
    "origin_kind", "origin_number", "origin_title", "origin_is_example", "relation",
    "destination_kind", "destination_number", "destination_title", "destination_is_example",
    "period", "source_number", "source_title", "confidence", "note",
)  # fmt: skip
UNKNOWN = "unknown"  # a value like any other: never a blank, never left out
# What a spreadsheet runs: at the start of a cell, and after what another spreadsheet may take for the end of one
# (a file with commas opened where lists are written with semicolons).
_FORMULA = re.compile(r"(^|[,;\t\r\n]\"?)(?=[=+\-@\t\r])")
# Dublin Core for what it already says well; the relations are ours, explained by the glossary.
CONTEXT: dict[str, Any] = {
    "dcterms": "http://purl.org/dc/terms/",
    "poucet": "urn:poucet:",
    "title": "dcterms:title",
    "period": "dcterms:temporal",
    "note": "dcterms:description",
    "source": {"@id": "dcterms:source", "@type": "@id"},
    "confidence": "poucet:confidence",
    "example": "poucet:example",
    "origin": {"@id": "poucet:origin", "@type": "@id"},
    "destination": {"@id": "poucet:destination", "@type": "@id"},
    "relation": {"@id": "poucet:relation", "@type": "@vocab"},
} | {relation.value: {"@id": f"poucet:{relation.value}", "@type": "@id"} for relation in Relation}


def as_csv(stretches: Iterable[Stretch]) -> str:
    """One line per stretch, titles in the commune's own language, no cell that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in stretches:
        link = one.link
        writer.writerow(
            tame(cell) if isinstance(cell, str) else cell
            for cell in (
                *_cells(one.origin), link.relation, *_cells(one.destination), link.period or UNKNOWN,
                link.source_number or UNKNOWN, one.source.name if one.source else UNKNOWN,
                link.confidence or UNKNOWN, link.note,
            )
        )  # fmt: skip
    return text.getvalue()


def as_linked_data(stretches: Iterable[Stretch], *, base: str) -> str:
    """Things, the relations between them, and each stretch with its date and its source."""
    rows = tuple(stretches)
    things = {end.reference: end for one in rows for end in (one.origin, one.destination)}
    nodes = {reference: _node(thing) for reference, thing in sorted(things.items())}
    for one in rows:
        nodes[one.origin.reference].setdefault(one.link.relation, []).append(_address(one.destination))
    graph = [*nodes.values(), *(_stretch_node(one) for one in rows)]
    document = {"@context": {"@base": base, **CONTEXT}, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _cells(thing: Named) -> tuple[str, int, str, str]:
    return kind_of(thing.kind).word, thing.number, thing.name, "yes" if thing.example else "no"


def tame(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe stands before what would begin a formula."""
    return _FORMULA.sub(r"\1'", text)


def _address(thing: Named) -> str:
    return thing.get_absolute_url().lstrip("/")


def _node(thing: Named) -> dict[str, Any]:
    example = {"example": True} if thing.example else {}
    return {"@id": _address(thing), "@type": f"poucet:{thing.kind}", "title": thing.name, **example}


def _stretch_node(one: Stretch) -> dict[str, Any]:
    said = {
        "origin": _address(one.origin),
        "relation": f"poucet:{one.link.relation}",
        "destination": _address(one.destination),
        "period": one.link.period or UNKNOWN,
        "source": _address(one.source) if one.source else {"@value": UNKNOWN},
        "confidence": one.link.confidence or UNKNOWN,
        "note": one.link.note,
    }
    return {"@type": "poucet:link", **{name: value for name, value in said.items() if value}}


def as_geojson(drawing: LayerDrawing) -> dict[str, Any]:
    """A layer of the map as GeoJSON (RFC 7946), in longitude and latitude; what it is comes with it."""
    layer = drawing.layer
    features = [
        {
            "type": "Feature",
            "properties": {"name": one["name"]} if one.get("name") else {},
            "geometry": one["geometry"],
        }
        for one in drawing.features
    ]
    told = {"name": layer.name, "nature": layer.nature, "licence": layer.licence}
    return {"type": "FeatureCollection", **told, "features": features}
