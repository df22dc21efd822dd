from decimal import Decimal

import pytest
from django.urls import reverse

from poucet.pebble.operations import Parts
from tests.factories import (
    a_commune,
    a_constant,
    a_facet,
    a_figure,
    a_pebble,
    a_place,
    a_star,
    a_target,
    an_indicator,
)
from tests.markup import parse
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.django_db
HOME = "/"


def a_counted_pebble(**given):
    quantity = a_figure(indicator=an_indicator(name="Production"), value=Decimal(440000))
    count = a_figure(indicator=an_indicator(unit="ménages"), value=Decimal(176))
    constant = a_constant(value=Decimal(2500))
    row = {"count_number": count.number, "quantity_number": quantity.number, "constant": constant}
    effect = {"indicator": quantity.indicator, "role": "effect"}
    return a_pebble(Parts(places=[a_place()], effects=[effect], equivalences=[row]), **given)


def a_facet_on_its_way(**given):
    indicator = an_indicator()
    start = a_figure(indicator=indicator, value=Decimal(100), period="2015")
    a_figure(indicator=indicator, value=Decimal(300), period="2020", **given)
    facet = a_facet(indicator=indicator)
    a_target(facet, direction="up", baseline_number=start.number, horizon=2100)
    return facet


def card_of(page, title):
    (link,) = [link for link in page.all("a") if link.text == title and link.closest("article")]
    return link.closest("article")


def test_empty_house_says_how_to_move_in(client):
    page = read(client, HOME)
    assert "This house is empty for now" in page
    assert "poucet dossier load" in page


def test_home_asks_its_three_questions_in_order(client):
    a_commune()
    page = parse(read(client, HOME))
    assert [heading.text for heading in page.all("h2")] == [
        "Where are we going?",
        "What was laid lately?",
        "What can I do now?",
    ]


def test_home_of_a_commune_without_anything_says_what_is_not_there_yet(client):
    a_commune(name="Exempleville")
    page = read(client, HOME)
    for said in (
        "<h1>Exempleville</h1>",
        "The star has not been put into words yet",
        "The star has no facet yet",
        "No pebble has been laid yet",
    ):
        assert said in page


def test_home_tells_the_opening_of_the_star_and_leads_to_the_rest(client):
    a_commune()
    a_star(name="Vers le soleil", narrative="La mine a fermé.\n\nLe reste est ailleurs.")
    page = read(client, HOME)
    assert "Vers le soleil" in page
    assert '<p lang="fr">La mine a fermé.</p>' in page
    assert "Le reste est ailleurs." not in page
    assert reverse("star") in page


def test_home_draws_every_pebble_on_the_path(client):
    a_commune()
    pebbles = [a_pebble(period="2013"), a_pebble(period="")]
    page = parse(read(client, HOME))
    drawn = {link.attributes["href"] for link in page.all("a") if link.closest("svg")}
    assert drawn == {pebble.get_absolute_url() for pebble in pebbles}


def test_bar_is_drawn_only_toward_a_target_with_a_known_start(client):
    a_commune()
    on_its_way = a_facet_on_its_way()
    no_target = a_facet(name="Sans cap", indicator=an_indicator())
    page = parse(read(client, HOME))
    (bar,) = page.all("progress")
    assert bar.attributes["value"] == "50"
    assert on_its_way.get_absolute_url() in [
        link.attributes["href"] for link in bar.closest("article").all("a")
    ]
    assert not card_of(page, no_target.name).all("progress")


def test_facet_card_says_what_is_missing_and_how_to_help(client):
    a_commune()
    a_facet(name="Eau")
    a_facet(name="Énergie", indicator=an_indicator(name="Part renouvelable"))
    page = parse(read(client, HOME))
    water, energy = card_of(page, "Eau"), card_of(page, "Énergie")
    assert "nobody has said how to measure it yet" in water.text
    assert "unknown Part renouvelable" in energy.text
    for card in (water, energy):
        assert reverse("missing") in [link.attributes["href"] for link in card.all("a")]


def test_facet_card_carries_its_denominator_and_opens_to_the_figure(client):
    a_commune()
    indicator = an_indicator(name="Part des bâtiments rénovés", unit="%")
    figure = a_figure(indicator=indicator, value=Decimal(24), numerator=Decimal(10), denominator=Decimal(42))
    a_facet(name="Bâtiments", indicator=indicator)
    card = card_of(parse(read(client, HOME)), "Bâtiments")
    assert "10 out of 42" in card.text
    assert figure.get_absolute_url() in [link.attributes["href"] for link in card.all("a")]


def test_facet_unmeasured_on_purpose_says_why(client):
    a_commune()
    a_facet(name="Fierté", unmeasured="La fierté se raconte.")
    card = card_of(parse(read(client, HOME)), "Fierté")
    assert "Not measured, on purpose: La fierté se raconte." in card.text


def test_latest_pebbles_print_the_constant_of_their_equivalence(client):
    a_commune()
    a_counted_pebble(name="Les huit toits", period="2020")
    card = card_of(parse(read(client, HOME)), "Les huit toits")
    assert "440,000 kWh/yr" in card.text
    assert "equals 176 households at 2,500 kWh/yr" in card.text


def test_what_is_only_planned_was_not_laid_lately(client):
    a_commune()
    a_pebble(name="Prévu", state="planned", period="2020")
    a_pebble(name="Plus tard", state="under_way", period="2999")
    a_pebble(name="Posé", period="2019")
    page = parse(read(client, HOME))
    (section,) = [part for part in page.all("section") if part.attributes.get("aria-labelledby") == "latest"]
    assert [heading.text for heading in section.all("h3")] == ["Posé"]


def test_home_says_three_verbs_that_lead_somewhere(client):
    a_commune()
    page = parse(read(client, HOME))
    (now,) = [part for part in page.all("section") if part.attributes.get("aria-labelledby") == "now"]
    links = [link.attributes["href"] for link in now.all("a")]
    assert links == [reverse("propose"), reverse("indicators"), reverse("missing")]
    assert {client.get(link).status_code for link in links} == {200}


def test_home_asks_a_constant_number_of_questions(client, django_assert_max_num_queries):
    a_commune()
    a_star()
    counts = []
    for more in (1, 2):
        for _ in range(more):
            a_facet_on_its_way()
            a_counted_pebble()
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            read(client, HOME)
        counts.append(len(captured))
    assert counts[0] == counts[1]
