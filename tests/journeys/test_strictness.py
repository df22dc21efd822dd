"""What every answer owes: a strict content policy, and nothing from elsewhere (the watch sees to the latter)."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Watch
from tests.journeys.pages import kind_of
from tests.journeys.words import BOTH, NAMES, said

WITH_A_FORM = {"account_login", "account_signup", "account_request_login_code", "account_reset_password"}


def test_every_kind_of_page_comes_with_the_strict_policy_and_unbroken(page: Page, pages: list[str]) -> None:
    for address in pages:
        answer = page.goto(address)
        assert answer
        assert (address, answer.status) == (address, 200)
        policy = answer.header_value("content-security-policy") or ""
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.header_value("x-content-type-options") == "nosniff"
        asked_to_keep = answer.header_value("set-cookie") or ""
        assert asked_to_keep == "" or (
            kind_of(address) in WITH_A_FORM and asked_to_keep.startswith("csrftoken=")
        )


@pytest.mark.parametrize("script", BOTH, ids=NAMES.get)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_missing_page_speaks_in_the_voice_of_the_house(
    page: Page, base_url: str, watch: Watch, language: str, script: bool
) -> None:
    watch.expected_status = "404"
    page.context.add_cookies([{"name": "langue", "value": language, "url": base_url}])
    for address in ("/nulle-part", "/caillou/99999", "/mot/nulle-part", "/fil/caillou/99999"):
        answer = page.goto(address)
        assert answer
        assert answer.status == 404
        expect(page.locator("html")).to_have_attribute("lang", language)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(said("This page cannot be found", language))

    page.get_by_role("main").get_by_role("link", name=said("Follow the Path", language)).click()
    expect(page).to_have_url(f"{base_url}/chemin")
