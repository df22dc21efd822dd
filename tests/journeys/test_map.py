"""The map in a real browser: without script, with it, without WebGL, and with tiles from a server of our own."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from demonstration import served
from poucet.dossier.starting import start_dossier
from tests.journeys.conftest import DESKTOP, PHONE, Watch
from tests.journeys.test_accessibility import HABITS, TOO_WIDE, judged
from tests.journeys.words import BOTH, NAMES, said
from throwaway_postgresql import free_port

POUCET = str(Path(sys.executable).with_name("poucet"))
PLACES = """- id: ecole
  number: 1
  name: École exemple
  kind: building
  geometry: {type: Point, coordinates: [-4.9961, 46.2011]}
- id: halle
  number: 2
  name: Halle exemple
  kind: building
  geometry: {type: Point, coordinates: [-5.006, 46.203]}
- id: puits
  number: 3
  name: Puits exemple
  kind: site
  geometry: {type: Point, coordinates: [-5.0061, 46.2031]}
- id: verger
  number: 4
  name: Verger exemple
  kind: land
  geometry:
    type: Polygon
    coordinates: [[[-4.992, 46.194], [-4.988, 46.194], [-4.988, 46.197], [-4.992, 46.194]]]
- id: lavoir
  number: 5
  name: Lavoir exemple
  kind: site
  geometry: unknown
