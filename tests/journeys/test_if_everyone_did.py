"""A resident puts a number of their own in the place of a guess, sees the sentence change, and sends the link."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.words import BOTH, NAMES, said

SCREENS = pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
ROOFS = "/affirmation/1"
FOLLOWING = re.compile("Part des toits propices qui s’équiperaient")


@SCREENS
@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
def test_guess_is_changed_kept_by_its_address_and_undone(page: Page, base_url: str) -> None:
    page.goto("/facette/1")
    page.get_by_role("link", name="Si tous les toits faisaient comme l’église").click()
    expect(page).to_have_url(f"{base_url}{ROOFS}")
    expect(page.get_by_text(said("With your numbers"))).to_have_count(0)

    page.get_by_label(FOLLOWING).fill("60")
    page.get_by_role("button", name=said("Compute")).click()
    mine = page.get_by_role("region", name=said("With your numbers"))
    expect(mine).to_contain_text("40 %")
    link = mine.get_by_role("link", name=said("Address of this scenario"))
    expect(link).to_have_attribute("href", "?part_qui_suivrait=60")

    page.goto(f"{ROOFS}?part_qui_suivrait=60")
    expect(page.get_by_label(FOLLOWING)).to_have_value("60")
    expect(mine).to_contain_text("40 %")
    mine.get_by_role("link", name=said("Back to the commune’s numbers")).click()
    expect(page.get_by_label(FOLLOWING)).to_have_value("30")
    expect(mine).to_have_count(0)


@SCREENS
@pytest.mark.parametrize("script", [True], ids=NAMES.get)
def test_slider_moves_the_sentence_without_leaving_the_page(page: Page) -> None:
    page.goto(ROOFS)
    slider = page.locator(".guess", has=page.get_by_label(FOLLOWING)).locator("input[type=range]")
    slider.fill("60")
    mine = page.get_by_role("region", name=said("With your numbers"))
    expect(mine).to_contain_text("40 %")
    expect(page.get_by_label(FOLLOWING)).to_have_value("60")
    expect(page).to_have_url(re.compile("part_qui_suivrait=60"))


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
def test_open_claim_is_answered_by_who_knows(page: Page) -> None:
    page.goto("/affirmation/2")
    expect(page.get_by_text(said("What is missing to tell it"))).to_be_visible()
    page.get_by_label(re.compile("Mètres cubes d’eau potable")).fill("10")
    page.get_by_label(re.compile("Bâtiments de la commune qui pourraient")).fill("2500")
    page.get_by_label(re.compile("Eau potable utilisée")).fill("350000")
    page.get_by_role("button", name=said("Compute")).click()
    expect(page.get_by_role("region", name=said("With your numbers"))).to_contain_text("11 %")
