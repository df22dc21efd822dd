"""The feeds: valid Atom, permanent identifiers, examples that say so."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from poucet.contribute.operations import Step, reply
from poucet.town.writing import Signature, withdraw
from poucet.web.feeds.sources import MOST
from tests.factories import SIGNED, a_commune, a_pebble, a_person
from tests.factories.agreements import an_agreement
from tests.factories.ideas import REASON, a_proposal
from tests.factories.sharing import a_need, a_share, an_offer
from tests.markup import parse

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4287, 4.1.1 and 4.1.2: what must be there once, and what may be there.
ONCE = {"feed": {"id", "title", "updated"}, "entry": {"id", "title", "updated"}}
MAY = {
    "feed": {
        "author",
        "category",
        "contributor",
        "generator",
        "icon",
        "link",
        "logo",
        "rights",
        "subtitle",
        "entry",
    },
    "entry": {
        "author",
        "category",
        "content",
        "contributor",
        "link",
        "published",
        "rights",
        "source",
        "summary",
    },
}


def feed(client, address: str = "/cailloux.atom") -> ET.Element:
    """Give the feed, held to the structure of RFC 4287."""
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(response.content)  # noqa: S314 -- written by us
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        check(element)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None  # it stands for every entry
    return root


def check(element: ET.Element) -> None:
    kind = element.tag.removeprefix(ATOM)
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert all(names.count(name) == 1 for name in ONCE[kind]), names
    assert set(names) <= ONCE[kind] | MAY[kind]
    assert all(element.findtext(f"{ATOM}{name}") for name in ONCE[kind])
    for name in ("updated", "published"):
        for child in element.findall(f"{ATOM}{name}"):
            assert datetime.strptime(child.text or "", "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    assert len(alternates) == 1
    assert alternates[0].get("href", "").startswith("http://testserver/")
    assert (element.findtext(f"{ATOM}id") or "").startswith("tag:")


def titles(root: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def test_feed_tells_the_newest_first_with_identifiers_that_last(client):
    a_commune(name="Exempleville")
    a_pebble(number=4, name="Le premier")
    later = Signature(by="tests", at=datetime(2026, 2, 1, tzinfo=UTC))
    again = a_pebble(number=5, name="Le second")
    withdraw(again, signed=later)
    root = feed(client)
    assert titles(root) == ["Le premier"]
    assert root.findtext(f"{ATOM}title") == "Les cailloux de Exempleville"
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == "tag:testserver,2026:caillou/4"
    assert entry.findtext(f"{ATOM}updated") == "2026-01-05T09:30:00Z"


def test_identifier_bears_the_public_name_of_the_site(client, settings):
    settings.ALLOWED_HOSTS = ["localhost", "poucet.example", "testserver"]
    a_pebble(number=4)
    assert feed(client).findtext(f"{ATOM}entry/{ATOM}id") == "tag:poucet.example,2026:caillou/4"


def test_example_says_so_in_its_title(client):
    a_commune()
    a_pebble(name="Un rêve", example=True)
    assert titles(feed(client)) == ["Un rêve (exemple)"]
    assert titles(feed(client, "/cailloux.atom?lang=en")) == ["Un rêve (example)"]


def test_empty_feed_is_valid_and_long_one_is_bounded(client):
    assert titles(feed(client)) == []
    for _time in range(MOST + 5):
        a_pebble()
    assert len(titles(feed(client))) == MOST


def test_hostile_title_travels_inert(client):
    hostile = "<script>alert(1)</script> ]]> & \x07 \ud83d\ude00".encode("utf-16", "surrogatepass").decode(
        "utf-16"
    )
    a_pebble(name=hostile, deed=hostile)
    (title,) = titles(feed(client))
    assert title == hostile.replace("\x07", "")


def test_feed_is_announced_and_answers_not_modified(client):
    a_commune()
    a_pebble()
    page = parse(client.get("/cailloux").content.decode())
    (announced,) = [
        link for link in page.all("link") if link.attributes.get("type") == "application/atom+xml"
    ]
    assert announced.attributes["href"] == "/cailloux.atom"
    assert "/cailloux.atom" in {link.attributes["href"] for link in page.all("a")}
    first = client.get("/cailloux.atom")
    assert client.get("/cailloux.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get("/cailloux.atom?lang=en").headers["ETag"] != first.headers["ETag"]
    client.cookies["langue"] = "en"
    assert client.get("/cailloux.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_ideas_answers_and_what_is_late_are_told_of_one_call_or_of_all(client) -> None:
    a_commune()
    mine, other = a_proposal(name="Un banc"), a_proposal(name="Un four")
    reply(
        other,
        Step(state="not_kept", reason=REASON, role="agent", service="", next_on=None),
        signed=SIGNED,
    )
    call = mine.call.number
    assert set(titles(feed(client, "/idees.atom"))) == {"Un banc", "Un four"}
    assert titles(feed(client, f"/idees.atom?demarche={call}")) == ["Un banc"]
    assert titles(feed(client, "/reponses.atom")) == ["Non retenue\xa0: Un four"]
    assert titles(feed(client, f"/reponses.atom?demarche={call}")) == []
    assert titles(feed(client, "/retards.atom")) == ["Un banc"]  # the tests' acts are of last winter
    (link,) = [one.get("href") for one in feed(client, "/reponses.atom").findall(f"{ATOM}entry/{ATOM}link")]
    page, _hash, anchor = (link or "").removeprefix("http://testserver").partition("#")
    assert f'id="{anchor}"' in client.get(page).content.decode()


def test_agreements_have_a_feed_and_the_register_has_none(client) -> None:
    an_agreement(name="Les jardinières")
    assert titles(feed(client, "/accords.atom")) == ["Les jardinières"]
    assert client.get("/registre.atom").status_code == 404


def test_offers_and_needs_have_a_feed_that_names_nobody(client) -> None:
    a_commune()
    taker = a_person(name="Odile Exemple", shows_name=True)
    an_offer(a_person(name="Lucie Exemple"), name="Deux heures de couture")
    a_share(a_need(name="Planter la haie", example=True), taker, name="Odile Exemple")
    gone = a_need(name="Retiré")
    withdraw(gone, signed=SIGNED)
    root = feed(client, "/entraide.atom?lang=en")
    assert titles(root) == ["Planter la haie (example)", "Deux heures de couture"]
    terms = [
        [one.get("term") for one in entry.findall(f"{ATOM}category")]
        for entry in root.findall(f"{ATOM}entry")
    ]
    assert terms == [["need", "time"], ["offer", "skill"]]
    assert root.findtext(f"{ATOM}entry/{ATOM}summary") == "Une matinée de plantation."
    told = client.get("/entraide.atom").content.decode()
    assert [name for name in ("Odile", "Lucie", taker.account.email) if name in told] == []


def test_feed_of_offers_and_needs_is_announced_by_their_page(client) -> None:
    a_commune()
    page = parse(client.get("/entraide").content.decode())
    announced = {
        link.attributes["href"]
        for link in page.all("link")
        if link.attributes.get("type") == "application/atom+xml"
    }
    assert announced == {"/cailloux.atom", "/entraide.atom"}
    assert "/entraide.atom" in {link.attributes["href"] for link in page.all("a")}
    assert "/entraide.atom" in {
        link.attributes["href"] for link in parse(client.get("/donnees").content.decode()).all("a")
    }
