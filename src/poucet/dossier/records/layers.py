"""Records of the layers of the map: what each is, in layers.yaml, and its drawing beside it."""

from __future__ import annotations

import json
from typing import Any

from poucet.dossier.folder import Files
from poucet.dossier.layout import DRAWINGS, LAYERS
from poucet.dossier.records.fields import Loading, Record, english, given, taken, translated
from poucet.dossier.records.town import citations, cite_source
from poucet.town.models import Layer
from poucet.town.operations import write_layer

_LAYER = {"name": "name", "kind": "nature", "licence": "licence", "note": "note"}


def load_layers(loading: Loading) -> None:
    for record in loading.dossier.records("layers.yaml"):
        layer = write_layer(
            key=record["id"],
            number=record["number"],
            features=loading.dossier.drawings[f"{LAYERS}{record['id']}{DRAWINGS}"].features,
            signed=loading.signed,
            translations=translated(record, _LAYER),
            **taken(record, _LAYER),
        )
        cite_source(layer, record, loading)


def load_drawings(_loading: Loading) -> None:
    """Drawings are loaded with the layers that name them."""


def dump_layers() -> list[Record]:
    cited = citations("layer")
    return [
        {"id": one.key, "number": one.number}
        | given(one, _LAYER)
        | cited.get(one.number, {})
        | english(one, _LAYER)
        for one in Layer.objects.all()
    ]


def dump_drawings() -> Files:
    layers = Layer.objects.select_related("drawing")
    return {f"{LAYERS}{one.key}{DRAWINGS}": written(one.drawing.features) for one in layers}


def written(features: list[dict[str, Any]]) -> bytes:
    """A drawing as the house writes it: a line for each feature."""
    lines = ",\n".join(json.dumps(_feature(one), ensure_ascii=False) for one in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode()


def _feature(one: dict[str, Any]) -> dict[str, Any]:
    properties = {"name": one["name"]} if one.get("name") else {}
    return {"type": "Feature", "properties": properties, "geometry": one["geometry"]}
