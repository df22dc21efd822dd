"""A visitor follows one deed: from the Path to its figures, its sources, and what came of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.words import BOTH, NAMES, said

CHURCH, EIGHT_ROOFS = "/caillou/21", "/caillou/31"

pytestmark = [
    pytest.mark.parametrize("script", BOTH, ids=NAMES.get),
    pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"]),
]


def path_of(page: Page, base_url: str) -> str:
    return page.url.removeprefix(base_url)


def open_from_the_menu(page: Page, door: str) -> None:
    """Take a door of the main menu, which a phone keeps folded."""
    banner = page.get_by_role("banner")
    if page.viewport_size == PHONE:
        banner.locator("summary", has_text=said("Menu")).click()
    banner.get_by_role("link", name=said(door)).locator("visible=true").click()


def test_home_leads_to_the_path_and_the_path_to_the_church_roof(page: Page, base_url: str) -> None:
    page.goto("/")
    open_from_the_menu(page, "The Path")
    expect(page).to_have_url(f"{base_url}/chemin")

    page.get_by_role("table").get_by_role("link", name="Toit solaire de l’église").first.click()

    expect(page).to_have_url(base_url + CHURCH)
    expect(page.get_by_role("heading", level=1)).to_contain_text("église")


def test_church_roof_shows_both_equivalences_with_their_constants(page: Page) -> None:
    page.goto(CHURCH)
    main = page.get_by_role("main")

    for households, constant in (("12", r"2\s667"), ("69", "464")):
        line = main.get_by_role("listitem").filter(has_text=re.compile(rf"\b{households}\s.*\b{constant}\s"))
        expect(line.first).to_be_visible()
        expect(main.get_by_role("link", name=re.compile(constant)).first).to_be_visible()


def test_figure_opens_to_its_source_and_its_conflict_and_the_thread_to_the_eight_roofs(
    page: Page, base_url: str
) -> None:
    page.goto(CHURCH)
    page.get_by_role("main").get_by_role("link", name=re.compile("^32 000")).first.click()
    expect(page).to_have_url(re.compile(r"/figure/\d+$"))
    figure = page.url

    page.get_by_role("main").get_by_role("link", name="Au Nord, le soleil").first.click()
    expect(page).to_have_url(re.compile(r"/source/\d+$"))
    page.go_back()
    expect(page).to_have_url(figure)

    page.get_by_role("main").locator("a[href^='/conflit/']").first.click()
    expect(page.get_by_role("main")).to_contain_text("112 000")
    page.go_back()
    page.go_back()
    expect(page).to_have_url(base_url + CHURCH)

    page.get_by_role("link", name=said("Follow the thread")).click()
    expect(page).to_have_url(f"{base_url}/fil{CHURCH}")


def test_eight_roofs_are_two_clicks_away_from_anything_on_their_thread(page: Page, base_url: str) -> None:
    page.goto(f"/fil{CHURCH}")
    links = page.get_by_role("main").locator("a[href^='/caillou/']").all()
    things = sorted({link.get_attribute("href") or "" for link in links} - {EIGHT_ROOFS})
    assert CHURCH in things

    for thing in things:
        page.goto(thing)
        page.get_by_role("link", name=said("Follow the thread")).click()
        page.get_by_role("main").locator(f"a[href='{EIGHT_ROOFS}']").first.click()
        assert path_of(page, base_url) == EIGHT_ROOFS
