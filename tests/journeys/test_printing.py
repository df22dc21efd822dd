"""What is meant for paper fits its paper."""

import re

import pytest
from playwright.sync_api import Page


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("number", [21, 31, 903])
def test_story_of_a_pebble_is_one_sheet_of_paper(page: Page, number: int) -> None:
    page.goto(f"/caillou/{number}/recit")
    assert sheets(page.pdf(format="A4", prefer_css_page_size=True)) == 1


def test_path_prints_without_menus_and_with_its_picture(page: Page) -> None:
    page.goto("/chemin")
    page.emulate_media(media="print")
    assert not page.get_by_role("banner").locator("nav").first.is_visible()
    assert not page.locator("form.filters").is_visible()
    picture = page.locator("svg.path-picture:visible").bounding_box()
    assert picture
    assert picture["width"] > 300
