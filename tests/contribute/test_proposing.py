"""Proposing as people do it: three screens without script, a code by letter; the traps that robots fall into."""

import pytest
from django.core import signing
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.models import Authorship, Proposal
from poucet.town.people.models import Account, Person, Waiting
from poucet.town.people.roles import Role
from poucet.town.visiting import _SALT
from tests.factories import a_commune, a_person
from tests.factories.ideas import OPEN, REASON, a_call, a_proposal
from tests.forms import older
from tests.forms import seal_of as seal_in

pytestmark = pytest.mark.django_db
IDEA = {
    "name": "Un four à pain",
    "text": "Avec les voisins de la rue.",
    "author": "resident",
    "author_name": "Rose",
}


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = False
    a_commune()


def seal_of(response) -> str:
    return seal_in(response.content.decode())


def send(client: Client, call, screen: int, seal: str, **more):
    said = {**IDEA, "screen": screen, "seal": seal, **more}
    return client.post(f"/demarche/{call.number}/proposer", said)


def test_idea_goes_from_three_screens_to_a_code_to_its_page(box):
    client, call = Client(), a_call()
    first = client.get(f"/demarche/{call.number}/proposer?lang=en")
    seal = older(seal_of(first), 60)
    second = send(client, call, 1, seal)
    third = send(client, call, 2, seal_of(second))
    assert "Avec les voisins de la rue." in third.content.decode()
    sent = send(client, call, 3, seal_of(third), email="rose@exemple.fr")
    assert sent.status_code == 302
    assert not Proposal.objects.exists()
    code = box.code("rose@exemple.fr")
    wrong = client.post(sent.url, {"code": "AAAA-AAAA"})
    assert wrong.status_code == 200
    done = client.post(sent.url, {"code": code.lower().replace("-", " ")})
    idea = Proposal.objects.get()
    assert (done.status_code, done.url) == (302, f"/idee/{idea.number}")
    assert (idea.name, idea.author_name, idea.channel) == ("Un four à pain", "Rose", "web")
    person = Authorship.objects.get().person
    assert (person.account.email, person.level) == ("rose@exemple.fr", Person.Level.REACHED)
    assert client.post(sent.url, {"code": code}).status_code == 404  # it opens once
    assert not Waiting.objects.exclude(email="", said={}).exists()  # and nothing of it is kept
    assert client.cookies == {}  # none, from the first screen to the last


def test_five_wrong_codes_throw_the_idea_away(box):
    client, call = Client(), a_call()
    sent = through(client, call, "rose@exemple.fr")
    for _try in range(5):
        client.post(sent.url, {"code": "AAAA-AAAA"})
    assert client.post(sent.url, {"code": box.code("rose@exemple.fr")}).status_code == 404
    assert not Proposal.objects.exists()


def through(client: Client, call, email: str, **more):
    seal = older(seal_of(client.get(f"/demarche/{call.number}/proposer")), 60)
    return send(client, call, 3, seal, email=email, **more)


def test_known_and_unknown_addresses_get_the_same_answer(box):
    person, call = a_person(), a_call()
    known = through(Client(), call, person.account.email)
    unknown = through(Client(), call, "autre@exemple.fr")
    assert known.status_code == unknown.status_code == 302
    Client().post(known.url, {"code": box.code(person.account.email)})
    assert Authorship.objects.get().person == person
    assert Account.objects.count() == 1  # the unknown one has none until the code is typed


def test_going_back_keeps_what_was_typed():
    client, call = Client(), a_call()
    seal = seal_of(client.get(f"/demarche/{call.number}/proposer"))
    back = send(client, call, 2, seal, back="1").content.decode()
    assert 'value="Un four à pain"' in back
    assert "Avec les voisins de la rue." in back


def test_person_who_came_in_publishes_at_once():
    client, call, person = Client(), a_call(), a_person()
    client.force_login(person.account)
    seal = older(seal_of(client.get(f"/demarche/{call.number}/proposer")), 60)
    answer = send(client, call, 3, seal)
    assert answer.url == Proposal.objects.get().get_absolute_url()


@pytest.mark.parametrize("trap", ["quick", "old", "forged", "stranger", "honey"])
def test_robot_is_stopped_and_nothing_typed_is_lost(trap):
    client, call, person = Client(), a_call(), a_person()
    fresh = seal_of(client.get(f"/demarche/{call.number}/proposer"))
    seal = {
        "quick": fresh,
        "old": older(fresh, 8 * 24 * 3600),
        "forged": "abc",
        "stranger": signing.dumps(
            {"whom": f"personne/{person.number}", "at": int(now().timestamp()) - 60}, salt=_SALT
        ),
        "honey": older(fresh, 60),
    }[trap]
    more = {"website": "http://spam.example"} if trap == "honey" else {}
    answer = send(client, call, 3, seal, email="rose@exemple.fr", **more)
    assert answer.status_code == 200
    assert "Avec les voisins de la rue." in answer.content.decode()
    assert not Waiting.objects.exists()


def test_seal_of_a_visitor_is_of_no_use_to_make_a_person_propose():
    call, person, client = a_call(), a_person(), Client()
    seal = older(seal_of(Client().get(f"/demarche/{call.number}/proposer")), 60)
    client.force_login(person.account)
    assert send(client, call, 3, seal).status_code == 200
    assert not Proposal.objects.exists()


