"""A real provider of identities, and citizens who walk through its pages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import pytest

from poucet.web.environment import FranceConnect
from tests.provider_process import CLIENT, SECRET

ADA = {
    "family_name": "EXEMPLE-LOVELACE",
    "given_name": "Ada Zoé",
    "birthdate": "1990-12-10",
    "email": "ada.chez-elle@exemple.fr",
}
BOB = {**ADA, "given_name": "Bob Hippolyte", "birthdate": "1991-01-01"}


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        """Each step is ours to take."""


@dataclass
class Registry:
    """The provider as a test sees it: where it is, and what it knows of people."""

    folder: Path
    process: subprocess.Popen[str]
    port: int = 0

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}/o"

    def knows(self, *, how: str = "", **people: dict[str, object]) -> None:
        (self.folder / "people.json").write_text(json.dumps({**people, "how": how}))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        if self.process.stdout:
            self.process.stdout.close()


@dataclass
class Citizen:
    """Somebody before the pages of the provider, with a browser of their own."""

    name: str
    jar: CookieJar = field(default_factory=CookieJar)

    def walk(self, address: str) -> str:
        """From page to page while they are the provider's; gives the address elsewhere that one is sent to."""
        host = urlsplit(address).netloc
        while urlsplit(address).netloc == host:
            sent = urlencode({"name": self.name}).encode() if urlsplit(address).path == "/entrer" else None
            address = urljoin(address, self._step(address, sent))
        return address

    def signed_in_at(self, registry: Registry) -> str:
        opener = build_opener(HTTPCookieProcessor(self.jar))
        with opener.open(f"http://127.0.0.1:{registry.port}/qui") as answer:
            return str(answer.read().decode())

    def _step(self, address: str, sent: bytes | None) -> str:
        opener = build_opener(HTTPCookieProcessor(self.jar), _Stay)
        with pytest.raises(HTTPError) as answer:  # a page that keeps us is a fault too
            opener.open(address, sent).close()
        with answer.value as page:
            assert page.code in {301, 302, 303}, (address, page.code, page.read()[:2000])
            return str(page.headers["Location"])


def open_registry(folder: Path) -> Registry:
    script = Path(__file__).with_name("provider_process.py")
    command = [sys.executable, str(script), str(folder)]
    (folder / "people.json").write_text("{}")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return Registry(folder, process, int(process.stdout.readline()))


@pytest.fixture(scope="session")
def national_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    found = open_registry(tmp_path_factory.mktemp("provider"))
    yield found
    found.stop()


@pytest.fixture
def registry(national_registry: Registry, settings) -> Registry:
    """Give the provider, the town registered with it, and two citizens."""
    national_registry.knows(ada=ADA, bob=BOB)
    settings.FRANCECONNECT = FranceConnect(national_registry.issuer, CLIENT, SECRET)
    return national_registry


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def local(address: str) -> str:
    """An address of the town as its own test client asks for it."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
