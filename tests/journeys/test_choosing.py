"""A visitor narrows a list, sizes the stones by a facet, reads in English or in the dark."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.words import BOTH, NAMES, said

script_off_then_on = pytest.mark.parametrize("script", BOTH, ids=NAMES.get)


def shown_pebbles(page: Page) -> set[str]:
    links = page.locator("#pebbles a[href^='/caillou/']").all()
    return {link.get_attribute("href") or "" for link in links}


def counted(page: Page) -> int:
    found = re.match(r"\d+", page.get_by_role("status").inner_text())
    assert found
    return int(found.group())


@script_off_then_on
@pytest.mark.parametrize("name", ["theme", "pilier", "lieu", "annee"])
def test_list_of_pebbles_narrows_by_one_choice(page: Page, name: str, script: bool) -> None:
    page.goto("/cailloux")
    everything = counted(page)
    choice = page.locator(f"#id_{name} option").nth(1).get_attribute("value") or ""

    page.locator(f"#id_{name}").select_option(choice)
    if not script:
        page.get_by_role("button", name=said("Show")).click()

    expect(page).to_have_url(re.compile(rf"/cailloux\?.*\b{name}={re.escape(choice)}(&|$)"))
    expect(page.locator(f"#id_{name}")).to_have_value(choice)
    expect(page.get_by_role("status")).not_to_have_text(re.compile(rf"^{everything} "))
    assert 0 < len(shown_pebbles(page)) == counted(page) < everything


def test_with_script_only_the_list_changes_and_the_back_button_undoes_it(page: Page) -> None:
    page.goto("/cailloux")
    before = shown_pebbles(page)
    page.evaluate("document.body.dataset.kept = 'yes'")

    page.locator("#id_theme").select_option("energie")
    expect(page).to_have_url(re.compile("theme=energie"))
    narrowed = shown_pebbles(page)
    assert narrowed < before
    assert page.evaluate("document.body.dataset.kept") == "yes"

    page.go_back()
    expect(page).to_have_url(re.compile("/cailloux$"))
    expect(page.locator("#pebbles a[href^='/caillou/']").nth(len(narrowed) + 1)).to_be_attached()
    assert shown_pebbles(page) == before


@script_off_then_on
def test_impossible_choice_is_answered_with_a_sentence(page: Page) -> None:
    page.goto("/cailloux?theme=energie&annee=1901")
    expect(page.get_by_role("main")).to_contain_text(
        said("No pebble answers all of these choices at once. Take one of them away.")
    )


def drawn_widths(page: Page) -> dict[str, float]:
    """Give the width of each stone of the picture that is shown, by the address it leads to."""
    widths = {}
    for stone in page.locator("svg.path-picture:visible a.path-stone").all():
        box = stone.locator(".path-pebble").bounding_box()
        assert box
        widths[stone.get_attribute("href") or ""] = box["width"]
    return widths


@script_off_then_on
def test_facet_chosen_on_the_path_changes_the_size_of_the_stones(page: Page, script: bool) -> None:
    page.goto("/chemin")
    before = drawn_widths(page)
    assert max(before.values()) < 1.7 * min(before.values())

    page.locator("#id_facette").select_option("2")
    if not script:
        page.get_by_role("button", name=said("Show")).click()
    expect(page).to_have_url(re.compile(r"facette=2\b"))
    expect(page.locator("#walk table thead th")).to_have_count(6)  # the effect has its column

    after = drawn_widths(page)
    assert max(after.values()) > 1.7 * min(after.values())


def test_table_under_the_path_has_the_same_pebbles_as_the_picture(page: Page) -> None:
    page.goto("/chemin")
    picture = page.locator("svg.path-picture:visible")
    stones = {link.get_attribute("href") for link in picture.locator("a.path-stone").all()}
    gathered = sum(int(count) for count in picture.locator("a.path-cluster .path-count").all_inner_texts())
    rows = {link.get_attribute("href") for link in page.locator("#walk table tbody th a").all()}

    assert stones <= rows
    assert len(stones) + gathered == len(rows) == counted(page)


@script_off_then_on
def test_language_is_changed_without_leaving_the_page(page: Page, base_url: str) -> None:
    page.goto("/cailloux?theme=energie")
    expect(page.locator("html")).to_have_attribute("lang", "fr")

    page.get_by_role("button", name=re.compile("in English")).click()

    expect(page).to_have_url(f"{base_url}/cailloux?theme=energie")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pebbles")
    page.goto("/etoile")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name=re.compile("en français")).click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


@script_off_then_on
def test_dark_is_chosen_kept_and_undone_without_leaving_the_page(page: Page, base_url: str) -> None:
    page.goto("/caillou/21")
    light = background(page)

    for choice, theme in (("Dark", "dark"), ("Light", "light")):
        page.locator("summary", has_text=said("Light or dark")).click()
        page.get_by_role("button", name=said(choice), exact=True).click()
        expect(page).to_have_url(f"{base_url}/caillou/21")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        assert (background(page) == light) is (theme == "light")

    page.locator("summary", has_text=said("Light or dark")).click()
    page.get_by_role("button", name=said("As on my device")).click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile("."))
    page.emulate_media(color_scheme="dark")
    assert background(page) != light
