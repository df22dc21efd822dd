"""A visitor reads a page as it was on a date, walks about that day, and comes back."""

import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Watch
from tests.journeys.words import BOTH, NAMES, said


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
def test_page_is_read_on_a_date_and_its_links_stay_there(page: Page, script: bool) -> None:
    when = localdate().isoformat()  # the demonstration was written today: no earlier day holds anything
    page.goto(f"/au/{when}/caillou/21")
    banner = page.get_by_role("complementary")
    expect(banner).to_contain_text(said("Come back to today"))

    page.locator("main a[href*='/lieu/']").first.click()
    expect(page).to_have_url(re.compile(rf"/au/{when}/lieu/\d+$"))
    expect(banner).to_be_visible()

    page.emulate_media(media="print")
    expect(banner).to_be_visible()
    page.emulate_media(media="screen")

    number = page.url.rpartition("/")[2]
    page.get_by_role("link", name=said("Come back to today")).click()
    expect(page).to_have_url(f"/lieu/{number}")
    expect(page.get_by_role("complementary")).to_have_count(0)


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
def test_date_before_the_house_is_told_kindly(page: Page, watch: Watch, script: bool) -> None:
    watch.expected_status = "404"
    page.goto("/caillou/21")
    page.get_by_label(said("See this page on another date")).fill("2013-03-01")
    page.get_by_role("button", name=said("Go to that day")).click()
    expect(page).to_have_url("/au/2013-03-01/caillou/21")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("This house had not opened yet"))
