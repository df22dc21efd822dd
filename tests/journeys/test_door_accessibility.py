"""Pages behind the door, judged by axe once something was typed, wrong first: phone and desktop."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.test_accessibility import HABITS, TOO_WIDE, judged
from tests.journeys.test_coming_in import MANAGES, come_in
from tests.journeys.words import said

ADDRESSES = (
    "/compte",
    "/compte/sessions",
    "/compte/adresse",
    "/compte/actes",
    "/compte/mes-actes",
    "/compte/second-facteur",
    "/compte/sortir",
    "/bureau/personnes",
    "/bureau/personne/1",
)


@pytest.fixture(autouse=True)
def watch() -> None:
    """Axe writes styles of its own, which the policy of the page rightly complains about."""


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_behind_the_door_have_no_fault(page: Page, demo_password: str) -> None:
    page.goto("/compte/entrer")
    page.get_by_label(said("E-mail address")).fill("agente@exemple.fr")
    page.get_by_label(said("Password"), exact=True).fill("pas le bon mot")
    page.get_by_role("main").get_by_role("button", name=said("Sign in")).click()
    faults = [*judged(page), *page.evaluate(HABITS)]
    come_in(page, MANAGES, demo_password)
    for address in ADDRESSES:
        page.goto(address)
        found = (*judged(page), *page.evaluate(HABITS), *page.evaluate(TOO_WIDE))
        faults += [f"{address}: {one}" for one in found]
    assert faults == []