def test_thousand_posts_in_a_minute_leave_five_waiting(box):
    client, call = Client(), a_call()
    seal = older(seal_of(client.get(f"/demarche/{call.number}/proposer")), 60)
    codes = [
        send(client, call, 3, seal, email=f"robot{place}@exemple.fr").status_code for place in range(1000)
    ]
    assert (codes.count(302), codes.count(429)) == (5, 995)
    assert Waiting.objects.count() == 5
    assert len(box.letters) == 5


def test_one_address_gets_three_letters_an_hour(box, rf):
    call = a_call()
    codes = []
    for place in range(5):
        client = Client(REMOTE_ADDR=f"192.0.2.{place}")
        codes.append(through(client, call, "victime@exemple.fr").status_code)
    assert codes == [302, 302, 302, 429, 429]
    assert len(box.letters) == 3


def test_letter_that_cannot_leave_leaves_nothing_waiting_and_loses_no_word(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    settings.EMAIL_HOST = "127.0.0.1"
    answer = through(Client(), a_call(), "rose@exemple.fr")
    assert (answer.status_code, Waiting.objects.count()) == (200, 0)
    assert "Avec les voisins de la rue." in answer.content.decode()


def test_closed_call_takes_nothing_by_form():
    call = a_call(phases=[{**OPEN, "acts": ["support"]}])
    client = Client()
    assert "seal" not in client.get(f"/demarche/{call.number}/proposer").content.decode()
    assert send(client, call, 3, "x", email="rose@exemple.fr").status_code == 409
    assert not Waiting.objects.exists()


def test_similar_ideas_show_whatever_their_accents_and_endings():
    call = a_call()
    near = a_proposal(call=call, name="Des fours à pains partagés", text="Cuire ensemble le dimanche.")
    for place in range(8):
        a_proposal(call=call, name=f"Une piste cyclable {place}", text="Pour aller au collège.")
    client = Client()
    seal = seal_of(client.get(f"/demarche/{call.number}/proposer"))
    page = send(client, call, 1, seal).content.decode()
    assert near.get_absolute_url() in page
    assert page.count('href="/idee/') == 1


def test_agent_types_in_what_came_on_paper_and_the_public_page_is_the_same_but_for_how_it_came():
    call, agent, client = a_call(), a_person(Role.AGENT), Client()
    client.force_login(agent.account)
    said = {**IDEA, "channel": "paper", "contact": "3 rue des Lilas"}
    answer = client.post(f"/bureau/demarche/{call.number}/idee", said)
    typed = Proposal.objects.get()
    assert answer.url == typed.get_absolute_url()
    online = a_proposal(
        call=call, name=IDEA["name"], text=IDEA["text"], author_name="Rose", person=a_person()
    )
    same = ("name", "text", "author", "author_name", "answer_due", "state", "supports")
    assert [getattr(typed, name) for name in same if name != "answer_due"] == [
        getattr(online, name) for name in same if name != "answer_due"
    ]
    assert (typed.channel, online.channel) == ("paper", "web")
    for address in (typed.get_absolute_url(), "/idees", f"/api/v1/proposals/{typed.number}"):
        assert "Lilas" not in Client().get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), (Role.ELECTED, 404), (Role.AGENT, 200), (Role.STEWARD, 404)]
)
def test_who_may_type_in(role, status):
    client, call = Client(), a_call()
    client.force_login(a_person(*([role] if role else [])).account)
    assert client.get(f"/bureau/demarche/{call.number}/idee").status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), (Role.ELECTED, 302), (Role.AGENT, 302), (Role.STEWARD, 404)]
)
def test_who_may_answer(role, status):
    client, idea = Client(), a_proposal()
    client.force_login(a_person(*([role] if role else [])).account)
    said = {"state": "not_kept", "reason": REASON}
    assert client.post(f"/bureau/idee/{idea.number}/repondre", said).status_code == status
    assert idea.replies.count() == (1 if status == 302 else 0)


def test_support_from_the_page_is_for_people_who_came_in():
    idea, person, client = a_proposal(), a_person(), Client()
    assert client.post(f"/compte/idee/{idea.number}/soutenir").url.startswith("/compte/entrer")
    client.force_login(person.account)
    client.post(f"/compte/idee/{idea.number}/soutenir")
    assert Proposal.objects.get().supports == 1
    client.post(f"/compte/idee/{idea.number}/soutenir", {"back": "1"})
    assert Proposal.objects.get().supports == 0


def test_late_ideas_are_listed_for_everybody():
    idea = a_proposal()  # proposed on 5 January 2026, long ago
    assert idea.get_absolute_url() in Client().get("/idees/en-retard").content.decode()


def test_paper_form_asks_the_same_questions_as_the_screens():
    call = a_call()
    page = Client().get(f"/demarche/{call.number}/papier?lang=en").content.decode()
    for question in (
        "Your idea in one sentence",
        "Tell it",
        "Where",
        "What it serves",
        "Who proposes",
        "Name to show",
    ):
        assert question in page