"""


@contextmanager
def town(folder: Path, **settings: str) -> Iterator[str]:
    """Serve the example dossier, with a few places more."""
    start_dossier(folder / "dossier", name="Exempleville")
    (folder / "dossier" / "places.yaml").write_text(PLACES, encoding="utf-8")
    pebble = folder / "dossier" / "pebbles" / "le-toit-de-l-ecole.yaml"
    text = pebble.read_text(encoding="utf-8")
    for number, place in ((2, "verger"), (3, "verger"), (4, "halle"), (5, "lavoir")):
        another = text.replace("number: 1", f"number: {number}").replace("[ecole]", f"[{place}]")
        another = another.replace("Le toit de l'école (exemple)", f"Caillou {number} (exemple)")
        another = another.replace("theme: energie", "theme: eau" if number == 4 else "theme: energie")
        pebble.with_name(f"caillou-{number}.yaml").write_text(another, encoding="utf-8")
    address = f"http://127.0.0.1:{free_port()}"
    home = {"POUCET_HOME": str(folder / "home"), **settings}
    command = [POUCET, "dossier", "load", str(folder / "dossier")]
    subprocess.run(command, env={"PATH": "/usr/bin:/bin", **home}, check=True, capture_output=True)
    serve = [POUCET, "serve", "--port", address.rpartition(":")[2], "--workers", "1"]
    with served(serve, address, environment=home):
        yield address


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with town(tmp_path_factory.mktemp("town")) as address:
        yield address


def lively(page: Page) -> None:
    expect(page.locator("[data-poucet-lively]")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("script", [False])
def test_map_without_script_opens_heaps_and_leads_to_places(page: Page, base_url: str) -> None:
    page.goto("/carte")
    expect(page.locator(".map-lively")).to_have_count(0)
    marks = page.locator("svg.map-picture:visible a.map-mark")
    expect(marks).to_have_count(3)
    marks.filter(has=page.locator("title", has_text="2 lieux")).click()
    expect(page).to_have_url(re.compile("cadre="))
    expect(marks.filter(has=page.locator("title", has_text="Puits exemple"))).to_have_count(1)
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(3)

    page.get_by_role("link", name=said("The commune"), exact=True).click()
    page.get_by_label(said("Theme")).select_option("eau")
    page.get_by_role("button", name=said("Show")).click()
    expect(marks).to_have_count(1)
    expect(page.get_by_role("row", name="Halle exemple")).to_be_visible()
    marks.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Halle exemple")
    expect(page.locator("svg.map-small")).to_be_visible()


def test_map_with_script_zooms_and_tells_by_keyboard(page: Page, base_url: str) -> None:
    page.goto("/carte")
    lively(page)
    expect(page.locator("svg.map-picture:visible")).to_have_count(0)
    assert page.locator(".map-lively canvas").get_attribute("aria-label") == said("Map")

    heap = page.get_by_role("button", name="2 lieux, 1 cailloux")
    heap.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Puits exemple")).to_be_visible()
    page.get_by_role("button", name="Halle exemple").focus()
    page.keyboard.press("Enter")
    popup = page.locator(".maplibregl-popup")
    expect(popup.get_by_role("link", name="Halle exemple")).to_be_focused()
    expect(popup).to_contain_text(said("example"))
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(page.get_by_role("button", name="Halle exemple")).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base_url}/caillou/4")


def test_filter_renews_the_map_with_its_data(page: Page) -> None:
    page.goto("/carte")
    lively(page)
    page.get_by_label(said("Theme")).select_option("eau")
    expect(page.get_by_role("row", name="École exemple")).to_have_count(0)
    lively(page)
    expect(page.locator(".map-lively .map-button")).to_have_count(1)
    expect(page.locator(".map-lively")).to_have_count(1)


def test_names_of_districts_are_written_on_both_maps(page: Page) -> None:
    page.goto("/carte")
    lively(page)
    expect(page.locator(".map-ground-name")).to_have_count(3)
    page.emulate_media(media="print")
    expect(page.locator("svg.map-picture:visible")).to_have_count(1)
    expect(page.locator(".map-lively")).not_to_be_visible()
    assert "Le Haut (exemple)" in (page.locator("svg.map-picture:visible").text_content() or "")


def test_drawn_map_stays_where_there_is_no_webgl(page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/carte")
    page.wait_for_load_state("networkidle")
    expect(page.locator("svg.map-picture:visible")).to_have_count(1)
    expect(page.locator(".map-lively")).to_have_count(0)


def test_drawn_map_stays_when_the_library_does_not_come(page: Page, watch: Watch) -> None:
    page.route("**/maplibre-gl.*.mjs", lambda route: route.abort())
    page.goto("/carte")
    page.wait_for_load_state("networkidle")
    expect(page.locator("svg.map-picture:visible")).to_have_count(1)
    expect(page.locator(".map-lively")).to_have_count(0)
    assert watch.faults
    watch.faults.clear()  # the console says what we broke


def test_picture_of_a_pebble_is_drawn_with_its_colours(page: Page) -> None:
    page.goto("/caillou/1")
    picture = page.get_by_role("img", name=f"{said('Map of the surroundings:')} École exemple")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    colours = page.evaluate("""async () => {
      const image = document.querySelector('.where img');
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), {width: 480, height: 300});
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      const {data} = pen.getImageData(0, 0, 480, 300);
      const seen = new Set();
      for (let place = 0; place < data.length; place += 400) seen.add(data.slice(place, place + 4).join());
      return [...seen];
    }""")
    assert "0,0,0,255" not in colours
    assert len(colours) > 3


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_of_access_after_acting(page: Page, watch: Watch, script: bool, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto("/carte")
    if script:
        lively(page)
        page.get_by_label(said("Kind of place")).select_option("land")
        expect(page.get_by_role("row", name="École exemple")).to_have_count(0)
        lively(page)
        page.get_by_role("button", name="Verger exemple").click()
        expect(page.locator(".maplibregl-popup")).to_be_visible()
        assert judged(page) == []
    assert page.evaluate(HABITS) == []
    assert page.evaluate(TOO_WIDE) == []
    watch.faults.clear()  # axe tries inline styles of its own


class Tiles(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        content = png()
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        pass


def png() -> bytes:
    """Give a tile of one colour, 256 by 256."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    lines = b"".join(b"\0" + b"\x88\xaa\xcc" * 256 for _line in range(256))
    header = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def tiles() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    Tiles.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def visit(context: BrowserContext, address: str) -> tuple[Page, list[str], list[str]]:
    page, asked, told = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{address}/carte")
    lively(page)
    page.wait_for_load_state("networkidle")
    return page, asked, told


def test_tiles_are_asked_for_when_set_and_only_from_there(
    browser: Browser, tmp_path: Path, tiles: str
) -> None:
    chosen = {"POUCET_TILES": tiles + "/fond/{z}/{x}/{y}.png", "POUCET_TILES_CREDIT": "© Tuiles exemple"}
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR", reduced_motion="reduce")  # type: ignore[arg-type]
    with town(tmp_path, **chosen) as address:
        page, asked, told = visit(context, address)
        outside = {url for url in asked if not url.startswith((address, "blob:", "data:"))}
        assert outside
        assert all(url.startswith(f"{tiles}/fond/") for url in outside)
        assert Tiles.asked
        assert not any("Content Security Policy" in text for text in told)
        expect(page.locator(".map-credits")).to_contain_text("© Tuiles exemple")
        expect(page.locator("main")).to_contain_text(tiles.removeprefix("http://"))
    context.close()


def test_without_the_setting_nobody_else_is_asked(browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR", reduced_motion="reduce")  # type: ignore[arg-type]
    _page, asked, _told = visit(context, base_url)
    assert asked
    assert [url for url in asked if not url.startswith((base_url, "blob:", "data:"))] == []
    context.close()
