"""What every page of the house owes its reader."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.urls import reverse

from poucet.pebble.operations import Parts
from tests.factories import (
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
    a_place,
    a_star,
    an_axis,
    an_organisation,
)
from tests.markup import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    a_commune(demonstration=True, notice="Ceci est une démonstration.")
    a_star()
    figure, other = a_figure(), a_figure(value=Decimal(7))
    effect = {"indicator": figure.indicator, "role": "effect"}
    pebble = a_pebble(Parts(effects=[effect]))
    framework = a_framework("solaire")
    things = [
        pebble,
        figure,
        figure.indicator,
        figure.source,
        framework,
        a_constant(),
        a_conflict(figure, other),
        a_facet(),
        an_axis(),
        a_place(),
        an_organisation(),
    ]
    ground = ["organisations", "places", "register", "missing"]
    figures = ["indicators", "constants", "conflicts", "sources"]
    lists = ["home", "path", "pebbles", "star", *figures, *ground, "about"]
    return [
        *(thing.get_absolute_url() for thing in things),
        *(reverse(name) for name in lists),
        reverse("pebble-story", args=[pebble.number]),
        reverse("hashtag", args=["solaire"]),
        reverse("thread", args=["caillou", pebble.number]),
    ]


def test_every_page_keeps_the_strict_content_policy(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy + ";"
        assert "style-src 'self';" in policy + ";"
        page = parse(response.content.decode())
        assert [element.tag for element in page if "style" in element.attributes] == [], address
        assert [
            element for element in page if any(name.startswith("on") for name in element.attributes)
        ] == []
        run = [one for one in page.all("script") if one.attributes.get("type") != "application/ld+json"]
        assert [script for script in run if "src" not in script.attributes] == [], address
        assert page.all("style") == []


def test_every_page_is_built_for_a_screen_reader(client, addresses):
    for address in addresses:
        page = parse(client.get(address).content.decode())
        assert len(page.all("h1")) == 1, address
        assert page.all("html")[0].attributes["lang"] == "fr"
        assert len(page.all("main")) == 1
        assert len([part for part in page.all("header") if not part.closest("main")]) == 1
        assert len([part for part in page.all("footer") if not part.closest("main")]) == 1
        first = page.all("a")[0]
        assert first.attributes["href"] == f"#{page.all('main')[0].attributes['id']}", address
        ids = [element.attributes["id"] for element in page if "id" in element.attributes]
        assert len(ids) == len(set(ids)), address


def test_headings_never_skip_a_rank(client, addresses):
    for address in addresses:
        ranks = [
            int(heading.tag[1])
            for heading in parse(client.get(address).content.decode()).all("h1", "h2", "h3", "h4", "h5")
        ]
        assert ranks[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(ranks)), (
            address,
            ranks,
        )


def test_every_page_says_that_it_is_a_demonstration(client, addresses):
    for address in addresses:
        footer = parse(client.get(address).content.decode()).all("footer")[-1]
        assert "Ceci est une démonstration." in footer.text, address


def test_every_table_and_field_has_its_name(client, addresses):
    for address in addresses:
        page = parse(client.get(address).content.decode())
        assert all(table.all("caption") for table in page.all("table")), address
        labelled = {label.attributes["for"] for label in page.all("label")}
        fields = [field for field in page.all("select", "input") if field.attributes.get("type") != "hidden"]
        assert {field.attributes["id"] for field in fields} <= labelled, address


def test_menu_says_where_one_stands(client, addresses):
    page = parse(client.get(reverse("path")).content.decode())
    current = {
        link.attributes["href"]: link.attributes["aria-current"]
        for link in page.all("a")
        if "aria-current" in link.attributes
    }
    assert current == {reverse("path"): "page"}


def test_menu_says_behind_which_door_one_stands(client, addresses):
    page = parse(client.get(addresses[0]).content.decode())
    current = {
        link.attributes["href"]: link.attributes["aria-current"]
        for link in page.all("a")
        if "aria-current" in link.attributes
    }
    assert current == {reverse("pebbles"): "true"}


def test_every_inner_link_leads_to_a_page(client, addresses):
    links = set()
    for address in addresses:
        page = parse(client.get(address).content.decode())
        links |= {link.attributes["href"].partition("#")[0] for link in page.all("a")}
    inner = sorted(link for link in links if link.startswith("/"))
    assert [link for link in inner if client.get(link).status_code != 200] == []


def test_robots_may_read_what_is_public(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /langue" in response.content.decode()


def test_about_page_does_not_boast(client, addresses):
    page = client.get(reverse("about"), {"lang": "en"}).content.decode()
    assert "we cannot call it compliant" in page
    assert "has not checked it" in page
    assert "GNU Affero General Public License" in page
