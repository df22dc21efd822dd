"""One's own acts on one page: every room's, the newest first, nothing of others, in a constant number of queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from poucet.contribute.agreements.requesting import Request, ask
from poucet.contribute.meetings.registering import Party, register_party
from poucet.contribute.operations import support
from poucet.contribute.sharing.operations import Taking, close_posting, step_back, take
from poucet.town.people.doings import done_by, in_words
from poucet.town.people.roles import Role
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_person
from tests.factories.agreements import an_agreement, sign
from tests.factories.comments import a_comment
from tests.factories.ideas import a_proposal
from tests.factories.meetings import EVENING, a_meeting
from tests.factories.moderation import a_report, hidden
from tests.factories.sharing import a_need, an_offer
from tests.web.accounts.conftest import text_of

pytestmark = pytest.mark.django_db
PAGE = "/compte/actes"


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.SECOND_FACTOR = False


def page_of(person, question: str = "") -> str:
    client = Client()
    client.force_login(person.account)
    client.cookies["langue"] = "en"
    return text_of(client.get(f"{PAGE}{question}"))


def later(hours: int) -> Signature:
    return Signature(SIGNED.by, SIGNED.at + timedelta(hours=hours))


def take_part(person, tag: str = "") -> None:
    """Do once all that a resident may do."""
    a_proposal(person=person, name=f"Mon idée{tag}", signed=later(0))
    theirs = a_proposal(name=f"Leur idée{tag}")
    support(theirs, person=person, signed=later(1))
    said = a_comment(proposal=theirs, person=person, text=f"Ma remarque{tag}", signed=later(2))
    register_party(a_meeting(name=f"La veillée{tag}"), Party(person=person), signed=later(3))
    take(a_need(name=f"Des bras{tag}"), Taking(person=person), signed=later(4))
    an_offer(person=person, name=f"Ma brouette{tag}")
    request = Request(name=f"Le verger{tag}", purpose="Planter.", party="la rue des Lilas")
    ask(request, by=person, signed=later(5))
    a_report(said, person=person)


SAID = (
    "You proposed an idea",
    "You supported an idea",
    "You wrote a comment",
    "You said that you come to a meeting",
    "You took a share",
    "You made an offer",
    "You asked for an agreement",
    "You pointed at something",
)


def test_page_lists_all_that_one_did_and_where_it_stands():
    person = a_person()
    take_part(person)
    page = page_of(person)
    assert [page.count(said) for said in SAID] == [1] * len(SAID)
    with override("en"):
        done = {one.said: (one.thing and one.thing.name, one.state) for one in in_words(done_by(person))}
    assert len(done) == len(SAID)
    assert done["You supported an idea"] == ("Leur idée", "received")
    assert done["You wrote a comment"] == ("Ma remarque", "published")
    assert done["You said that you come to a meeting"] == ("La veillée", "you have a seat")
    assert done["You took a share"] == ("Des bras", "confirmed")
    assert done["You made an offer"] == ("Ma brouette", "open")
    assert done["You asked for an agreement"] == ("Le verger", "idea")
    assert done["You pointed at something"] == ("Ma remarque", "to be decided")


def test_acts_come_newest_first():
    person = a_person()
    idea = a_proposal()
    a_comment(proposal=idea, person=person, text="La seconde", signed=later(3))
    a_comment(proposal=idea, person=person, text="La première", signed=later(2))
    support(idea, person=person, signed=later(4))
    assert [one.thing.name for one in in_words(done_by(person))] == [idea.name, "La seconde", "La première"]


def test_states_follow_what_happened():
    person, other = a_person(), a_person()
    offer, need = an_offer(person=person), a_need()
    share = take(need, Taking(person=person), signed=SIGNED)
    full = a_meeting(capacity=1, starts_at=EVENING)
    register_party(full, Party(person=other), signed=SIGNED)
    register_party(full, Party(person=person), signed=SIGNED)
    close_posting(offer, signed=SIGNED)
    step_back(share, signed=SIGNED)
    with override("en"):
        found = {one.said: one.state for one in in_words(done_by(person))}
    assert found == {
        "You made an offer": "over",
        "You took a share": "withdrawn",
        "You said that you come to a meeting": "on the waiting list",
    }


def test_half_of_an_agreement_that_one_recorded_is_listed():
    agent = a_person(Role.AGENT)
    agreement = an_agreement(name="Les bacs")
    sign(agreement, "town", signed=Signature(agent.signs_as, SIGNED.at))
    page = page_of(agent)
    assert "You recorded the signature of one half of an agreement" in page
    assert "Les bacs" in page


def test_nothing_of_others_shows():
    person, other = a_person(), a_person(name="Odile Exemple")
    take_part(other, " secrète")
    an_offer(name="Une offre anonyme")
    page = page_of(person)
    assert "You did nothing here yet." in page
    assert [word for word in (*SAID, "secrète", "Odile", other.account.email) if word in page] == []


def test_what_was_hidden_or_withdrawn_keeps_its_number_and_tells_no_word():
    person = a_person()
    idea = a_proposal()
    said = a_comment(proposal=idea, person=person, text="Le numéro de la voisine")
    hidden(said)
    page = page_of(person)
    assert f"comment {said.number}" in page
    assert "no longer on the site" in page
    assert "voisine" not in page


def test_page_asks_few_queries_whatever_the_acts(django_assert_max_num_queries):
    person = a_person()
    counts = []
    for tags in ("a", "bc"):
        for tag in tags:
            take_part(person, tag)
        client = Client()
        client.force_login(person.account)
        client.get(PAGE)
        with django_assert_max_num_queries(12) as captured:
            client.get(PAGE)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_long_list_comes_in_pages():
    person = a_person()
    for number in range(51):
        support(a_proposal(name=f"Idée numéro {number}"), person=person, signed=later(number))
    first, second = page_of(person), page_of(person, "?page=2")
    assert [first.count("You supported an idea"), second.count("You supported an idea")] == [50, 1]
    assert "Idée numéro 0" in second


def test_page_is_for_whoever_signed_in():
    answer = Client().get(PAGE)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/compte/entrer")
    person = a_person()
    client = Client()
    client.force_login(person.account)
    assert f'href="{PAGE}"' in text_of(client.get("/compte"))
    assert "no-store" in client.get(PAGE).headers["Cache-Control"]
