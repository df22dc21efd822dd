"""The demonstration in a real browser: served as for a visitor, and watched while it is visited."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError, expect

from demonstration import Demonstration, demonstration
from tests.journeys.pages import kinds_of_page, walk
from tests.letters import Box, mail_server

DESKTOP = {"width": 1300, "height": 900}
PHONE = {"width": 390, "height": 844}
CODES_A_MINUTE, A_MINUTE = 4, 75.0  # a code is asked for some seconds after its journey began
PATIENCE = 30_000  # milliseconds: how fast a page comes is for the benchmarks to say, not for a journey

expect.set_options(timeout=PATIENCE)


@dataclass
class Watch:
    """What no page may do: complain in the console, fail in a script, ask another host for anything."""

    address: str
    faults: list[str] = field(default_factory=list)
    expected_status: str = ""

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "about:")):
            self.faults.append(f"asked another host: {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        known = self.expected_status and f"status of {self.expected_status}" in message.text
        known = known or "GL Driver Message" in message.text  # a machine without a graphics card draws slowly
        if message.type in {"error", "warning"} and not known:
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def on_web_error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error.message} ({error.page and error.page.url})")


@pytest.fixture(scope="session")
def mail() -> Iterator[tuple[Box, int]]:
    """Run a real mail server for the whole run."""
    with mail_server() as found:
        yield found


@pytest.fixture(scope="session")
def letters(mail: tuple[Box, int]) -> Box:
    """Give what the demonstration sent."""
    return mail[0]


@pytest.fixture(scope="session")
def asked_for_codes() -> list[float]:
    """Keep when a journey was about to ask for a code by letter."""
    return []


@pytest.fixture
def unhurried(asked_for_codes: list[float]) -> None:
    """Wait until a code may be asked for: from one place, the house writes five a minute, and journeys are one."""
    if len(asked_for_codes) >= CODES_A_MINUTE:
        time.sleep(max(0.0, asked_for_codes[-CODES_A_MINUTE] + A_MINUTE - time.monotonic()))
    asked_for_codes.append(time.monotonic())


@pytest.fixture(scope="session")
def served(mail: tuple[Box, int]) -> Iterator[Demonstration]:
    """Serve the demonstration for the whole run."""
    sends = {"POUCET_MAIL": f"smtp://127.0.0.1:{mail[1]}", "POUCET_MAIL_FROM": "mairie@exemple.fr"}
    with demonstration(**sends) as found:
        yield found


@pytest.fixture(scope="session")
def pages(served: Demonstration) -> list[str]:
    """Give a page of every kind, and those that show the most."""
    found = walk(served.address)
    assert sorted(kinds_of_page() - found.keys()) == []
    return [address for addresses in found.values() for address in addresses]


@pytest.fixture(scope="session")
def base_url(served: Demonstration, pages: list[str]) -> str:
    """Give the address that pages open relative to; every page was looked for before any journey writes."""
    assert pages
    return served.address


@pytest.fixture(scope="session")
def demo_password(served: Demonstration) -> str:
    return served.password


@pytest.fixture
def script() -> bool:
    """Say whether the browser runs scripts; `parametrize` it to try both."""
    return True


@pytest.fixture
def screen() -> dict[str, int]:
    return DESKTOP


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], base_url: str, script: bool, screen: dict[str, int]
) -> dict[str, Any]:
    chosen = {"viewport": screen, "java_script_enabled": script, "base_url": base_url}
    return browser_context_args | chosen | {"locale": "fr-FR", "reduced_motion": "reduce"}


@pytest.fixture(autouse=True)
def watch(context: BrowserContext, base_url: str) -> Iterator[Watch]:
    """Watch every page of a journey, and fail it at its end for what was seen."""
    watched = Watch(base_url)
    context.set_default_timeout(PATIENCE)
    context.on("request", watched.on_request)
    context.on("console", watched.on_console)
    context.on("weberror", watched.on_web_error)
    yield watched
    assert watched.faults == []
