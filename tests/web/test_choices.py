"""Language, light and dark: a cookie, a way back, nothing else."""

import pytest

from tests.factories import a_commune
from tests.markup import parse


@pytest.fixture
def commune(db):
    return a_commune()


@pytest.mark.parametrize(
    ("address", "field", "value"),
    [("/langue", "langue", "en"), ("/apparence", "apparence", "dark"), ("/apparence", "apparence", "light")],
)
def test_choice_is_kept_in_a_cookie_and_leads_back(client, address, field, value):
    response = client.post(address, {field: value, "next": "/cailloux?theme=eau"})
    assert (response.status_code, response.headers["Location"]) == (302, "/cailloux?theme=eau")
    cookie = response.cookies[field]
    assert cookie.value == value
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]


@pytest.mark.parametrize(
    "elsewhere",
    ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", "/\\ailleurs.example", ""],
)
@pytest.mark.parametrize("address", ["/langue", "/apparence"])
def test_choice_never_leads_to_another_site(client, address, elsewhere):
    assert client.post(address, {"next": elsewhere}).headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/langue", "/apparence"])
def test_choice_is_never_made_by_following_a_link(client, address):
    assert client.get(address).status_code == 405


def test_language_that_the_house_does_not_speak_changes_nothing(client):
    assert not client.post("/langue", {"langue": "xx"}).cookies


def test_going_back_to_the_device_forgets_the_choice(client):
    client.post("/apparence", {"apparence": "dark"})
    assert client.post("/apparence", {"apparence": ""}).cookies["apparence"].value == ""


def test_page_is_french_until_somebody_chooses(client, commune):
    assert parse(client.get("/").content.decode()).all("html")[0].attributes["lang"] == "fr"
    response = client.get("/", headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "fr"


def test_page_follows_the_language_chosen(client, commune):
    client.post("/langue", {"langue": "en"})
    response = client.get("/")
    assert parse(response.content.decode()).all("html")[0].attributes["lang"] == "en"
    assert "Where are we going?" in response.content.decode()


def test_page_follows_the_light_chosen(client, commune):
    html = parse(client.get("/").content.decode()).all("html")[0]
    assert "data-theme" not in html.attributes
    client.post("/apparence", {"apparence": "dark"})
    page = parse(client.get("/").content.decode())
    assert page.all("html")[0].attributes["data-theme"] == "dark"
    pressed = [
        button.attributes["value"]
        for button in page.all("button")
        if button.attributes.get("aria-pressed") == "true"
    ]
    assert pressed == ["dark"]


def test_light_that_nobody_offers_is_not_believed(client, commune):
    client.cookies["apparence"] = '"><script>'
    assert "data-theme" not in parse(client.get("/").content.decode()).all("html")[0].attributes


def test_way_back_forgets_a_language_asked_for_once(client, commune):
    page = parse(client.get("/cailloux?lang=en&theme=eau").content.decode())
    ways = {
        field.attributes["value"] for field in page.all("input") if field.attributes.get("name") == "next"
    }
    assert ways == {"/cailloux?theme=eau"}


def test_reading_lays_no_cookie(client, commune):
    assert not client.get("/").cookies
