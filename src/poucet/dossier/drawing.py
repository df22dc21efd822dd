"""The drawing of a layer: a GeoJSON file (RFC 7946), of which geometries and names are read, and nothing else.

What an export adds (its other properties, identifiers, bounding boxes) is left in the file and not read: it comes
back with it to the byte. A layer in metres is refused, for it would be drawn in the ocean.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from poucet.dossier.faults import Fault, Steps, spelled
from poucet.dossier.geometry import KINDS, geometry_fault
from poucet.dossier.yaml_reading import decode
from poucet.town.map import vertices

MAX_VERTICES = 200_000
MAX_FAULTS = 20  # of one file: what is wrong with the first features is wrong with the next
LONGEST_NAME = 200
# As exports name WGS 84, longitude first.
DEGREES = {
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "urn:ogc:def:crs:EPSG::4326",
    "EPSG:4326",
}


@dataclass
class Drawing:
    """What was read of a file: its features, each a geometry and perhaps a name, and its faults."""

    features: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Refused(Exception):
    """What the JSON reader of Python would let through."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read_drawing(path: str, content: bytes) -> Drawing:
    """Read a drawing; what could not be read is in its faults."""
    text, fault = decode(path, content)
    if fault is not None:
        return Drawing(faults=[fault])
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_not_finite, parse_float=Decimal, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        return Drawing(faults=[Fault(path, error.lineno, "", "json.malformed")])
    except RecursionError:
        return Drawing(faults=[Fault(path, 0, "", "json.too_deep")])
    except _Refused as refusal:
        return Drawing(faults=[Fault(path, 0, "", refusal.code, refusal.params)])
    return _understood(path, value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise _Refused("json.duplicate_key", key=next(name for name in names if names.count(name) > 1))
    return found


def _not_finite(text: str) -> Any:
    raise _Refused("json.not_finite", found=text)


def _whole(text: str) -> int:
    if len(text) > 40:
        raise _Refused("json.not_finite", found=f"{text[:20]}…")
    return int(text)


def _understood(path: str, value: Any) -> Drawing:
    """The features of a file that is JSON."""
    drawing = Drawing()
    for steps, code, params in _wrong(value):
        drawing.faults.append(Fault(path, 0, spelled(steps), code, params))
        if len(drawing.faults) == MAX_FAULTS:
            break
    if not drawing.faults:
        drawing.features = [_feature(feature) for feature in value["features"] if feature["geometry"]]
        count = sum(vertices(feature["geometry"]) for feature in drawing.features)
        if not drawing.features:
            drawing.faults.append(Fault(path, 0, "features", "layer.empty"))
        elif count > MAX_VERTICES:
            drawing.faults.append(
                Fault(path, 0, "features", "layer.too_many_vertices", {"limit": MAX_VERTICES})
            )
    return drawing


Wrong = Iterator[tuple[Steps, str, dict[str, Any]]]


def _wrong(value: Any) -> Wrong:
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        yield (), "layer.not_a_collection", {}
        return
    crs = _crs(value.get("crs"))
    if crs is not None and crs not in DEGREES:
        yield ("crs",), "layer.projected", {"found": crs}
        return
    features = value.get("features")
    if not isinstance(features, list):
        yield ("features",), "layer.not_a_collection", {}
        return
    for place, feature in enumerate(features):
        yield from _wrong_feature(feature, ("features", place))


def _crs(value: Any) -> str | None:
    """What a file says of its coordinates, as files did before RFC 7946; None says nothing."""
    if value is None:
        return None
    properties = value.get("properties") if isinstance(value, dict) else None
    return str(properties.get("name")) if isinstance(properties, dict) else str(value)


def _wrong_feature(feature: Any, steps: Steps) -> Wrong:
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or "geometry" not in feature:
        yield steps, "layer.not_a_feature", {}
        return
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in _name(feature)):
        yield (*steps, "properties", "name"), "yaml.control_character", {}
    geometry = feature["geometry"]
    if geometry is None:
        return  # a feature that is nowhere, says RFC 7946
    if not isinstance(geometry, dict) or geometry.get("type") not in KINDS:
        found = geometry.get("type") if isinstance(geometry, dict) else geometry
        yield (*steps, "geometry"), "geometry.kind", {"found": found, "choices": list(KINDS)}
        return
    code = geometry_fault(geometry)
    if code == "geometry.off_the_globe":
        code = "layer.projected"
    if code is not None:
        yield (*steps, "geometry"), code, {"found": _first_position(geometry["coordinates"])}


def _first_position(coordinates: Any) -> str:
    while isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return str([float(number) for number in coordinates[:2] if isinstance(number, int | Decimal)])


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a feature: where it is, and its name if it has one."""
    given = feature["geometry"]
    kept: dict[str, Any] = {"geometry": {"type": given["type"], "coordinates": _plain(given["coordinates"])}}
    name = _name(feature)
    return kept | {"name": name} if name else kept


def _name(feature: dict[str, Any]) -> str:
    """What the map calls a feature; empty where it has no name."""
    properties = feature.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    return name.strip()[:LONGEST_NAME] if isinstance(name, str) else ""


def _plain(value: Any) -> Any:
    """Positions as JSON keeps them; what comes after longitude and latitude (a height) is not drawn."""
    if value and not isinstance(value[0], list):
        return [float(value[0]), float(value[1])]
    return [_plain(part) for part in value]
