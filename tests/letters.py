"""A real mail server, on this machine."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.parser import BytesParser
from email.policy import default

import pytest
from aiosmtpd.controller import Controller


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


@contextmanager
def mail_server() -> Iterator[tuple[Box, int]]:
    """Run a mail server until the block ends; gives its letters and its port."""
    found = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield found, port
    finally:
        server.stop()


@pytest.fixture
def box(settings) -> Iterator[Box]:
    with mail_server() as (found, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield found
