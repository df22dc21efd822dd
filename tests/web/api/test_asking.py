"""How the API is asked: what it allows, how it refuses, when nothing changed, how often."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver

from poucet.measure.operations import withdraw_figures
from poucet.pebble.operations import Parts
from poucet.town.writing import withdraw
from poucet.web.api import gate, limits
from poucet.web.api.problems import PROBLEMS
from tests.factories import (
    SIGNED,
    a_commune,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
    a_place,
    an_organisation,
)
from tests.markup import parse
from tests.web.api.asking import KINDS, asked

pytestmark = pytest.mark.django_db


def problem(response):
    """Give a refusal, checked for what RFC 9457 wants and for its page."""
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    said = json.loads(response.content)
    assert said["status"] == response.status_code
    page, _hash, anchor = said["type"].partition("#")
    assert (page, anchor in PROBLEMS) == ("http://testserver/api/problemes", True)
    return said


def kind(response) -> str:
    return problem(response)["type"].partition("#")[2]


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        ("pebbles?etat=laid", "unknown-parameter"),
        ("pebbles?axis__finding__startswith=a", "unknown-parameter"),
        ("pebbles/1?limit=3", "unknown-parameter"),
        ("pebbles?limit=2&limit=3", "repeated-parameter"),
        ("pebbles?limit=101", "invalid-parameter"),
        ("pebbles?limit=0", "invalid-parameter"),
        ("pebbles?limit=many", "invalid-parameter"),
        ("pebbles?sort=name", "invalid-parameter"),
        ("pebbles?state=somewhere", "invalid-parameter"),
        ("pebbles?facet=99999999999999", "invalid-parameter"),
        ("pebbles?theme=%00", "invalid-parameter"),
        ("pebbles?cursor=nothing", "invalid-cursor"),
        ("pebbles?cursor=%F0%9F%92%A9", "invalid-cursor"),
        ("register?sort=-number&cursor=bnVtYmVyOjU", "invalid-cursor"),
    ],
)
def test_question_that_cannot_be_answered_is_refused_by_name(client, asked_for, expected):
    a_pebble(number=1)
    response = client.get(f"/api/v1/{asked_for}")
    assert (response.status_code, kind(response)) == (400, expected)


def test_refusal_names_what_may_be_asked_and_where_the_fault_stands(client):
    allowed = problem(client.get("/api/v1/places?x=1"))["allowed"]
    assert allowed == ["cursor", "lang", "limit", "nature", "sort"]
    (error,) = problem(client.get("/api/v1/places?limit=many&lang=en"))["errors"]
    assert error["pointer"] == "/query/limit"
    assert "“many”" in error["detail"]


@pytest.mark.parametrize(
    ("query", "headers", "title"),
    [
        ("", {}, "Rien à cette adresse"),
        ("", {"Accept-Language": "en-GB,en;q=0.8,fr;q=0.3"}, "Nothing at this address"),
        ("", {"Accept-Language": "de"}, "Rien à cette adresse"),
        ("?lang=en", {"Accept-Language": "fr"}, "Nothing at this address"),
    ],
)
def test_refusal_speaks_the_reader_s_language(client, query, headers, title):
    response = client.get(f"/api/v1/nowhere{query}", headers=headers)
    assert problem(response)["title"] == title
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    "address", ["", "nowhere", "pebbles/abc", "pebbles/1/x", "pebbles/99999999999", "pebbles/5"]
)
def test_what_is_not_there_is_a_problem_in_json(client, address):
    assert kind(client.get(f"/api/v1/{address}")) == "not-found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_through_the_api(method):
    client = Client(enforce_csrf_checks=True)
    for address in ("pebbles", "pebbles/1", "nowhere"):
        response = getattr(client, method)(f"/api/v1/{address}")
        assert (response.status_code, kind(response)) == (405, "method-not-allowed")
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_withdrawn_thing_answers_gone_with_its_day_and_its_signature(client):
    pebble, figure = a_pebble(number=12), a_figure()
    withdraw(pebble, signed=SIGNED)
    withdraw_figures([figure.number], signed=SIGNED)
    for address in ("pebbles/12", f"observations/{figure.number}"):
        said = problem(client.get(f"/api/v1/{address}?lang=en"))
        assert (said["status"], said["type"].partition("#")[2]) == (410, "withdrawn")
        assert "January" in said["detail"]
        assert "tests" in said["detail"]
    a_pebble(number=12, key=pebble.key)
    assert asked(client, "pebbles/12")["number"] == 12


def test_number_never_given_is_not_gone(client):
    assert kind(client.get("/api/v1/pebbles/77")) == "not-found"


def test_our_own_fault_is_a_problem_too(monkeypatch, client):
    def broken(_request):
        raise RuntimeError("a secret")

    request = RequestFactory().get("/api/v1/pebbles")
    response = gate.gated(broken)(request)
    assert kind(response) == "our-fault"
    assert "secret" not in response.content.decode()


def test_page_of_problems_explains_each_of_them(client):
    a_commune()
    for language in ("fr", "en"):
        page = parse(client.get("/api/problemes", {"lang": language}).content.decode())
        anchors = {heading.attributes["id"] for heading in page.all("h2")}
        assert anchors == set(PROBLEMS)


def numbers(client, address: str) -> list[int]:
    """Follow a list to its end."""
    found, following = [], f"http://testserver/api/v1/{address}"
    while following:
        response = client.get(following.removeprefix("http://testserver"))
        said = response.json()
        found += [item["number"] for item in said["items"]]
        following = said["next"]
        assert ('rel="next"' in response.headers.get("Link", "")) == bool(following)
    return found


def test_cursor_goes_through_a_list_whatever_is_added_meanwhile(client):
    for number in (10, 20, 30, 40):
        a_pebble(number=number)
    first = asked(client, "pebbles?limit=2")
    a_pebble(number=5)
    a_pebble(number=35)
    rest = client.get(first["next"].removeprefix("http://testserver")).json()
    assert [item["number"] for item in (*first["items"], *rest["items"])] == [10, 20, 30, 35]
    assert numbers(client, "pebbles?limit=1") == [5, 10, 20, 30, 35, 40]
    assert numbers(client, "pebbles?limit=4&sort=-number") == [40, 35, 30, 20, 10, 5]


def test_filter_narrows_and_cursor_keeps_it(client):
    place, other, maker, facet = a_place(), a_place(), an_organisation(), a_facet()
    pillars = list(a_framework("soleil").pillars.all())
    own = Parts(pillars=pillars, places=[place, other], facets=[facet], makers=[{"organisation": maker}])
    for number in (1, 2, 3):
        a_pebble(own, number=number, state="planned")
    a_pebble(number=4)
    for question in (
        f"place={place.number}",
        f"organisation={maker.number}",
        f"facet={facet.number}",
        "pillar=soleil",
    ):
        assert numbers(client, f"pebbles?limit=2&{question}") == [1, 2, 3], question
    assert numbers(client, "pebbles?state=laid") == [4]


def test_every_get_has_a_strong_tag_and_answers_not_modified(client):
    a_pebble(number=1)
    addresses = [*KINDS, "register", "pebbles/1", "pebbles/1/thread", "openapi.json"]
    for address in addresses:
        first = client.get(f"/api/v1/{address}")
        tag = first.headers["ETag"]
        assert tag.startswith('"')
        assert first.headers["Cache-Control"] == "no-cache"
        again = client.get(f"/api/v1/{address}", headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        weak = client.get(f"/api/v1/{address}", headers={"If-None-Match": f"W/{tag}"})
        assert weak.status_code == 304  # what a compressing proxy makes of it
    tags = {client.get(f"/api/v1/{address}").headers["ETag"] for address in addresses}
    assert len(tags) == len(addresses)


def test_tag_changes_with_any_act_and_not_with_the_language(client):
    a_pebble(number=1)
    before = client.get("/api/v1/pebbles").headers["ETag"]
    assert client.get("/api/v1/pebbles", headers={"Accept-Language": "en"}).headers["ETag"] == before
    a_place()
    after = client.get("/api/v1/pebbles", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["ETag"] != before


def test_head_and_preflight_are_answered_to_any_site(client):
    a_pebble()
    head = client.head("/api/v1/pebbles")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == client.get("/api/v1/pebbles").headers["ETag"]
    preflight = client.options("/api/v1/pebbles", headers={"Origin": "https://elsewhere.example"})
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert preflight.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "Access-Control-Allow-Credentials" not in preflight.headers


def test_too_many_requests_are_told_when_to_come_back(client, settings, monkeypatch):
    a_commune()
    settings.API_LIMIT = 3
    monkeypatch.setattr(limits.time, "time", lambda: 60_000_015.0)
    reader = {"REMOTE_ADDR": "192.0.2.1"}
    statuses = [client.get("/api/v1/pebbles", **reader).status_code for _time in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.get("/api/v1/pebbles?lang=en", **reader)
    assert refused.headers["Retry-After"] == "45"
    assert problem(refused)["detail"] == "You may ask 3 times a minute. Ask again in 45 seconds."
    assert client.get("/donnees/pebbles.csv", **reader).status_code == 429
    assert client.get("/donnees", **reader).status_code == 200
    assert client.get("/api/v1/pebbles", REMOTE_ADDR="192.0.2.2").status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: 60_000_061.0)
    assert client.get("/api/v1/pebbles", **reader).status_code == 200


def test_workers_count_together_to_the_unit(settings, monkeypatch):
    settings.API_LIMIT = 100
    monkeypatch.setattr(limits.time, "time", lambda: 70_000_000.0)
    request = RequestFactory().get("/api/v1/pebbles", REMOTE_ADDR="192.0.2.9")
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _turn: limits.wait_for(request), range(240)))
    assert waits.count(0) == 100


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "reader"),
    [
        (0, "192.0.2.1", "203.0.113.5", "192.0.2.1"),
        (1, "127.0.0.1", "198.51.100.7, 203.0.113.5", "203.0.113.5"),
        (2, "127.0.0.1", "192.0.2.9, 198.51.100.7, 203.0.113.5", "198.51.100.7"),
        (2, "127.0.0.1", "203.0.113.5", "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (0, "2001:db8:1:2:3:4:5:6", "", "20010db800010002/64"),
        (0, "2001:db8:1:2::9", "", "20010db800010002/64"),
        (1, "", "<script>", "<script>"),
    ],
)
def test_reader_is_the_address_that_our_proxy_saw(settings, proxies, remote, forwarded, reader):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/api/v1/pebbles", headers=headers, REMOTE_ADDR=remote)
    assert limits.reader_of(request) in {reader, reader.lstrip("0")}


def test_no_address_is_kept_and_old_minutes_are_forgotten(settings, monkeypatch):
    request = RequestFactory().get("/api/v1/pebbles", REMOTE_ADDR="192.0.2.77")
    for now in (80_000_000.0, 80_000_200.0):
        monkeypatch.setattr(limits.time, "time", lambda now=now: now)
        limits.wait_for(request)
    kept = settings.POUCET_HOME / "limits"
    assert not (kept / str(80_000_000 // 60)).exists()
    told = [path.name + (path.read_text() if path.is_file() else "") for path in kept.rglob("*")]
    assert told
    assert [said for said in told if "192.0.2" in said] == []


def test_documentation_pages_of_the_library_are_off():
    names = {str(pattern.pattern) for pattern in get_resolver().url_patterns}
    assert not {name for name in names if "docs" in name}
