"""Each person of the demonstration comes in, sees what their role opens, and goes out; script off, then on."""

import pytest
from playwright.sync_api import Page, expect

from poucet.web.demonstration_people import PEOPLE
from tests.journeys.conftest import Watch
from tests.journeys.words import BOTH, NAMES, said

pytestmark = [pytest.mark.parametrize("script", BOTH, ids=NAMES.get)]
MANAGES = "technique@exemple.fr"


def come_in(page: Page, address: str, password: str) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name=said("Sign in")).click()
    page.get_by_label(said("E-mail address")).fill(address)
    page.get_by_label(said("Password"), exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name=said("Sign in")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("My account"))


@pytest.mark.parametrize(("address", "role"), [(address, role) for address, _name, role in PEOPLE])
def test_each_role_comes_in_and_sees_what_it_opens(
    page: Page, watch: Watch, demo_password: str, address: str, role: str | None
) -> None:
    come_in(page, address, demo_password)
    expect(page.get_by_role("main")).to_contain_text(address)
    people = page.get_by_role("link", name=said("People: who may come in, and as what"))
    if address == MANAGES:
        people.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(said("People"))
    else:
        expect(people).to_have_count(0)
        watch.expected_status = "404"
        answer = page.goto("/bureau/personnes")
        assert answer is not None
        assert answer.status == 404
    page.goto("/compte/sortir")
    page.get_by_role("main").get_by_role("button", name=said("Sign out")).click()
    expect(page.get_by_role("banner").get_by_role("link", name=said("Sign in"))).to_be_visible()
