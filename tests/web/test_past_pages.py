"""Every page of a day can be read again, byte for byte, whatever was changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, get_script_prefix, set_script_prefix
from django.utils.timezone import localdate

from poucet.town.clock import stopped_on
from poucet.town.past import is_offered, kept_models
from poucet.town.past.kept import conditions
from tests.factories import a_commune, a_place
from tests.journeys.pages import kind_of, links_in, names_under
from tests.markup import parse
from tests.reading import MOST_QUERIES
from tests.town.history import day, on
from tests.web.a_town_that_changes import DAYS

pytestmark = pytest.mark.django_db

BANNER = re.compile(r'\n<aside class="past-banner".*?</aside>\n', re.DOTALL)
DATE_FORM = re.compile(r'<form class="other-date.*?</form>', re.DOTALL)
FILES = ("/fil.csv", "/fil.jsonld")
Pages = dict[str, bytes]
# Where a page of the past leads back to today: another date, the door, and copies of the whole.
PRESENT = (
    "/entraide/proposer",
    "/au?",
    "/compte/entrer",
    "/recherche",
    "/donnees",
    "/cailloux.atom",
    "/idees.atom",
    "/reponses.atom",
    "/retards.atom",
    "/entraide.atom",
    "/idees/proposer",
    "/accord/demande",
    "/moderation",
    "/signaler/",
    "/rencontres.ics",
)


def pages_of(client: Client, *, under: str = "") -> Pages:
    """Read every page that home leads to, and the files."""
    read, waiting = {}, ["/", *FILES]
    while waiting:
        address = waiting.pop()
        if address in read or (not is_offered(kind_of(address)) and address not in FILES):
            continue
        answer = client.get(under + address)
        assert answer.status_code == 200, under + address
        read[address] = answer.content
        if address not in FILES:
            links = (link.removeprefix(under) for link in links_in(answer.content.decode()))
            waiting += [link for link in links if "cadre=" not in link]  # one may zoom into a map without end
    return read


def as_today(content: bytes, when: date) -> str:
    """Take away all by which a page of the past may differ from the page that it was."""
    text = DATE_FORM.sub("", BANNER.sub("", content.decode(), count=1))
    return text.replace(f"/au/{when.isoformat()}/", "/").replace(f"au/{when.isoformat()}/", "")


def live_through(client: Client) -> Iterator[tuple[date, Pages]]:
    """Live the five days, and give the pages as they are each evening."""
    for place, happens in enumerate(DAYS):
        when = day(place)
        with on(when) as signed:
            happens(signed)
        with stopped_on(when):
            yield when, pages_of(client)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_every_day_is_read_again_byte_for_byte(client, language):
    client.cookies["langue"] = language
    evenings = dict(live_through(client))
    assert all(len(pages) > 15 for pages in evenings.values())
    for when, pages in evenings.items():
        for address, content in pages.items():
            again = client.get(f"/au/{when.isoformat()}{address}")
            assert again.status_code == 200, (when, address)
            assert as_today(again.content, when) == as_today(content, when), (when, address)


def test_page_of_the_past_says_so_and_keeps_its_reader_there(client):
    first, pages = next(live_through(client))
    under = f"/au/{first.isoformat()}"
    client.cookies["langue"] = "en"
    for address in (address for address in pages if address not in FILES):
        page = parse(client.get(under + address).content.decode())
        (banner,) = (one for one in page.all("aside") if one.attributes.get("class") == "past-banner")
        assert "5 January 2026" in banner.text
        for link in page.all("a"):
            href = link.attributes["href"]
            if link.closest("aside") is banner:
                assert href == address
            elif href.startswith("/") and href != "/au" and not href.startswith(PRESENT):
                assert href.startswith(f"{under}/"), (address, href)


def test_reading_a_page_of_the_past_asks_no_more_than_reading_today_s(client):
    first, pages = next(live_through(client))
    views = len(kept_models()) + len(conditions())
    around = set()
    for address in pages:
        for_today, for_then = asked_by(client, address), asked_by(client, f"/au/{first.isoformat()}{address}")
        assert len(for_today) <= MOST_QUERIES
        around.add(len(for_then) - len(for_today))
    assert len(around) == 1, "what it takes to go back must not depend on the page"
    assert around.pop() <= 2 * views + 10


def asked_by(client: Client, address: str) -> list[str]:
    reset_queries()  # the log keeps only so many
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return [query["sql"] for query in asked]


def test_every_page_has_a_past_or_is_refused_one_on_purpose(client):
    refused = {name for name in names_under(get_resolver()) if not is_offered(name)}
    assert {name for name in refused if not name.startswith("api-")} == {
        *("at-date", "language", "theme", "media", "robots", "schema"),
        # Copies of the whole are taken today; what they say of a day is in their own dates.
        *(
            "open-data",
            "dictionary",
            "dictionary-csv",
            "data-package",
            "dossier-zip",
            "open-data-file",
            "grants-csv",
        ),
        "feed",
        *("meetings-ics", "meeting-ics"),  # calendars follow what is, and what is to come
        "search",
        # What one does is done today.
        *("propose", "call-propose", "call-paper", "agreement-paper", "agreement-sign", "agreement-check"),
        *("agreement-text", "agreement-pdf", "agreement-odt", "agreement-request"),
        *("meeting-register", "meeting-registration", "meeting-paper"),
        *("proposal-comment", "proposal-comment-paper", "point-at"),
        # What moderation keeps of people goes after six months; its log has its own months.
        *("moderation", "moderation-csv", "moderation-follow", "moderation-again"),
        *("offer", "offer-paper", "posting-take", "posting-paper"),
        *("text-suggest", "text-suggest-paper"),
    }


@pytest.fixture
def house():
    with on(day(0)):
        a_commune()
        a_place(key="halle", number=1, name="La halle")
    with on(day(2)):
        a_place(key="champ", number=2, name="Le champ")


@pytest.mark.usefixtures("house")
class TestAddresses:
    @pytest.mark.parametrize(
        "written", ["2026-02-30", "2026-1-5", "hier", "20260105", "٢٠٢٦-٠١-٠٥", "0000-00-00", "%00"]
    )
    def test_date_that_is_none_is_not_found(self, client, written):
        answer = client.get(f"/au/{written}/lieux", {"lang": "en"})
        assert answer.status_code == 404
        assert "the date of no day" in answer.content.decode()

    def test_day_before_the_house_says_when_it_opened(self, client):
        answer = client.get("/au/2020-03-01/lieux", {"lang": "en"})
        assert answer.status_code == 404
        assert "5 January 2026" in answer.content.decode()

    def test_day_to_come_is_today(self, client):
        answer = client.get("/au/9999-12-31/lieux?genre=site")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/lieux?genre=site")

    def test_today_may_be_read_as_a_day(self, client):
        answer = client.get(f"/au/{localdate().isoformat()}/lieux")
        assert "Le champ" in answer.content.decode()

    def test_thing_of_a_later_day_is_not_found(self, client):
        assert client.get("/lieu/2").status_code == 200
        assert client.get(f"/au/{day(1)}/lieu/2").status_code == 404
        assert client.get(f"/au/{day(1)}/lieu/1").status_code == 200
        assert client.get(f"/au/{day(1)}/nulle-part").status_code == 404

    @pytest.mark.parametrize(
        "address", ["/langue", "/robots.txt", "/au", "/schemas/commune.schema.json", "/media/a.png"]
    )
    def test_what_has_no_past_is_not_offered_there(self, client, address):
        answer = client.get(f"/au/{day(0)}{address}", {"lang": "en"})
        assert answer.status_code == 404
        assert "not kept day by day" in answer.content.decode()

    def test_day_within_a_day_is_no_address(self, client):
        assert client.get(f"/au/{day(0)}/au/{day(1)}/lieux").status_code == 404

    @pytest.mark.parametrize("verb", ["post", "put", "delete", "patch"])
    def test_nothing_is_sent_to_the_past(self, client, verb):
        assert getattr(client, verb)(f"/au/{day(0)}/lieux").status_code == 405
        assert getattr(client, verb)(f"/au/{day(0)}/langue").status_code == 405

    def test_head_is_answered(self, client):
        assert client.head(f"/au/{day(0)}/lieux").status_code == 200

    def test_day_alone_is_its_home(self, client):
        assert client.get(f"/au/{day(0)}").headers["Location"] == f"/au/{day(0)}/"

    def test_robots_are_sent_to_the_page_of_today(self, client):
        answer = client.get(f"/au/{day(0)}/lieux?genre=building")
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Link"] == '<http://testserver/lieux?genre=building>; rel="canonical"'
        assert "Disallow: /au/" in client.get("/robots.txt").content.decode()

    def test_site_under_a_prefix_stays_under_it(self):
        set_script_prefix("/commune/")  # as the server does
        try:
            answer = Client(SCRIPT_NAME="/commune").get(f"/au/{day(0)}/lieux")
            assert get_script_prefix() == "/commune/"
        finally:
            set_script_prefix("/")
        assert answer.status_code == 200
        assert f'href="/commune/au/{day(0)}/lieu/1"' in answer.content.decode()
        assert 'action="/commune/au"' in answer.content.decode()

    def test_present_is_as_before_after_a_page_of_the_past(self, client):
        before = client.get("/lieux").content
        client.get(f"/au/{day(0)}/lieux")
        client.get(f"/au/{day(0)}/lieu/2")
        assert client.get("/lieux").content == before


@pytest.mark.usefixtures("house")
class TestForm:
    def test_date_chosen_leads_to_the_same_page_on_that_day(self, client):
        page = parse(client.get("/lieux?genre=building").content.decode())
        (form,) = (one for one in page.all("form") if one.attributes.get("action") == "/au")
        (asked,) = (one.attributes["value"] for one in form.all("input") if one.attributes["name"] == "page")
        answer = client.get("/au", {"date": "2026-01-05", "page": asked})
        assert answer.headers["Location"] == "/au/2026-01-05/lieux?genre=building"

    @pytest.mark.parametrize("written", ["05/01/2026", "5.1.2026", " 2026-01-05 "])
    def test_date_may_be_typed_in_the_french_way(self, client, written):
        answer = client.get("/au", {"date": written, "page": "/lieux"})
        assert answer.headers["Location"] == "/au/2026-01-05/lieux"

    def test_today_and_later_lead_to_the_page_of_today(self, client):
        for when in (localdate(), localdate() + timedelta(days=9)):
            answer = client.get("/au", {"date": when.isoformat(), "page": "/lieux"})
            assert answer.headers["Location"] == "/lieux"

    @pytest.mark.parametrize(
        "page",
        [
            "//ailleurs.example/",
            "https://ailleurs.example/",
            "/\\ailleurs.example",
            "lieux",
            "",
            "/langue",
            "\r\n/lieux",
        ],
    )
    @pytest.mark.parametrize("when", ["2026-01-05", "9999-01-01"])
    def test_form_never_leads_elsewhere(self, client, page, when):
        answer = client.get("/au", {"date": when, "page": page})
        assert answer.headers["Location"] in {"/", "/au/2026-01-05/"}

    def test_date_that_is_none_is_asked_again(self, client):
        answer = client.get("/au", {"date": "<hier>", "page": "/lieux", "lang": "en"})
        assert answer.status_code == 404
        said = answer.content.decode()
        assert "“&lt;hier&gt;” is no date" in said
        assert 'value="/lieux"' in said

    def test_form_on_a_page_of_the_past_keeps_the_page_and_the_day(self, client):
        said = client.get(f"/au/{day(0)}/lieux").content.decode()
        assert 'name="page" value="/lieux"' in said
        assert 'value="2026-01-05"' in said
