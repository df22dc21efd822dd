import pytest
from django.urls import reverse

from poucet.dossier.models import KeptFile
from tests.factories import a_commune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house():
    a_commune()
    KeptFile.objects.create(path="media/toit.png", content=b"\x89PNG\r\n\x1a\n", digest="abc123")


def test_page_is_the_reader_s_own(client):
    response = client.get(reverse("pebbles"))
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response.headers["Vary"]
    assert response.headers["Content-Language"] == "fr"


@pytest.mark.parametrize(
    "address", ["/media/toit.png", "/schemas/commune.schema.json", "/fil.csv", "/fil.jsonld", "/robots.txt"]
)
def test_what_is_the_same_for_everyone_may_be_shared(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Content-Language" not in response.headers
    assert "private" not in response.headers.get("Cache-Control", "")


def test_exports_say_the_same_in_every_language(client):
    for address in ("/fil.csv", "/fil.jsonld"):
        assert client.get(address, {"lang": "en"}).content == client.get(address).content


def test_picture_that_did_not_change_stays_public(client):
    response = client.get("/media/toit.png", headers={"if-none-match": '"abc123"'})
    assert response.status_code == 304
    assert response.headers["Cache-Control"] == "public, max-age=604800"
    assert "Cookie" not in response.headers.get("Vary", "")
