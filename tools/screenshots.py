"""Picture the demonstration's pages, wide and on a phone, light and dark, into build/screenshots.

`make screenshots ARGS="/ /etoile"` pictures these pages only.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from chromium import ARGUMENTS, chromium
from throwaway_postgresql import free_port

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "screenshots"
PAGES = (
    "/",
    "/chemin",
    "/cailloux",
    "/caillou/1",
    "/caillou/1/recit",
    "/etoile",
    "/facette/1",
    "/axe/1",
    "/figures",
    "/figure/1",
    "/inconnues",
    "/registre",
)
WIDTHS = {"wide": 1280, "phone": 390}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATIENCE_S = 120


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve the demonstration from a folder of its own until the pictures are taken."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("poucet")), "demo", "--port", str(port)]
    with tempfile.TemporaryDirectory(prefix="poucet-pictures-") as home:
        server = subprocess.Popen(command, env=os.environ | {"POUCET_HOME": home}, stdout=sys.stderr)
        try:
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 -- our own server, over HTTP
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"tools/screenshots.py: the demonstration does not answer at {address}")


def picture(browser: Browser, address: str, pages: list[str]) -> None:
    for view, width in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR"
            )
            page = context.new_page()
            for path in pages:
                answer = page.goto(address + path)
                name = path.strip("/").replace("/", "-") or "accueil"
                page.screenshot(path=FOLDER / f"{name}-{view}-{scheme}.png", full_page=True)
                print(f"{answer.status if answer else '???'}  {name}-{view}-{scheme}.png", flush=True)
            context.close()


def main(pages: list[str]) -> int:
    program = chromium()
    if program is None:
        print("tools/screenshots.py: no Chromium here (Debian: apt install chromium)", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS])
        picture(browser, address, pages or list(PAGES))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
