"""What went wrong, in the house's voice: what happened, what to do next."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect

from tests.factories import a_commune
from tests.markup import parse


def _raising(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def _form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("written")


urlpatterns = [
    path("ferme", _raising(PermissionDenied())),
    path("tordu", _raising(SuspiciousOperation())),
    path("casse", _raising(RuntimeError())),
    path("formulaire", csrf_protect(_form)),
    path("", include("poucet.web.urls")),
]
handler400 = "poucet.web.refusals.not_understood"
handler403 = "poucet.web.refusals.not_allowed"
handler404 = "poucet.web.refusals.not_found"
handler500 = "poucet.web.refusals.broken"

pytestmark = [pytest.mark.urls(__name__)]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/nulle-part", 404, "This page cannot be found"),
        ("/caillou/999", 404, "This page cannot be found"),
        ("/ferme", 403, "This page is not open to you"),
        ("/tordu", 400, "We did not understand what was asked"),
    ],
)
def test_refusal_says_what_happened_and_where_to_go_next(visitor, address, status, title):
    a_commune()
    response = visitor.get(address, {"lang": "en"})
    page = parse(response.content.decode())
    assert response.status_code == status
    assert [heading.text for heading in page.all("h1")] == [title]
    (main,) = page.all("main")
    assert {link.attributes["href"] for link in main.all("a")} == {
        "/",
        "/chemin",
        "/cailloux",
        f"/compte/entrer?next={address}",
    }


@pytest.mark.django_db
def test_forged_form_is_refused_in_words(visitor):
    response = visitor.post("/formulaire?lang=en")
    assert response.status_code == 403
    assert "This form could not be checked" in response.content.decode()


def test_broken_page_asks_the_database_nothing(visitor, settings):
    response = visitor.get("/casse", {"lang": "en"})  # without the database: a query would fail this test
    page = parse(response.content.decode())
    assert response.status_code == 500
    assert [heading.text for heading in page.all("h1")] == ["Something broke on our side"]
    assert "It is not your doing" in page.text
    assert connection.queries == []


def test_broken_page_speaks_french_and_stays_dark(visitor):
    visitor.cookies["apparence"] = "dark"
    html = parse(visitor.get("/casse").content.decode()).all("html")[0]
    assert (html.attributes["lang"], html.attributes["data-theme"]) == ("fr", "dark")
