"""The page of the map: its picture, its table twin, what it says it does not know, and its policy."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from poucet.pebble.atlas import atlas_of
from poucet.pebble.forms import MapFilter, bounds_in
from poucet.pebble.operations import Parts
from poucet.town.map import Bounds
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_commune, a_pebble, a_place
from tests.factories.geography import EAST, NORTH, a_large_town, a_layer, a_ring, at, point
from tests.markup import Element, parse
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\"'&amp; ]]> <b onmouseover=x>"


def page_of(client: Client, **asked: str) -> Element:
    return parse(client.get(reverse("map"), {"lang": "en", **asked}).content.decode())


def pictures(page: Element) -> list[Element]:
    return [one for one in page.all("svg") if "map-picture" in one.attributes.get("class", "")]


def marks(picture: Element) -> dict[str, str]:
    """The marks of a picture: in words, with their addresses."""
    links = [one for one in picture.all("a") if "map-mark" in one.attributes["class"]]
    return {" ".join(str(link.all("title")[0].content[0]).split()): link.attributes["href"] for link in links}


def rows(page: Element) -> list[list[str]]:
    [table] = page.all("table")
    return [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")[1:]]


def test_single_pebble_several_and_none_are_told_apart(client: Client) -> None:
    school = a_place(name="École", geometry=point(0, 0))
    hall = a_place(name="Halle", geometry=point(1, 1), nature="site")
    a_place(name="Mare", geometry=point(-1, -1), nature="land")
    a_pebble(Parts(places=[school]), name="Le toit", state="measured")
    for name in ("Un", "Deux", "Trois", "Quatre"):
        a_pebble(Parts(places=[hall]), name=name)

    page = page_of(client)
    wide, tall = pictures(page)
    assert set(marks(wide)) == {"École: Le toit, measured", "Halle: 4 pebbles", "Mare"}
    assert marks(tall) == marks(wide)
    assert marks(wide)["Halle: 4 pebbles"] == hall.get_absolute_url()


def test_table_says_what_the_picture_shows(client: Client) -> None:
    school = a_place(name="École", geometry=point(0, 0))
    wood = a_place(
        name="Bois", nature="land", geometry={"type": "Polygon", "coordinates": [a_ring(reach=0.3, right=1)]}
    )
    pebbles = [a_pebble(Parts(places=[wood]), name=f"Arbre {n}", period=str(2010 + n)) for n in range(5)]
    a_pebble(Parts(places=[school, wood]), name="Le toit", period="2001")

    page = page_of(client)
    told = {row[0]: row for row in rows(page)}
    shown = marks(pictures(page)[0])
    assert set(told) == {words.partition(":")[0] for words in shown} == {"École", "Bois"}
    assert told["École"][1:3] == ["building", f"latitude {NORTH:.5f}°, longitude {EAST:.5f}°"]
    assert told["Bois"][2].startswith("its outline is known, around latitude 46.")
    assert "Bois: 6 pebbles" in shown
    assert re.findall(r"Arbre \d|all \d pebbles", told["Bois"][3]) == [
        "Arbre 4",
        "Arbre 3",
        "Arbre 2",
        "all 6 pebbles",
    ]
    assert len(pebbles) == 5


def test_unknown_places_and_pebbles_without_a_place_are_named(client: Client) -> None:
    lost = a_place(name="Cité perdue", nature="district")
    a_place(name="Mairie", geometry=point())
    a_pebble(Parts(places=[lost]))
    a_pebble(name="Nulle part")

    text = read(client, reverse("map"))
    assert "1 place on the map, 1 of unknown position" in text
    assert re.search(
        r"Cité perdue</span></a> \(district\): <a href=\"/cailloux\?lieu=\d+\">1 pebble</a>", text
    )
    assert "1 pebble has no place at all" in text


def test_empty_house_has_a_map_that_says_so(client: Client) -> None:
    text = read(client, reverse("map"))
    assert "Nobody has put a place on the map yet." in text
    assert "The commune has given no layer yet" in text


def test_commune_without_layer_or_place_is_shown_around_its_centre() -> None:
    a_commune(latitude="50.45830", longitude="2.79420")
    frame = atlas_of(MapFilter()).wide.frame
    assert frame.holds(2.7942, 50.4583)
    assert 2_900 < frame.metres_per_pixel * frame.width < 4_000


def test_filters_keep_places_with_a_pebble_that_answers(client: Client) -> None:
    school = a_place(name="École", geometry=point(0, 0))
    hall = a_place(name="Halle", geometry=point(1, 1), nature="site")
    a_pebble(Parts(places=[school]), theme="eau", state="laid")
    a_pebble(Parts(places=[hall]), theme="energie", state="planned")

    assert [row[0] for row in rows(page_of(client, theme="eau"))] == ["École"]
    assert [row[0] for row in rows(page_of(client, etat="planned"))] == ["Halle"]
    assert [row[0] for row in rows(page_of(client, genre="site"))] == ["Halle"]
    assert [row[0] for row in rows(page_of(client, theme="nul", etat="nul", genre="nul"))] == [
        "École",
        "Halle",
    ]
    assert "No place that is known answers" in page_of(client, theme="eau", etat="planned").text
    assert 'href="/carte.geojson?theme=eau"' in read(client, reverse("map"), theme="eau")


def test_close_places_make_a_heap_that_opens(client: Client) -> None:
    near = [a_place(name=f"Porte {n}", geometry=point(0.01 * n, 0)) for n in range(3)]
    a_place(name="Loin", geometry=point(5, 5))
    for place in near:
        a_pebble(Parts(places=[place]))

    page = page_of(client)
    words = "3 places, 3 pebbles (Porte 0, Porte 1, Porte 2)"
    address = marks(pictures(page)[0])[words]
    opened = parse(client.get(f"{address}&lang=en").content.decode())
    assert len(marks(pictures(opened)[0])) == 3
    assert [row[0] for row in rows(opened)] == ["Porte 0", "Porte 1", "Porte 2"]
    assert "1 place lies outside this picture." in opened.text


def test_places_at_one_point_lead_to_their_rows(client: Client) -> None:
    for name in ("École du haut", "École du bas"):
        a_place(name=name, geometry=point())
    [address] = marks(pictures(page_of(client))[0]).values()
    assert address.endswith("#lieux")
    assert [row[0] for row in rows(parse(client.get(address.partition("#")[0]).content.decode()))] == [
        "École du haut",
        "École du bas",
    ]


def test_hostile_names_are_shown_inert(client: Client) -> None:
    place = a_place(name=HOSTILE, geometry=point())
    a_pebble(Parts(places=[place]), name=HOSTILE)
    ground = {"geometry": {"type": "Polygon", "coordinates": [a_ring()]}, "name": HOSTILE}
    a_layer(name=HOSTILE, licence=HOSTILE, nature="district", features=[ground])

    for address in (reverse("map"), place.get_absolute_url()):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "<b onmouseover" not in text
        for drawn in re.findall(
            r'<svg class="map-picture.*?</svg>\s*(?=<svg class|<nav|<figcaption)', text, re.DOTALL
        ):
            ET.fromstring(drawn.replace("&nbsp;", " "))  # noqa: S314 -- our own picture


def test_picture_of_a_pebble_stands_alone_and_well_formed(client: Client) -> None:
    a_layer()
    place = a_place(name=HOSTILE, geometry=point())
    pebble = a_pebble(Parts(places=[place]))
    answer = client.get(reverse("pebble-map", args=[pebble.number]))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    root = ET.fromstring(answer.content.decode())  # noqa: S314 -- our own picture
    assert root.tag.endswith("}svg")
    assert f'src="{reverse("pebble-map", args=[pebble.number])}"' in read(client, pebble.get_absolute_url())


def test_pebble_whose_place_is_unknown_has_no_picture(client: Client) -> None:
    pebble = a_pebble(Parts(places=[a_place()]))
    assert client.get(reverse("pebble-map", args=[pebble.number])).status_code == 404
    assert "carte.svg" not in read(client, pebble.get_absolute_url())


def test_place_and_layer_show_where_they_are(client: Client) -> None:
    layer = a_layer(name="Contour")
    known, unknown = a_place(geometry=point()), a_place()
    assert 'class="map-picture map-small"' in read(client, known.get_absolute_url())
    assert "map-picture" not in read(client, unknown.get_absolute_url())
    text = read(client, layer.get_absolute_url())
    assert 'class="map-picture map-small"' in text
    assert "Bulletin exemple" in text
    assert "domaine public" in text


def test_every_layer_is_credited_with_source_and_licence(client: Client) -> None:
    a_layer(name="Contour", licence="ODbL 1.0")
    street = {"type": "LineString", "coordinates": [at(), at(1, 1)]}
    a_layer(name="Rues", nature="road", licence="Licence Ouverte 2.0", features=[{"geometry": street}])
    told = re.sub(r"<[^>]+>", "", read(client, reverse("map")))
    assert "Contour (Bulletin exemple, ODbL 1.0)" in told
    assert "Rues (Bulletin exemple, Licence Ouverte 2.0)" in told


def test_withdrawn_things_leave_the_map(client: Client) -> None:
    place, layer = a_place(name="Partie", geometry=point()), a_layer()
    pebble = a_pebble(Parts(places=[place]))
    withdraw(pebble, signed=SIGNED)
    assert rows(page_of(client)) == [["Partie", "building", rows(page_of(client))[0][2], "none"]]
    withdraw(place, signed=SIGNED)
    withdraw(layer, signed=SIGNED)
    assert "Partie" not in client.get(reverse("map")).content.decode()
    assert client.get(reverse("map-geojson")).json()["features"] == []
    assert client.get(reverse("layer-geojson", args=[layer.number])).status_code == 410


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "a,b,c,d",
        "3,2,1,4",
        "1,4,3,2",
        "nan,1,2,3",
        "1,1,inf,3",
        "-200,1,2,3",
        "1,1,2,91",
        "9" * 200,
    ],
)
def test_bounds_that_cannot_be_read_ask_for_nothing(client: Client, text: str) -> None:
    assert bounds_in(text) is None
    assert client.get(reverse("map"), {"cadre": text}).status_code == 200


@pytest.mark.parametrize(
    "text", ["-180,-90,180,90", "0,0,1e-9,1e-9", "179.99999,89.9,180,90", "-180,-90,-179.9999,-89.9"]
)
def test_extreme_bounds_are_drawn(client: Client, text: str) -> None:
    assert bounds_in(text) is not None
    a_place(geometry=point())
    a_layer()
    page = parse(client.get(reverse("map"), {"cadre": text}).content.decode())
    moves = [
        one.attributes["href"] for one in page.all("nav")[-2].all("a") if "cadre" in one.attributes["href"]
    ]
    for address in [one for one in moves if "cadre" in one]:
        assert bounds_in(dict(part.split("=") for part in address.partition("?")[2].split("&"))["cadre"])


def test_geojson_says_the_same_as_the_table(client: Client) -> None:
    school, lost = a_place(name="École", geometry=point()), a_place(name="Perdue")
    pebble = a_pebble(Parts(places=[school]), name="Le toit", translations={"en": {"name": "The roof"}})
    answer = client.get(reverse("map-geojson"))
    assert answer.headers["Content-Type"] == "application/geo+json"
    found = {one["properties"]["name"]: one for one in json.loads(answer.content)["features"]}
    assert found["Perdue"]["geometry"] is None
    assert found["École"]["geometry"] == point()
    said = found["École"]["properties"]
    assert (said["pebbles"], said["position"], said["url"]) == (
        1,
        point()["coordinates"],
        f"http://testserver/lieu/{school.number}",
    )
    assert said["latest"] == [
        {
            "number": pebble.number,
            "name": "Le toit",
            "name_en": "The roof",
            "state": "laid",
            "example": False,
            "url": f"http://testserver/caillou/{pebble.number}",
        }
    ]
    assert lost.number == found["Perdue"]["id"]


def test_only_the_map_may_start_a_worker_and_nobody_is_asked(client: Client) -> None:
    policy = client.get(reverse("map")).headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "img-src 'self' data: blob:;" in f"{policy};"
    assert "connect-src 'self';" in f"{policy};"
    assert "http" not in policy
    other = client.get(reverse("pebbles")).headers["Content-Security-Policy"]
    assert "worker-src" not in other
    assert "blob:" not in other


@override_settings(TILES="https://tuiles.example:8443/{z}/{x}/{y}.png", TILES_CREDIT="© Les Tuiles <exemple>")
def test_chosen_tiles_are_allowed_there_only_and_said(client: Client) -> None:
    answer = client.get(reverse("map"), {"lang": "en"})
    policy, text = answer.headers["Content-Security-Policy"], answer.content.decode()
    assert "connect-src 'self' https://tuiles.example:8443" in policy
    assert "img-src 'self' data: blob: https://tuiles.example:8443" in policy
    assert "your browser asks tuiles.example:8443" in text
    assert "© Les Tuiles &lt;exemple&gt;" in text
    assert "tuiles" not in client.get(reverse("places")).headers["Content-Security-Policy"]


def test_map_asks_a_constant_number_of_questions(client: Client, django_assert_max_num_queries) -> None:
    counts = []
    for more in (1, 3):
        for _turn in range(more):
            place = a_place(geometry=point(more, 0))
            a_pebble(Parts(places=[place, a_place()]))
            a_layer()
        for _time in range(2):  # the second time, layers were kept
            with django_assert_max_num_queries(MOST_QUERIES) as captured:
                read(client, reverse("map"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_ten_thousand_pebbles_make_a_page_of_bearable_size(
    client: Client, django_assert_max_num_queries
) -> None:
    a_layer(features=[{"geometry": {"type": "Polygon", "coordinates": [a_ring(40_000, reach=2.3)]}}])
    a_large_town(places=400, pebbles=10_000)
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(reverse("map"))
    page = parse(answer.content.decode())
    for picture in pictures(page):
        assert len(marks(picture)) < 250
    found = atlas_of(MapFilter())
    assert sum(mark.pebbles for mark in found.wide.marks) == 10_000
    assert len(answer.content) < 480_000
    assert len(client.get(reverse("map-geojson")).content) < 600_000


def test_places_far_from_the_commune_do_not_shrink_it() -> None:
    a_layer()
    a_place(geometry=point())
    a_place(geometry={"type": "Point", "coordinates": [2.35, 48.85]})
    found = atlas_of(MapFilter())
    assert found.outside == 1
    assert found.wide.frame.bounds.east < EAST + 0.1
    everything = atlas_of(MapFilter(bounds=found.everything))
    assert everything.outside == 0
    assert found.everything
    assert found.everything.holds(2.35, 48.85)
    assert Bounds(*(-5.0, 46.2, -5.0, 46.2)).meets(found.everything)
