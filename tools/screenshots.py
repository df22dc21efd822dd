"""Picture the demonstration's pages: phone and desktop, light and dark, French and English, into build/screenshots.

`make screenshots ARGS="/ /etoile"` pictures these pages only; `make screenshots ARGS=--readme` takes the Path for the
README into docs/pictures, and nothing else.
"""

import argparse
import sys
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from chromium import ARGUMENTS, chromium
from demonstration import demonstration

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "screenshots"
README_PICTURE = ROOT / "docs" / "pictures" / "chemin.png"
README_WIDTH = 1300
PAGES = (
    "/",
    "/chemin",
    "/chemin?facette=2",
    "/cailloux",
    "/carte",
    "/caillou/21",
    "/caillou/21/recit",
    "/caillou/903",
    "/etoile",
    "/facette/1",
    "/axe/1",
    "/figures",
    "/figure/131",
    "/conflit/1",
    "/source/23",
    "/organisations",
    "/lieux",
    "/fil/caillou/21",
    "/registre",
    "/inconnues",
    "/a-propos",
    "/recherche",
    "/recherche?q=ecole",
    "/recherche?q=solaire&genre=caillou",
    "/recherche?q=licorne",
    "/nulle-part",
)
SCREENS = {"desktop": (1300, 900), "phone": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("fr", "en")


def picture(browser: Browser, address: str, pages: list[str]) -> None:
    """Take every page at every size, in both lights and both languages."""
    for (screen, size), scheme, language in product(SCREENS.items(), SCHEMES, LANGUAGES):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "langue", "value": language, "url": address}])
        page = context.new_page()
        for path in pages:
            answer = page.goto(address + path)
            name = f"{file_name(path)}-{screen}-{scheme}-{language}.png"
            page.screenshot(path=FOLDER / name, full_page=True)
            print(f"{answer.status if answer else '???'}  {name}", flush=True)
        context.close()


def file_name(path: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in path).strip("-") or "accueil"


def picture_the_path(browser: Browser, address: str) -> None:
    """Take the Path as home shows it, in French and by day, with what tells its signs."""
    context = browser.new_context(
        viewport={"width": README_WIDTH, "height": 1400}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}/chemin")
    top = page.locator(".path").bounding_box()
    end = page.locator(".path-legend").bounding_box()
    if top is None or end is None:
        raise SystemExit("tools/screenshots.py: /chemin shows no Path")
    height = end["y"] + end["height"] - top["y"] + 32
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    clip = {"x": 0.0, "y": top["y"] - 16, "width": float(README_WIDTH), "height": height}
    page.screenshot(path=README_PICTURE, full_page=True, clip=clip)  # type: ignore[arg-type]  # a FloatRect
    print(README_PICTURE.relative_to(ROOT), flush=True)
    context.close()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", nargs="*", help="pages to picture (all kinds)")
    parser.add_argument("--readme", action="store_true", help="take the picture of the README only")
    options = parser.parse_args(arguments)
    program = chromium()
    if program is None:
        print("tools/screenshots.py: no Chromium here (Debian: apt install chromium)", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS])
        if options.readme:
            picture_the_path(browser, served.address)
        else:
            picture(browser, served.address, options.page or list(PAGES))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
