"""A clerk's Monday: write, see, publish, correct, settle, withdraw; script off, then on; judged after each gesture."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Watch
from tests.journeys.test_accessibility import HABITS, TOO_WIDE, judged
from tests.journeys.test_coming_in import come_in
from tests.journeys.words import BOTH, NAMES, said

AGENT = "agente@exemple.fr"


def press(page: Page, key: str) -> None:
    """Press the last button of that name: the first one only keeps the draft."""
    page.get_by_role("main").get_by_role("button", name=said(key), exact=True).last.click()


def fill(page: Page, key: str, text: str) -> None:
    page.get_by_label(re.compile(f"^{re.escape(said(key))}")).first.fill(text)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def write_a_story(page: Page, title: str) -> None:
    page.goto("/bureau")
    page.get_by_role("main").get_by_role("link", name=said("Write a story")).click()
    fill(page, "Title", title)
    fill(page, "What was done", "On a planté un tilleul.")
    fill(page, "When", "18/03/2026")
    fill(page, "Told by", "une voisine (exemple)")


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_clerk_writes_sees_publishes_corrects_and_withdraws(
    page: Page, watch: Watch, demo_password: str, script: bool, screen: dict[str, int]
) -> None:
    title = f"Le tilleul {'avec' if script else 'sans'} script {screen['width']}"
    come_in(page, AGENT, demo_password)
    write_a_story(page, title)
    press(page, "Keep the draft")
    expect(page.get_by_role("status")).to_contain_text(
        said("The draft is kept. Nobody sees it but the desk.")
    )
    press(page, "Preview")
    expect(page.get_by_text(said("Preview: nothing of this is published."))).to_be_visible()
    heading(page, title)
    page.get_by_role("link", name=said("Back to the draft")).click()
    press(page, "Publish")
    expect(page.get_by_role("status")).to_contain_text(said("It is published: everybody can read it."))
    address = page.url

    page.get_by_role("link", name=said("Revise or withdraw this")).click()
    press(page, "Revise")
    fill(page, "Where it leads", "De l’ombre pour les enfants.")
    press(page, "Publish")
    expect(page).to_have_url(address)
    expect(page.get_by_role("main")).to_contain_text("De l’ombre pour les enfants.")

    page.get_by_role("link", name=said("Revise or withdraw this")).click()
    page.get_by_role("link", name=said("Withdraw it…")).click()
    fill(page, "Why withdraw it?", "Écrit pour essayer.")
    watch.expected_status = "410"
    press(page, "Withdraw")
    expect(page).to_have_url(address)
    expect(page.get_by_role("main")).to_contain_text("Écrit pour essayer.")
    expect(page.get_by_role("main")).to_contain_text("Camille")
    page.goto("/recits")
    expect(page.get_by_role("main")).not_to_contain_text(title)


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
def test_clerk_adds_a_source_and_lines_without_losing_a_word(
    page: Page, demo_password: str, script: bool
) -> None:
    come_in(page, AGENT, demo_password)
    page.goto("/bureau/caillou/nouveau")
    fill(page, "Title", f"Le banc {script}")
    page.get_by_role("textbox", name=said("What was done"), exact=True).fill("Un banc de bois.")
    press(page, "Add a source that is not in the list")
    name = f"Note de la mairie {script}"
    fill(page, "Title", name)
    fill(page, "Year", "inconnue")
    press(page, "Publish")
    expect(page.locator("#id_source option:checked")).to_have_text(name)
    expect(page.get_by_role("textbox", name=said("What was done"), exact=True)).to_have_value(
        "Un banc de bois."
    )
    page.locator("button[value=more-makers]").click()
    page.locator("#id_makers-0-name").fill("les menuisiers")
    page.locator("button[value=more-makers]").click()
    expect(page.get_by_text("les menuisiers")).to_be_visible()
    expect(page.locator("#id_makers-1-name")).to_be_visible()
    page.get_by_role("link", name=said("Drop this draft")).click()
    press(page, "Drop it")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Today"))


def test_clerk_writes_by_keyboard_alone(page: Page, demo_password: str) -> None:
    come_in(page, AGENT, demo_password)
    page.goto("/bureau/source/nouveau")
    page.locator("#id_name").focus()
    page.keyboard.type("Au clavier")
    page.keyboard.press("Enter")  # keeps, and never publishes
    expect(page.get_by_role("status")).to_contain_text(
        said("The draft is kept. Nobody sees it but the desk.")
    )
    page.goto(f"{page.url}/jeter")
    page.keyboard.press("Tab")
    press(page, "Drop it")


class TestAudit:
    """The audit tries inline styles of its own, which the policy refuses and the console tells: no watch here."""

    @pytest.fixture(autouse=True)
    def watch(self) -> None:
        return None

    @pytest.mark.parametrize(
        ("scheme", "screen"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop-light", "phone-dark"]
    )
    def test_desk_has_no_fault_whatever_was_done(  # noqa: PLR0915 -- one Monday, from its first gesture to its last
        self, page: Page, demo_password: str, scheme: str, screen: dict[str, int]
    ) -> None:
        page.context.set_default_timeout(15_000)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found: dict[str, list[str]] = {}

        def judge(moment: str) -> None:
            faults = [*judged(page), *page.evaluate(HABITS), *page.evaluate(TOO_WIDE)]
            if faults:
                found[moment] = faults

        come_in(page, AGENT, demo_password)
        page.goto("/bureau/caillou/nouveau")
        judge("a blank sheet")
        fill(page, "Title", f"Essai {scheme} {screen['width']}")
        press(page, "Publish")
        expect(page.get_by_role("alert")).to_be_visible()
        judge("what is to be mended")
        page.get_by_role("link", name=said("Drop this draft")).click()
        judge("dropping")
        press(page, "Drop it")
        for word in ("figure", "source", "facette", "recit"):
            page.goto(f"/bureau/{word}/nouveau")
            judge(word)

        page.goto("/bureau/caillou/903")
        judge("a thing at the desk")
        press(page, "Revise")
        judge("a sheet that is full")
        draft, window = page.url, page.context.new_page()
        window.goto(draft)
        fill(window, "Note", f"Première fenêtre {scheme} {screen['width']}")
        window.locator("button[value=keep]").last.click()
        fill(page, "Note", f"Seconde fenêtre {scheme} {screen['width']}")
        press(page, "Keep the draft")
        second = page.url
        assert second != draft
        window.goto(draft)
        window.locator("button[value=publish]").click()
        window.close()
        page.bring_to_front()  # what lies behind may be drawn by no browser
        page.goto("/bureau")
        judge("today, with a draft overtaken")
        page.goto(second)
        press(page, "Publish")
        heading(page, said("Two versions to settle"))
        judge("two versions")
        press(page, "Settle, and go back to my draft")
        judge("two versions, none chosen")
        page.get_by_label(said("What you wrote")).check()
        press(page, "Settle, and go back to my draft")
        press(page, "Preview")
        judge("a preview")
        page.get_by_role("link", name=said("Back to the draft")).click()
        press(page, "Publish")
        page.goto("/bureau/caillou/903/retirer")
        press(page, "Withdraw")
        judge("a withdrawal without its reason")
        assert not found, "\n".join(f"{moment}: {faults}" for moment, faults in found.items())
