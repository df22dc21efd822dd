"""A real mail server, on this machine, and somebody to sign in."""

import re
import socket
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.test import Client

from tests.factories import a_commune


class Box:
    """The letters that arrived, in order."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 -- its name
        self.letters.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"

    def texts(self, address: str) -> list[str]:
        return [
            letter.get_content().replace("\r\n", "\n") for letter in self.letters if letter["To"] == address
        ]

    def code(self, address: str) -> str:
        """The code of the last letter to an address, alone on its line."""
        return re.findall(r"^    (\S+)$", self.texts(address)[-1], re.MULTILINE)[-1]


@pytest.fixture
def box(settings) -> Iterator[Box]:
    found = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield found
    server.stop()


@pytest.fixture(autouse=True)
def house():
    cache.clear()  # attempts are counted there
    a_commune()


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def sign_in(client: Client, address: str, password: str, **rest):
    return client.post("/compte/entrer", {"login": address, "password": password}, **rest)
