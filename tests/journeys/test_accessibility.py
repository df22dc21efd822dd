"""Every kind of page, judged by axe and held to what it does not judge: French and English, light and dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE

NARROWEST = {"width": 320, "height": 640}
# The colours of a page are all that the dark changes.
COLOURS_ONLY = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}

HABITS = """() => {
  const faults = [];
  const seen = element => element.checkVisibility({visibilityProperty: true});
  const titles = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  if (titles.filter(title => title.tagName === 'H1').length !== 1) faults.push('not one h1');
  let level = 0;
  for (const title of titles) {
    const next = Number(title.tagName[1]);
    if (next > level + 1) faults.push(`h${next} after h${level}: ${title.textContent.trim()}`);
    level = next;
  }
  for (const image of document.querySelectorAll('img:not([alt])')) faults.push(`no alt: ${image.src}`);
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) faults.push(`id twice: ${id}`);
  for (const table of document.querySelectorAll('table'))
    if (!table.caption || !table.caption.textContent.trim()) faults.push('table without caption');
  for (const inline of document.querySelectorAll('[style], style, script:not([src], [type="application/ld+json"])'))
    if (!inline.closest('.maplibregl-map')) // it moves its marks by script, which the policy allows
      faults.push(`inline: ${inline.outerHTML.slice(0, 80)}`);
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(link.hash.slice(1))) faults.push(`leads nowhere: ${link.hash}`);
  return faults;
}"""
TOO_WIDE = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= innerWidth) return [];
  const wide = [...document.body.querySelectorAll('*')]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.table-scroll *'))
    .slice(0, 3).map(element => element.outerHTML.slice(0, 100));
  return [`${page.scrollWidth} px wide in ${innerWidth}`, ...wide];
}"""


def judged(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """Say what axe finds, with the element it finds it on."""
    results = Axe().run(page, options=options or {"resultTypes": ["violations"]}).response
    return [told(fault, node) for fault in results["violations"] for node in fault["nodes"][:3]]


def told(fault: dict[str, Any], node: dict[str, Any]) -> str:
    element = " ".join(node["html"].split())[:160]
    why = "; ".join(reason["message"] for reason in [*node["any"][:1], *node["all"][:1], *node["none"][:1]])
    return f"{fault['impact']} {fault['id']}: {element} ({why})"


@pytest.fixture(autouse=True)
def watch() -> None:
    """Watch nothing here: axe tries inline styles of its own, which the policy refuses and the console tells."""


def faults_of(page: Page, address: str) -> list[str]:
    """Judge one page; by day, its colours by night too; then its width on the narrowest screen."""
    page.goto(address)
    found = [*judged(page), *page.evaluate(HABITS)]
    if page.evaluate("matchMedia('(prefers-color-scheme: light)').matches"):
        page.emulate_media(color_scheme="dark")
        found += judged(page, COLOURS_ONLY)
        page.emulate_media(color_scheme="light")
    size = page.viewport_size
    page.set_viewport_size(NARROWEST)
    found += page.evaluate(TOO_WIDE)
    page.set_viewport_size(size or DESKTOP)
    return found


def read_in(page: Page, language: str, base_url: str) -> None:
    page.context.set_default_timeout(10_000)
    page.context.add_cookies([{"name": "langue", "value": language, "url": base_url}])
    page.emulate_media(color_scheme="light" if language == "fr" else "dark")


# French on a wide screen by day, English on a phone by night: each page is judged in full twice, not eight times.
french_by_day_english_by_night = pytest.mark.parametrize(
    ("language", "screen"), [("fr", DESKTOP), ("en", PHONE)], ids=["fr-desktop-light", "en-phone-dark"]
)


@french_by_day_english_by_night
def test_no_page_of_any_kind_has_a_fault(page: Page, base_url: str, pages: list[str], language: str) -> None:
    read_in(page, language, base_url)
    faults = {address: found for address in pages if (found := faults_of(page, address))}
    lines = ["\n    ".join([address, *dict.fromkeys(found)]) for address, found in faults.items()]
    assert not faults, "\n".join(lines)


@french_by_day_english_by_night
def test_page_that_is_not_there_has_no_fault_either(page: Page, base_url: str, language: str) -> None:
    read_in(page, language, base_url)
    assert faults_of(page, "/nulle-part") == []


def test_audit_sees_a_fault_where_there_is_one(page: Page) -> None:
    page.goto("/a-propos")
    page.evaluate("""() => {
      const [text, image, wide] = ['p', 'img', 'p'].map(tag => document.createElement(tag));
      text.textContent = 'Pale on white';
      text.style.color = '#ccc';
      image.src = '/static/none.png';
      wide.id = 'content';
      wide.textContent = 'Too wide';
      wide.style.minWidth = '2000px';
      document.querySelector('main').append(text, image, wide);
    }""")
    found = " ".join([*judged(page), *page.evaluate(HABITS), *page.evaluate(TOO_WIDE)])
    for fault in ("color-contrast", "image-alt", "no alt", "id twice: content", "px wide in"):
        assert fault in found
