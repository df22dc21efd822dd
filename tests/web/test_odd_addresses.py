"""Nothing that a reader types in an address breaks the house, whatever database it stands on."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.factories import a_commune, a_facet, a_figure, a_pebble, a_place
from tests.journeys.pages import BEHIND_THE_DOOR

pytestmark = pytest.mark.django_db

ODD = ["99999999999999999999", "3000000000", "%00", "0%00", "-1", "١", "%F0%9F%92%A9", "'", "9" * 5000]
QUESTIONS = (
    "theme", "pilier", "lieu", "annee", "etat", "facette", "unite", "source", "statut", "genre", "numero",
    "page", "lang", "q",
)  # fmt: skip
WRITES = {
    "language",
    "theme",
    "call-propose",
    "agreement-check",
    "agreement-sign",
    "agreement-request",
    "meeting-register",
    "meeting-registration",
    "proposal-comment",
    "point-at",
    "moderation-follow",
    "offer",
    "posting-take",
    "text-suggest",
}


def patterns(resolver: URLResolver, under: str = ""):
    """Give the name and the route of every address, from the root of the site."""
    for pattern in resolver.url_patterns:
        if str(pattern.pattern).startswith(BEHIND_THE_DOOR):
            continue
        route = under + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name, route
        else:
            yield from patterns(pattern, route)


def every_address():
    return list(patterns(get_resolver()))


def addresses_with(odd: str):
    """Give every address of the house, its parts replaced by something odd."""
    for _name, route in every_address():
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
    for name, route in every_address():
        if name in WRITES:
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        asked = "&".join(f"{question}={odd}" for question in QUESTIONS)
        expected = {400, 404} if route.startswith("api/v1/") and "." not in route else {200}
        assert client.get(f"{address}?{asked}").status_code in expected, address


@pytest.mark.parametrize("odd", ODD)
def test_odd_question_at_the_door_breaks_nothing(client, odd):
    for address in ("/compte", "/compte/entrer", "/compte/ouvrir", "/compte/mes-actes"):
        asked = "&".join(f"{question}={odd}" for question in (*QUESTIONS, "next"))
        assert client.get(f"{address}?{asked}").status_code in {200, 302, 400}, address
    assert client.get(f"/compte/premiere-cle/{odd}").status_code == 404


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
    for name, route in every_address():
        if name in WRITES | {"schema", "media"}:
            continue
        address = "/" + re.sub(r"<[^>]+>", "1", route)
        assert client.post(address).status_code == 405, address
