"""The identity provider is a setting, checked at the start; whatever it says of itself is not believed for that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from poucet.town.errors import RuleError
from poucet.town.identity.civil_status import prints_of
from poucet.town.identity.provider import LARGEST, discover
from poucet.web import environment
from poucet.web.environment import FranceConnect, SettingError
from poucet.web.readiness import shortcomings
from tests.factories import a_commune
from tests.franceconnect import ADA

NAMES = ("POUCET_FRANCECONNECT", "POUCET_FRANCECONNECT_ID", "POUCET_FRANCECONNECT_SECRET")
GOOD = "https://fc.exemple.fr/api/v2"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_nobody_is_asked_unless_settings_say_so():
    found = environment.franceconnect()
    assert (found.is_set, found.is_half_set) == (False, False)


@pytest.mark.parametrize("issuer", [GOOD, "https://fc.exemple.fr:8443", "http://127.0.0.1:9000/o"])
def test_three_settings_make_a_provider(monkeypatch, issuer):
    for name, value in zip(NAMES, (issuer, "nous", "secret"), strict=True):
        monkeypatch.setenv(name, value)
    found = environment.franceconnect()
    assert found == FranceConnect(issuer, "nous", "secret")
    assert (found.is_set, found.is_half_set) == (True, False)


@pytest.mark.parametrize(
    "issuer",
    [
        "fc.exemple.fr",
        "http://fc.exemple.fr/api/v2",
        "http://127.0.0.1.exemple.fr:80/o",
        "https://nous:secret@fc.exemple.fr",
        "https://fc.exemple.fr/api/v2/",
        "https://fc.exemple.fr/?a=b",
        "https://fc.exemple.fr/#a",
        "https://fc.exemple.fr; script-src *",
        "https://fc.exemple.fr:port",
        "file:///etc/passwd",
    ],
)
def test_issuer_that_may_not_be_asked_stops_the_start(monkeypatch, issuer):
    monkeypatch.setenv(NAMES[0], issuer)
    with pytest.raises(SettingError):
        environment.franceconnect()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "found", [FranceConnect(GOOD), FranceConnect(GOOD, "nous"), FranceConnect(secret="x")]
)
def test_check_says_what_is_half_set(settings, found):
    a_commune()
    settings.FRANCECONNECT = FranceConnect()
    before = set(shortcomings())
    settings.FRANCECONNECT = found
    (said,) = set(shortcomings()) - before
    assert "POUCET_FRANCECONNECT_SECRET" in said


@pytest.mark.parametrize(
    "written",
    [{"family_name": "exemple lovelace"}, {"given_name": "ADA ZOE"}, {"given_name": "Ada-Zoé "}],
)
def test_one_civil_status_is_one_print_however_it_is_written(written):
    first, again = (prints_of(told, issuer=GOOD, subject="1") for told in (ADA, ADA | written))
    assert first == again
    assert len({*first.civil_status, *"0123456789abcdef"}) == 16


@pytest.mark.parametrize("changed", [name for name in ADA if name != "email"])
def test_another_civil_status_is_another_print(changed):
    first, other = (prints_of(told, issuer=GOOD, subject="1") for told in (ADA, ADA | {changed: "7"}))
    assert first.civil_status != other.civil_status
    assert first.subject == other.subject


class Server:
    """Somebody who answers at the address of the provider."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status, self.headers, self.content = 200, {}, b""
        told = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told.asked.append(self.path)
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(told.content)

            def log_message(self, *_args: object) -> None:
                """Requests are not told."""

        self.server = HTTPServer(("127.0.0.1", 0), Answering)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def says(self, **changed: object) -> None:
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        told = {name: f"{self.issuer}/{name}" for name in names} | {"issuer": self.issuer} | changed
        self.content = json.dumps(told).encode()


@pytest.fixture
def server(settings) -> Iterator[Server]:
    found = Server()
    settings.FRANCECONNECT = FranceConnect(found.issuer, "nous", "secret")
    thread = Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


def test_provider_says_where_it_is(server):
    server.says()
    found = discover()
    assert found.token == f"{server.issuer}/token_endpoint"
    assert (found.end_session, found.takes_s256, found.takes_secret_in_form) == ("", False, False)


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://autre.exemple.fr"},
        {"token_endpoint": "http://169.254.169.254/latest"},
        {"jwks_uri": "http://127.0.0.1:1/keys"},
        {"userinfo_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"userinfo_endpoint": "http://[::1"},
        {"end_session_endpoint": "https://autre.exemple.fr/sortie"},
    ],
)
def test_no_host_but_the_issuer_is_ever_asked(server, changed):
    server.says(**changed)
    refused()


BAD = {
    "nothing": b"",
    "a page": b"<html>",
    "a list": b"[]",
    "half": b'"',
    "no text": b"\xff\xfe",
    "a well": b"[" * 100_000,
    "a flood": b"{}" + b" " * LARGEST,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_answer_that_says_nothing_is_refused(server, content):
    server.content = content
    refused()


def test_no_redirection_is_followed(server):
    server.says()
    server.status, server.headers = 302, {"Location": f"{server.issuer}/ailleurs"}
    refused()
    assert server.asked == ["/.well-known/openid-configuration"]


def refused() -> None:
    with pytest.raises(RuleError) as refusal:
        discover()
    assert refusal.value.code == "identity.provider_down"
