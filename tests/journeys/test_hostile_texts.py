"""Three hundred hostile texts in a real browser: on every page of a house that holds them, none does anything."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page

from demonstration import served
from tests.hostile_dossier import marked, write_with
from tests.hostile_texts import HOSTILE, mark
from tests.journeys.conftest import Watch
from throwaway_postgresql import free_port

POUCET = str(Path(sys.executable).with_name("poucet"))
LINKS = """() => [...document.querySelectorAll('a[href], area[href]')]
  .map(link => new URL(link.getAttribute('href'), location).href)"""
# What no page has but by somebody's text; the map is our own.
FOREIGN = """() => [...document.querySelectorAll('iframe, object, embed, base, form[action^="http"], main script[src]')]
  .map(element => element.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a house whose every free text is hostile."""
    place, address = tmp_path_factory.mktemp("hostile"), f"http://127.0.0.1:{free_port()}"
    write_with(marked(), place / "dossier")
    home = {"POUCET_HOME": str(place / "home")}
    command = [POUCET, "dossier", "load", str(place / "dossier")]
    subprocess.run(command, env={"PATH": "/usr/bin:/bin", **home}, check=True, capture_output=True)
    serve = [POUCET, "serve", "--port", address.rpartition(":")[2], "--workers", "1"]
    with served(serve, address, environment=home):
        yield address


def is_page_here(link: str, base_url: str) -> bool:
    """Tell a page of this house from another host's, from a file, and from the same page narrowed or on another day."""
    under = link.removeprefix(base_url)
    return (
        under.startswith("/")
        and not under.startswith(("/au/", "/api/v1"))
        and not {"?", "#", "."} & set(under)
    )


def read_all(page: Page, base_url: str, language: str) -> str:
    """Open every page in a language; gives all that they say, closed notes too."""
    page.context.add_cookies([{"name": "langue", "value": language, "url": base_url}])
    waiting, seen, shown = [f"{base_url}/"], {f"{base_url}/"}, ""
    while waiting:
        page.goto(waiting.pop(0))
        assert page.evaluate(FOREIGN) == [], page.url
        links = page.evaluate(LINKS)
        assert [link for link in links if not link.startswith(("http://", "https://"))] == [], page.url
        fresh = {link for link in links if is_page_here(link, base_url)} - seen
        seen |= fresh
        waiting += sorted(fresh)
        shown += page.locator("body").text_content() or ""
    return shown


def test_no_text_acts_on_any_page(page: Page, base_url: str) -> None:
    heard: list[str] = []

    def close(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    shown = read_all(page, base_url, "fr") + read_all(page, base_url, "en")
    assert heard == []
    assert [HOSTILE[number] for number in range(len(HOSTILE)) if mark(number) not in shown] == []


def test_text_that_acted_would_be_heard(page: Page, watch: Watch) -> None:
    page.goto("/")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=none onerror=alert(1)>')")
    assert watch.faults != []
    watch.faults.clear()
