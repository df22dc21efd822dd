"""What a link to a deed shows elsewhere: linked data that cannot end its block, a picture, whole addresses."""

import io
import json
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from poucet.pebble import preview
from poucet.pebble.operations import Parts
from poucet.town.models import Commune
from tests.factories import a_commune, a_constant, a_figure, a_pebble, a_place, an_indicator
from tests.markup import parse

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)> \u2028 &amp; ]]> \x07\u202e'


def page_of(client, address: str):
    return parse(client.get(address).content.decode())


def graph(page) -> list[dict[str, object]]:
    (block,) = [one for one in page.all("script") if one.attributes.get("type") == "application/ld+json"]
    said = json.loads("".join(block.content))
    assert said["@context"] == "https://schema.org"
    return said["@graph"]


def meta(page) -> dict[str, str]:
    return {
        one.attributes.get("property", one.attributes.get("name", "")): one.attributes["content"]
        for one in page.all("meta")
        if "content" in one.attributes
    }


def test_deed_is_linked_data(client):
    a_commune(name="Exempleville", website="https://exempleville.example/")
    pebble = a_pebble(
        Parts(places=[a_place(name="La halle")], makers=[{"name": "Les voisins"}]), name="Le toit"
    )
    work, town, trail = graph(page_of(client, f"/caillou/{pebble.number}"))
    assert (work["@type"], town["@type"], trail["@type"]) == (
        "CreativeWork",
        "GovernmentOrganization",
        "BreadcrumbList",
    )
    assert (work["name"], work["publisher"]) == ("Le toit", {"@id": town["@id"]})
    assert work["contentLocation"] == [{"@type": "Place", "name": "La halle"}]
    assert [step["name"] for step in trail["itemListElement"]] == ["Exempleville", "Cailloux", "Le toit"]
    assert [node["@type"] for node in graph(page_of(client, "/"))] == ["WebSite", "GovernmentOrganization"]


def test_demonstration_does_not_pass_for_the_town(client):
    a_commune(demonstration=True)
    for address in (f"/caillou/{a_pebble().number}", "/"):
        first, town, *_rest = graph(page_of(client, address))
        assert "publisher" not in first
        assert first["about"] == {"@id": town["@id"]}
        assert "url" not in town


def test_hostile_words_end_no_block_and_open_no_tag(client):
    a_commune(name=HOSTILE)
    pebble = a_pebble(name=HOSTILE, deed=HOSTILE)
    page = page_of(client, f"/caillou/{pebble.number}")
    run = [one for one in page.all("script") if one.attributes.get("type") != "application/ld+json"]
    assert all("src" in one.attributes for one in run)
    assert [one for one in page if any(name.startswith("on") for name in one.attributes)] == []
    work = graph(page)[0]
    assert "</script><script>" in str(work["description"])
    assert "</script><script>" in meta(page)["og:title"]


def test_page_tells_other_sites_what_to_show(client):
    a_commune(name="Exempleville")
    pebble = a_pebble(number=12, name="Le toit", deed="Des panneaux. " * 40, example=True)
    told = meta(page_of(client, "/caillou/12?lang=en"))
    assert told["og:title"] == "Le toit (example)"
    assert told["og:image"] == "http://testserver/caillou/12.png?lang=en"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == "White pebble: Le toit (example). Laid."
    assert len(told["og:description"]) <= 200
    assert told["og:url"] == f"http://testserver{pebble.get_absolute_url()}"


def test_picture_is_1200_by_630_and_kept(client):
    a_commune()
    a_pebble(number=12)
    response = client.get("/caillou/12.png")
    assert response.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(response.content)) as picture:
        assert picture.size == (1200, 630)
    again = client.get("/caillou/12.png", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/caillou/13.png").status_code == 404


def texts(pebble) -> list[str]:
    """Give the lines of the picture, read from well-formed SVG that holds nothing but shapes and text."""
    root = ET.fromstring(preview.drawing(pebble, Commune.objects.first()))  # noqa: S314 -- drawn by us
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "rect",
        "path",
        "ellipse",
        "text",
    }
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_picture_says_commune_title_state_figure_and_constant():
    a_commune(name="Exempleville")
    quantity, count = a_figure(), a_figure(indicator=an_indicator(unit="ménages"), value=12)
    effects = [{"indicator": count.indicator, "role": "effect"}]
    ends = {"count_number": count.number, "quantity_number": quantity.number, "constant": a_constant()}
    a_pebble(Parts(equivalences=[ends]))
    said = texts(a_pebble(Parts(effects=effects), name="Le toit", example=True))
    assert said[:2] == ["Exempleville", "Le toit"]
    assert "12 ménages à 2 500 kWh/an" in [
        text.replace("\u00a0", " ").replace("\u202f", " ") for text in said
    ]
    assert said[-2:] == ["Posé · 2020", "exemple"]


@pytest.mark.parametrize("name", [HOSTILE, "W" * 200, "mot " * 50, "a\u202eb", "漢字" * 60, "\x01"])
def test_hostile_or_endless_title_is_inert_and_stays_in_the_picture(client, name):
    a_commune(name="Exempleville")
    pebble = a_pebble(number=9, name=name)
    title = [text for text in texts(pebble)[1:-1] if text]
    assert len(title) <= 3
    assert all(preview._width(text, preview.TITLE) <= preview.ROOM for text in title)
    assert client.get("/caillou/9.png").status_code == 200
