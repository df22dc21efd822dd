"""What was imagined says so beside its title, wherever the title is read (ground rule 12)."""

import pytest
from django.urls import reverse

from poucet.pebble.operations import Enabled, Parts, say_what_it_enabled
from poucet.pebble.path import Stone, lay_out
from poucet.star import hashtags
from poucet.town.register import one_act
from poucet.town.thread import Telling
from tests.factories import (
    SIGNED,
    a_commune,
    a_facet,
    a_framework,
    a_pebble,
    a_place,
    a_star,
    an_axis,
    an_organisation,
)
from tests.markup import parse

IMAGINED = ("Le toit rêvé", "La halle rêvée")


@pytest.fixture
def addresses(db):
    a_commune()
    a_star()
    facet, axis, place, framework = a_facet(), an_axis(), a_place(), a_framework("soleil")
    maker = an_organisation()
    parts = Parts(
        pillars=list(framework.pillars.all()),
        places=[place],
        facets=[facet],
        makers=[{"organisation": maker}],
    )
    first, second = (
        a_pebble(parts, name=name, example=True, axis=axis, deed="Un #soleil.") for name in IMAGINED
    )
    a_pebble(name="Un vrai toit")
    undated = a_pebble(name="Le toit rêvé sans date", example=True, period="")
    ties = [Enabled(second, Telling(note="C'est dit"))]
    say_what_it_enabled(first, ties, signed=SIGNED)
    hashtags.index([first, second])
    things = [facet, axis, place, maker, first, second, undated]
    names = ("home", "path", "pebbles", "register", "missing")
    return [
        *(thing.get_absolute_url() for thing in things),
        *(reverse(name) for name in names),
        *(reverse("thread", args=["caillou", pebble.number]) for pebble in (first, second)),
        *(reverse("pebble-story", args=[pebble.number]) for pebble in (first, second)),
        reverse("hashtag", args=["soleil"]),
    ]


def around(holder):
    """Give the item, the cell or the heading that holds a title; a page's own title is told by its header."""
    own = holder.closest("header") if holder.closest("h1") else None
    return own or holder.closest("li", "td", "th", "g")


def says_example(item):
    """Whether a badge stands there; in the picture of the Path, its words do."""
    if item is None:
        return False
    if item.tag == "g":
        return "exemple" in item.text
    return any("example" in span.attributes.get("class", "").split() for span in item.all("span"))


def test_badge_stands_beside_every_example(client, addresses):
    silent, seen = [], 0
    for address in addresses:
        main = parse(client.get(address).content.decode()).all("main")[0]
        for text, holder in main.texts:
            if not any(name in text for name in IMAGINED) or holder.closest("option"):
                continue
            if any(part.attributes.get("aria-hidden") for part in holder.ancestors):
                continue
            seen += 1
            if not says_example(around(holder)):
                silent.append((address, text))
    assert seen > 20
    assert silent == []


def heap_of(examples):
    stones = [
        Stone(number, f"Caillou {number}", f"/caillou/{number}", "laid", 2013.5, example=number <= examples)
        for number in range(1, 301)
    ]
    return lay_out(
        stones,
        today=2026.5,
        horizon=2050,
        star_title="Étoile",
        shape="wide",
        cluster_url=lambda *_years: "/c",
    )


def test_heap_counts_its_examples():
    picture = heap_of(examples=3)
    assert (
        sum(heap.examples for heap in picture.clusters)
        + sum(placed.stone.example for placed in picture.stones)
        == 3
    )
    assert picture.clusters
    assert picture.has_examples
    assert not heap_of(examples=0).has_examples


@pytest.mark.django_db
def test_heap_says_how_many_of_it_are_examples(client):
    a_commune()
    with one_act():
        for number in range(120):
            a_pebble(name=f"Caillou {number}", period="2013", example=number < 2)
    for language, said in (("fr", "dont 2 exemples"), ("en", "2 of them examples")):
        assert said in client.get(reverse("path"), {"lang": language}).content.decode()
