"""What the deeds show on the pages of earlier rooms."""

from decimal import Decimal

import pytest
from django.urls import reverse

from poucet.pebble.operations import Parts
from tests.factories import (
    a_commune,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
    a_place,
    a_source,
    an_axis,
    an_indicator,
    an_organisation,
)
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commune():
    return a_commune()


def tied_things():
    """Lay a pebble tied to a thing of every earlier room."""
    facet, axis, place, source = a_facet(), an_axis(), a_place(), a_source()
    maker, framework, indicator = an_organisation(), a_framework("solaire"), an_indicator()
    figure = a_figure(indicator=indicator)
    parts = Parts(
        pillars=list(framework.pillars.all()),
        places=[place],
        facets=[facet],
        makers=[{"organisation": maker}],
        effects=[{"indicator": indicator, "role": "effect"}],
    )
    pebble = a_pebble(parts, name="Le caillou témoin", axis=axis, source=source)
    things = (facet, axis, place, source, maker, indicator, figure)
    addresses = [thing.get_absolute_url() for thing in things]
    return pebble, [*addresses, reverse("hashtag", args=["solaire"])]


def test_pebble_shows_on_the_page_of_everything_it_is_tied_to(client, django_assert_max_num_queries):
    pebble, addresses = tied_things()
    for address in addresses:
        with django_assert_max_num_queries(MOST_QUERIES):
            page = read(client, address)
        assert pebble.get_absolute_url() in page, address
        assert "Le caillou témoin" in page, address


def test_pebble_shows_nowhere_else(client):
    pebble, _addresses = tied_things()
    _other, addresses = tied_things()
    assert [address for address in addresses[:-1] if pebble.get_absolute_url() in read(client, address)] == []


def test_facet_without_pebbles_says_so(client):
    assert "No pebble yet." in read(client, a_facet().get_absolute_url())


def test_withdrawn_pebble_shows_on_no_page(client):
    pebble, addresses = tied_things()
    type(pebble).every.filter(pk=pebble.pk).update(withdrawn=True)
    assert [address for address in addresses if "Le caillou témoin" in read(client, address)] == []


def test_figure_and_constant_tell_the_equivalences_that_use_them(client):
    quantity = a_figure(value=Decimal(32000))
    count = a_figure(indicator=an_indicator(unit="ménages"), value=Decimal(12))
    constant = a_constant(value=Decimal("2666.67"))
    row = {"count_number": count.number, "quantity_number": quantity.number, "constant": constant}
    a_pebble(Parts(equivalences=[row]), name="Le toit compté")
    for address in (
        quantity.get_absolute_url(),
        count.get_absolute_url(),
        constant.get_absolute_url(),
    ):
        page = read(client, address)
        assert "Le toit compté" in page, address
        assert "12 households</a> at" in page, address
        assert "2,667 kWh/yr" in page, address


def test_page_of_what_is_missing_asks_for_what_pebbles_lack(client):
    a_pebble(name="Jour perdu", period="")
    page = read(client, reverse("missing"))
    for said in ("Pebbles whose date is unknown", "Pebbles without a place", "Pebbles without an axis"):
        assert said in page
    assert "Pebbles whose effect no figure says" in page
    assert "Jour perdu" in page
