"""Nothing that a reader types in an address breaks the house, whatever database it stands on."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.factories import a_commune, a_facet, a_figure, a_pebble, a_place

pytestmark = pytest.mark.django_db

ODD = ["99999999999999999999", "3000000000", "%00", "0%00", "-1", "١", "%F0%9F%92%A9", "'", "9" * 5000]
QUESTIONS = (
    "theme", "pilier", "lieu", "annee", "etat", "facette", "unite", "source", "statut", "genre", "numero",
    "page", "lang", "q",
)  # fmt: skip
WRITES = {"language", "theme"}


def patterns(resolver: URLResolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern)


def every_address():
    return list(patterns(get_resolver()))


def addresses_with(odd: str):
    """Give every address of the house, its parts replaced by something odd."""
    for pattern in every_address():
        route = str(pattern.pattern)
        yield "/" + re.sub(r"<[^>]+>", lambda _part: odd, route)


@pytest.fixture(autouse=True)
def commune():
    a_commune()
    a_pebble().places.add(a_place())
    a_figure()
    a_facet()


@pytest.mark.parametrize("odd", ODD)
def test_odd_address_is_not_found_rather_than_broken(client, odd):
    for address in addresses_with(odd):
        assert client.get(address).status_code in {200, 301, 302, 404, 405}, address


@pytest.mark.parametrize("odd", ODD)
def test_odd_question_asks_nothing(client, odd):
    for pattern in every_address():
        if pattern.name in WRITES:
            continue
        try:
            address = reverse(pattern.name)
        except NoReverseMatch:
            continue
        asked = "&".join(f"{question}={odd}" for question in QUESTIONS)
        assert client.get(f"{address}?{asked}").status_code == 200, address


@pytest.mark.parametrize("room", ["caillou", "figure", "facette", "lieu", "fil/caillou"])
def test_number_that_no_database_keeps_is_no_address(client, room):
    assert client.get(f"/{room}/3000000000").status_code == 404
    assert client.get(f"/{room}/99999999999999999999").status_code == 404


@pytest.mark.parametrize("question", ["theme", "pilier"])
def test_only_what_is_offered_narrows_a_list(client, question):
    for address in ("/cailloux", "/chemin"):
        response = client.get(f"{address}?{question}=%00")
        asked = response.context["asked"]
        assert not asked.asks


def test_theme_never_offered_does_not_reach_the_database(client):
    assert not client.get("/figures?theme=%00").context["asked"].asks
    assert not client.get("/figures?theme=nuages").context["asked"].asks
    assert client.get("/figures?theme=-").context["asked"].asks


def test_page_refuses_a_form_for_what_it_is():
    client = Client(enforce_csrf_checks=True)
    for pattern in every_address():
        if pattern.name in WRITES | {"schema", "media"}:
            continue
        address = "/" + re.sub(r"<[^>]+>", "1", str(pattern.pattern))
        assert client.post(address).status_code == 405, address
