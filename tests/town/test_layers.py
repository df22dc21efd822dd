"""A layer of the map: drawn, revised, refused, and told by its page."""

from __future__ import annotations

import pytest
from django.test import Client

from poucet.town.errors import RuleError
from poucet.town.map import vertices
from poucet.town.map.sketching import MOST_VERTICES
from poucet.town.models import LayerDrawing, RegisterEntry
from poucet.town.operations import write_layer
from tests.factories import SIGNED
from tests.factories.geography import a_layer, a_ring, at
from tests.reading import read

pytestmark = pytest.mark.django_db
AREA = {"geometry": {"type": "Polygon", "coordinates": [a_ring()]}}


def acts() -> list[str]:
    return list(RegisterEntry.objects.filter(kind="layer").values_list("act", flat=True))


def test_layer_knows_its_bounds_and_is_signed() -> None:
    street = {"geometry": {"type": "LineString", "coordinates": [at(), at(3, 2)]}, "name": "Grande rue"}
    layer = a_layer(features=[street], nature="road")
    assert layer.bounds == [*at(), *at(3, 2)]
    assert (layer.features, layer.vertices, len(layer.digest)) == (1, 2, 64)
    assert acts() == ["layer.written", "source.cited"]


def test_same_drawing_again_signs_nothing_and_keeps_its_row() -> None:
    layer = a_layer(features=[AREA], key="contour", number=7)
    drawing = LayerDrawing.objects.get()
    before = acts()
    said = {"name": layer.name, "nature": layer.nature, "licence": layer.licence}
    write_layer(key="contour", number=7, features=[AREA], signed=SIGNED, **said)
    assert acts() == before
    assert LayerDrawing.objects.get() == drawing


def test_layer_without_anything_to_draw_is_refused() -> None:
    with pytest.raises(RuleError) as refusal:
        a_layer(features=[])
    assert refusal.value.code == "layer.empty"
    assert acts() == []


def test_heavy_layer_keeps_every_point_and_a_sketch_for_pages() -> None:
    layer = a_layer(features=[{"geometry": {"type": "Polygon", "coordinates": [a_ring(30_000)]}}])
    drawing = LayerDrawing.objects.get()
    assert layer.vertices == 30_001
    assert vertices(drawing.features[0]["geometry"]) == 30_001
    assert 1_000 < sum(vertices(one["geometry"]) for one in drawing.sketch) <= MOST_VERTICES


def test_page_and_geojson_say_what_it_is(client: Client) -> None:
    layer = a_layer(
        name="Contour exemple",
        licence="ODbL 1.0",
        note="Relevé à la main.",
        features=[AREA | {"name": "Ici"}],
    )
    text = read(client, layer.get_absolute_url())
    for said in (
        "Contour exemple",
        "outline of the commune",
        "ODbL 1.0",
        "Relevé à la main.",
        "Bulletin exemple",
    ):
        assert said in text
    answer = client.get(f"/calque/{layer.number}.geojson")
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.json() == {
        "type": "FeatureCollection",
        "name": "Contour exemple",
        "nature": "outline",
        "licence": "ODbL 1.0",
        "features": [{"type": "Feature", "properties": {"name": "Ici"}, "geometry": AREA["geometry"]}],
    }
    assert client.get("/calque/99999").status_code == 404
