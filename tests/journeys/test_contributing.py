"""From an idea to its answer: a resident by keyboard alone, a clerk, an elected member; script off, then on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_coming_in import come_in
from tests.journeys.words import BOTH, NAMES, said
from tests.letters import Box

AGENT, ELECTED = "agente@exemple.fr", "elu@exemple.fr"
# A window of 1,280 pixels seen at 400 %.
ZOOMED = {"width": 320, "height": 256}
A_HAND = 3_200  # milliseconds: what is typed faster is taken for a machine's
MOST_STOPS = 80
LABEL = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0];
  return (label ? label.textContent : element.textContent || '').trim().replace(/\\s+/g, ' ');
}"""
REASON = "Nous sommes allés voir le lieu avec deux voisins : voici pourquoi nous disons cela."


def tab_to(page: Page, words: str) -> None:
    """Go from stop to stop with the keyboard until the one that is called so."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(LABEL).startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach: {words}")


def type_into(page: Page, key: str, text: str) -> None:
    tab_to(page, said(key))
    page.keyboard.type(text)


def enter(page: Page, key: str) -> None:
    tab_to(page, said(key))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
@pytest.mark.parametrize("screen", [PHONE, ZOOMED], ids=["phone", "400 %"])
@pytest.mark.usefixtures("unhurried")
def test_resident_proposes_by_keyboard_in_three_screens_without_an_account(
    page: Page, letters: Box, script: bool, screen: dict[str, int]
) -> None:
    title = f"Un four à pain {'avec' if script else 'sans'} script, {screen['width']}"
    address = f"rose{screen['width']}{script}@exemple.fr"
    page.goto("/demarche/901/proposer")
    type_into(page, "Your idea in one sentence", title)
    type_into(page, "Tell it", "Avec les voisins de la rue.")
    enter(page, "Continue")
    expect(page.get_by_role("main")).to_contain_text("2")
    enter(page, "Continue")
    expect(page.get_by_role("main")).to_contain_text("Avec les voisins de la rue.")
    type_into(page, "Your e-mail address", address)
    page.wait_for_timeout(A_HAND)
    enter(page, "Publish my idea")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("One last thing: your code"))
    tab_to(page, said("The code that you received"))
    page.keyboard.type(letters.code(address))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title.replace(" :", "\u00a0:"))
    expect(page.get_by_role("main")).to_contain_text(said("No answer yet."))
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    assert not [cookie for cookie in page.context.cookies() if cookie.get("name") == "seance"]


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
@pytest.mark.parametrize("who", [AGENT, ELECTED], ids=["clerk", "elected"])
def test_clerk_and_elected_member_answer_and_everybody_reads_it(
    page: Page, demo_password: str, script: bool, who: str
) -> None:
    come_in(page, who, demo_password)
    page.goto("/idee/901")
    page.get_by_role("link", name=said("Answer this idea")).click()
    page.get_by_label(re.compile(f"^{re.escape(said('Where the idea stands'))}")).select_option("studied")
    page.get_by_label(re.compile(f"^{re.escape(said('Why'))}")).fill(f"{REASON} ({who}, {script})")
    page.get_by_label(re.compile(f"^{re.escape(said('Next news on'))}")).fill("2031-01-15")
    page.get_by_role("button", name=said("Publish the answer")).click()
    expect(page.get_by_role("status")).to_contain_text(said("Your answer is published."))
    page.context.clear_cookies()
    page.goto("/idee/901")
    expect(page.get_by_role("main")).to_contain_text(f"({who}, {script})")


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
def test_what_was_written_on_paper_is_typed_in_and_has_the_same_page(
    page: Page, demo_password: str, script: bool
) -> None:
    page.goto("/demarche/901/papier")
    asked = page.get_by_role("heading", level=2).all_text_contents()
    come_in(page, AGENT, demo_password)
    page.goto("/bureau/demarche/901/idee")
    labels = {text.split("(")[0].strip() for text in page.locator("main label").all_text_contents()}
    assert {question for question in asked if question != said("How to reach you")} <= labels
    title = f"Une mare, sur papier {script}"
    page.get_by_label(re.compile(f"^{re.escape(said('Your idea in one sentence'))}")).fill(title)
    page.get_by_label(re.compile(f"^{re.escape(said('Tell it'))}")).fill("Derrière l’école.")
    page.get_by_role("button", name=said("Publish"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("main")).to_contain_text("sur papier")


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
@pytest.mark.usefixtures("unhurried")
def test_resident_says_that_they_come_and_gives_their_place_back(
    page: Page, letters: Box, script: bool
) -> None:
    address = f"venir{script}@exemple.fr"
    page.goto("/rencontre/902")
    page.get_by_role("link", name=said("Say that I come")).click()
    page.get_by_label(re.compile(f"^{re.escape(said('Your e-mail address'))}")).fill(address)
    page.wait_for_timeout(A_HAND)
    page.get_by_role("button", name=said("Say that I come")).click()
    page.get_by_label(said("The code that you received")).fill(letters.code(address))
    page.get_by_role("button", name=said("Confirm")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Your place is kept"))
    page.get_by_role("button", name=said("I do not come any more")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        said("Thank you: your place goes to somebody else")
    )
