"""Everything can be reached and seen by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.words import BOTH, NAMES, said

# Where the focus is, and whether it shows: by an outline, or another mark that the element at rest does not have.
FOCUSED = """() => {
  const element = document.activeElement;
  const parts = [element, ...element.querySelectorAll('.path-pebble')];
  const look = () => {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
    const strokes = parts.map(part => getComputedStyle(part).strokeWidth + getComputedStyle(part).stroke);
    return [outlineStyle === 'none' ? 'none' : outlineWidth, boxShadow, ...strokes].join();
  };
  const marked = look();
  if (element.type === 'date') // focused again, it would start from its first part
    return [element.dataset.place, marked.startsWith('none') ? element.outerHTML.slice(0, 160) : ''];
  element.blur();
  const plain = look();
  element.focus({preventScroll: true});
  return [element.dataset.place, marked === plain ? element.outerHTML.slice(0, 160) : ''];
}"""
PARTS_OF_A_DATE = 4  # day, month, year, and the calendar that it opens
REACHABLE = """() => [
    ...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden]), [tabindex="0"]')]
  .filter(element => element.tabIndex >= 0 && element.checkVisibility({visibilityProperty: true}))
  .filter(element => !element.closest('details:not([open])') || element.tagName === 'SUMMARY')
  .map((element, place) => { element.dataset.place = place; return String(place); })"""


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
def test_first_stop_is_the_link_that_skips_the_menu(page: Page, script: bool) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=said("Skip to the content"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("address", ["/", "/chemin", "/cailloux", "/caillou/21", "/figures", "/registre"])
def test_every_link_is_reached_in_order_and_shows_that_it_is(page: Page, address: str) -> None:
    page.goto(address)
    wanted = page.evaluate(REACHABLE)
    reached, unmarked = [], []
    for _step in range(len(wanted) + PARTS_OF_A_DATE):
        page.keyboard.press("Tab")
        place, element = page.evaluate(FOCUSED)
        if place != wanted[-1] and reached[-1:] == [place]:
            continue  # the next part of the same date
        reached.append(place)
        if place == wanted[-1]:
            break
        unmarked += [element] if element else []

    assert reached == wanted
    assert unmarked == []


def test_stone_of_the_path_shows_its_name_when_the_keyboard_comes_to_it(page: Page, base_url: str) -> None:
    page.goto("/chemin")
    stone = (
        page.locator("svg.path-picture:visible a.path-stone").filter(has=page.locator(".path-plate")).first
    )
    plate = stone.locator(".path-plate")
    expect(plate).not_to_be_visible()

    page.locator("#id_etat").focus()
    for _step in range(80):
        page.keyboard.press("Tab")
        if stone.evaluate("element => element === document.activeElement"):
            break

    expect(stone).to_be_focused()
    expect(plate).to_be_visible()
    address = stone.get_attribute("href")
    name = plate.locator("text").first.text_content() or "?"
    assert name.split()[0] in (stone.get_attribute("aria-label") or "")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base_url}{address}")


def test_menu_of_a_phone_opens_and_leads_on_by_keyboard(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.locator("summary", has_text=said("Menu")).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base_url}/idees")
