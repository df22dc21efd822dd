"""Layers of the map in the dossier: checked, loaded whole, and given back to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poucet.dossier.dumping import dump, written_anew
from poucet.dossier.faults import FaultyDossier
from poucet.dossier.folder import read_folder, write_folder
from poucet.dossier.loading import examine, load
from poucet.dossier.models import KeptFile
from poucet.dossier.wording import line
from poucet.measure.models import Citation
from poucet.town.models import Layer, LayerDrawing, RegisterEntry
from tests.dossier.conftest import Found
from tests.factories import SIGNED

Faults = Callable[[], list[Found]]
Change = Callable[[str, str, str], None]
FILE = "layers/contour.geojson"
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 0]]


def drawing(*features: Any, **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def crs(name: str) -> dict[str, Any]:
    return {"crs": {"type": "name", "properties": {"name": name}}}


AREA = feature("Polygon", [SQUARE])
BREAKS: dict[str, tuple[str, tuple[int, str, str]]] = {
    "not JSON": ('{\n"type": "FeatureCollection",,\n}', (2, "", "json.malformed")),
    "empty": ("", (1, "", "json.malformed")),
    "a list": ("[]", (0, "", "layer.not_a_collection")),
    "a geometry alone": (json.dumps(AREA["geometry"]), (0, "", "layer.not_a_collection")),
    "no features": (drawing(), (0, "features", "layer.empty")),
    "features that are nowhere": (
        drawing({"type": "Feature", "properties": {}, "geometry": None}),
        (0, "features", "layer.empty"),
    ),
    "features that are no list": (
        '{"type": "FeatureCollection", "features": 3}',
        (0, "features", "layer.not_a_collection"),
    ),
    "no feature": (drawing(AREA, 3), (0, "features[2]", "layer.not_a_feature")),
    "unknown geometry": (drawing(feature("Circle", [0, 0])), (0, "features[1].geometry", "geometry.kind")),
    "collection of geometries": (
        drawing({"type": "Feature", "properties": {}, "geometry": {"type": "GeometryCollection", "geometries": []}}),
        (0, "features[1].geometry", "geometry.kind"),
    ),
    "open ring": (
        drawing(feature("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 1]]])),
        (0, "features[1].geometry", "geometry.open_ring"),
    ),
    "metres": (
        drawing(feature("Point", [683000.5, 7037000])),
        (0, "features[1].geometry", "layer.projected"),
    ),
    "Lambert 93": (drawing(AREA, **crs("urn:ogc:def:crs:EPSG::2154")), (0, "crs", "layer.projected")),
    "latitude missing": (drawing(feature("Point", [2])), (0, "features[1].geometry", "geometry.malformed")),
    "words for numbers": (drawing(feature("Point", ["2", "50"])), (0, "features[1].geometry", "geometry.malformed")),
    "not a number": ('{"type": "FeatureCollection", "features": [NaN]}', (0, "", "json.not_finite")),
    "huge number": ('{"a": 1' + "0" * 60 + "}", (0, "", "json.not_finite")),
    "huge exponent": (
        drawing(feature("Point", [0.125, 1])).replace("0.125", "1e999"),
        (0, "features[1].geometry", "layer.projected"),
    ),
    "twice the same field": (
        '{"type": "FeatureCollection", "type": "x", "features": []}',
        (0, "", "json.duplicate_key"),
    ),
    "too deep": ("[" * 100_000, (0, "", "json.too_deep")),
    "byte order mark": ("\ufeff" + drawing(AREA), (1, "", "file.byte_order_mark")),
    "control character": (
        drawing(feature("Polygon", [SQUARE], name="a\u0000b")),
        (0, "features[1].properties.name", "yaml.control_character"),
    ),
    "half a character": (
        drawing(feature("Polygon", [SQUARE], name="a\ud800b")),
        (0, "features[1].properties.name", "yaml.control_character"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_fault_of_a_drawing_is_found_at_its_place(name: str, folder: Path, faults: Faults) -> None:
    content, expected = BREAKS[name]
    (folder / FILE).write_text(content, encoding="utf-8")
    assert faults() == [(FILE, *expected)]


def test_every_fault_is_said_with_its_remedy(folder: Path) -> None:
    for content, _expected in BREAKS.values():
        (folder / FILE).write_text(content, encoding="utf-8")
        for fault in examine(folder)[2]:
            assert "%(" not in line(fault)
            assert fault.code not in line(fault)


def test_drawing_with_a_thousand_faults_says_the_first_twenty(folder: Path, faults: Faults) -> None:
    (folder / FILE).write_text(drawing(*[3] * 1000), encoding="utf-8")
    assert len(faults()) == 20


def test_drawing_that_is_too_heavy_is_not_read(folder: Path, faults: Faults) -> None:
    (folder / FILE).write_text(drawing(AREA) + " " * 5_000_000, encoding="utf-8")
    codes = {(path, code) for path, _line, _field, code in faults()}
    assert (FILE, "file.too_large") in codes


def test_drawing_with_too_many_points_is_refused(folder: Path, faults: Faults) -> None:
    (folder / FILE).write_text(drawing(feature("LineString", [[0, 0]] * 200_001)), encoding="utf-8")
    assert faults() == [(FILE, 0, "features", "layer.too_many_vertices")]


def test_layer_and_drawing_answer_one_another(folder: Path, faults: Faults) -> None:
    (folder / FILE).rename(folder / "layers" / "autre.geojson")
    assert faults() == [
        ("layers.yaml", 4, "[1].id", "layer.no_drawing"),
        ("layers/autre.geojson", 0, "", "layer.unnamed"),
    ]


def test_layer_names_a_source_that_is_there(change: Change, faults: Faults) -> None:
    change("layers.yaml", "  kind: outline\n  source: bulletin", "  kind: outline\n  source: cadastre")
    assert faults() == [("layers.yaml", 8, "[1].source", "reference.unknown")]


def test_layer_says_its_licence_and_one_of_the_kinds(change: Change, faults: Faults) -> None:
    change(
        "layers.yaml",
        "  kind: outline\n  source: bulletin\n  licence: domaine public",
        "  kind: contour\n  source: bulletin",
    )
    assert [(field, code) for _path, _line, field, code in faults()] == [
        ("[1].licence", "field.missing"),
        ("[1].kind", "field.choice"),
    ]


def test_drawing_elsewhere_is_asked_about(folder: Path, faults: Faults) -> None:
    (folder / "carte.geojson").write_text("{}", encoding="utf-8")
    assert faults() == [("carte.geojson", 0, "", "file.unexpected")]


@pytest.mark.django_db
def test_layers_come_back_to_the_byte_with_what_is_not_read(folder: Path) -> None:
    odd = drawing(
        feature("Polygon", [SQUARE], name="  Le Haut ", fid=12, surface=3.25),
        feature("MultiPoint", [[1, 1, 35.5], [2, 2]]),
        name="export", bbox=[0, 0, 1, 1], **crs("urn:ogc:def:crs:OGC:1.3:CRS84"),
    )  # fmt: skip
    (folder / FILE).write_text(f"{odd}\n\n", encoding="utf-8")
    load(folder, signed=SIGNED)
    assert dump() == read_folder(folder)[0]
    assert LayerDrawing.objects.get(layer__key="contour").features == [
        {
            "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
            "name": "Le Haut",
        },
        {"geometry": {"type": "MultiPoint", "coordinates": [[1, 1], [2, 2]]}},
    ]


@pytest.mark.django_db
def test_layers_written_anew_load_as_the_same(folder: Path, tmp_path: Path) -> None:
    load(folder, signed=SIGNED)
    KeptFile.objects.all().delete()
    anew = written_anew()
    assert {path for path in anew if path.startswith("layers")} == {
        path for path in read_folder(folder)[0] if path.startswith("layers")
    }
    write_folder(tmp_path / "copy", anew)
    assert load(tmp_path / "copy", signed=SIGNED).acts == 0


@pytest.mark.django_db
def test_changed_drawing_is_signed_once(folder: Path) -> None:
    load(folder, signed=SIGNED)
    (folder / FILE).write_text(drawing(AREA), encoding="utf-8")
    load(folder, signed=SIGNED)
    layer = Layer.objects.get(key="contour")
    [revised] = RegisterEntry.objects.filter(act="layer.revised")
    assert (revised.number, revised.details) == (layer.number, {"fields": ["bounds", "digest", "vertices"]})
    assert layer.drawing.features == [{"geometry": {"type": "Polygon", "coordinates": [SQUARE]}}]
    assert layer.bounds == [0, 0, 1, 1]
    assert load(folder, signed=SIGNED).acts == 0


@pytest.mark.django_db
def test_faulty_drawing_loads_nothing_and_missing_one_is_withdrawn(folder: Path) -> None:
    (folder / FILE).write_text(drawing(3), encoding="utf-8")
    with pytest.raises(FaultyDossier):
        load(folder, signed=SIGNED)
    assert not Layer.objects.exists()
    assert not RegisterEntry.objects.exists()

    (folder / FILE).write_text(drawing(AREA), encoding="utf-8")
    load(folder, signed=SIGNED)
    assert Citation.objects.filter(kind="layer").count() == 5
    (folder / "layers.yaml").unlink()
    for file in (folder / "layers").iterdir():
        file.unlink()
    load(folder, signed=SIGNED)
    assert not Layer.objects.exists()
    assert Layer.every.filter(withdrawn=True).count() == 5
    assert not any(path.startswith("layers") for path in dump())
