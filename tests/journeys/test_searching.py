"""A visitor who remembers a word finds its page again, script off then on, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.words import BOTH, NAMES, said

pytestmark = [
    pytest.mark.parametrize("script", BOTH, ids=NAMES.get),
    pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"]),
]


def test_word_typed_without_accents_leads_to_the_church_roof(page: Page, base_url: str) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name=said("Search")).click()
    expect(page).to_have_url(f"{base_url}/recherche")

    page.get_by_label(said("What are you looking for?")).fill("toit eglise")
    page.get_by_label(said("What are you looking for?")).press("Enter")
    expect(page).to_have_url(f"{base_url}/recherche?q=toit+eglise")
    expect(page.locator("#results mark", has_text="église").first).to_be_visible()

    page.get_by_role("navigation", name=said("By kind")).get_by_role(
        "link", name=re.compile("Caillou")
    ).click()
    expect(page).to_have_url(re.compile(r"genre=caillou"))
    page.locator("#results").get_by_role("link", name="Toit solaire de l’église").first.click()
    expect(page).to_have_url(f"{base_url}/caillou/21")


def test_choice_is_undone_and_the_question_is_kept(page: Page) -> None:
    page.goto("/recherche?q=solaire")
    everything = page.get_by_role("status").inner_text()
    themes = page.get_by_role("navigation", name=said("By theme"))
    themes.get_by_role("link").first.click()
    expect(page.get_by_role("status")).not_to_have_text(everything)
    expect(page.get_by_label(said("What are you looking for?"))).to_have_value("solaire")

    themes.locator("[aria-current]").click()
    expect(page.get_by_role("status")).to_have_text(everything)


def test_nothing_found_leads_on(page: Page) -> None:
    page.goto("/recherche?q=licorne")
    expect(page.get_by_role("main")).to_contain_text(said("Nothing holds all of these words."))
    page.get_by_role("main").get_by_role("link", name=said("See all the pebbles")).click()
    expect(page).to_have_url(re.compile("/cailloux$"))
