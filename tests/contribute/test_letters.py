"""Letters to those who follow ideas: what is told, to whom, once, and how one is left in peace."""

from datetime import timedelta

import pytest
from django.test import Client

from poucet.contribute.letters import invite, leave_in_peace, send_daily, stop_token, tell_author, write_again
from poucet.contribute.models import Notice
from poucet.contribute.operations import Step, reply, support
from poucet.town.errors import RuleError
from poucet.town.models import Link, Relation
from poucet.town.people.operations import Erasure, erase
from poucet.town.people.roles import Role
from poucet.town.thread import tie
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_commune, a_pebble, a_person
from tests.factories.ideas import REASON, a_call, a_proposal

pytestmark = pytest.mark.django_db
ROOT = "https://exemple.fr"
NOT_KEPT = Step("not_kept", REASON, "agent")
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = False
    a_commune()


def night(after: int = 0) -> int:
    return send_daily(at=SIGNED.at + after * A_DAY, root=ROOT)


def address_of(person) -> str:
    return person.account.email


def test_authors_and_supporters_hear_of_the_answer_and_nobody_else(box):
    author, supporter, stranger = a_person(), a_person(), a_person()
    idea = a_proposal(person=author)
    support(idea, person=supporter, signed=SIGNED)
    assert night() == 0  # nothing came of it yet
    reply(idea, NOT_KEPT, signed=SIGNED)
    assert night() == 2
    for person in (author, supporter):
        (text,) = box.texts(address_of(person))
        assert f"{ROOT}{idea.get_absolute_url()}" in text
    assert box.texts(address_of(stranger)) == []


def test_what_comes_of_an_idea_along_the_thread_is_told(box):
    author = a_person()
    idea = a_proposal(person=author)
    pebble = a_pebble(name="Le banc")
    tie(pebble.reference, Relation.ANSWERS, idea.reference, signed=SIGNED)
    later = a_pebble(name="Un second banc")
    tie(pebble.reference, Relation.ENABLES, later.reference, signed=SIGNED)
    assert night() == 1
    (text,) = box.texts(address_of(author))
    assert "Le banc" in text
    assert "Un second banc" in text
    assert text.count(ROOT) == 3  # two things, and the way to be left in peace


def test_same_news_is_told_once_whatever_the_nights_and_one_letter_leaves_a_day(box):
    author = a_person()
    idea = a_proposal(person=author)
    for state in ("studied", "kept"):
        reply(idea, Step(state, REASON, "agent", next_on=(SIGNED.at + 30 * A_DAY).date()), signed=SIGNED)
        night()
    assert [len(box.texts(address_of(author))), night(1), night(1), night(2)] == [1, 1, 0, 0]
    assert len(box.texts(address_of(author))) == 2


def test_who_took_part_hears_that_the_rules_of_the_game_changed_and_of_no_slip_of_the_pen(box):
    author, supporter, stranger = a_person(), a_person(), a_person()
    call = a_call(key="bancs", number=7)
    support(a_proposal(call=call, person=author), person=supporter, signed=SIGNED)
    a_proposal(person=stranger)
    a_call(key="bancs", number=7, summary="Proposez donc.")
    assert night() == 0
    a_call(
        key="bancs",
        number=7,
        summary="Proposez donc.",
        rules={"money": "2 000 €"},
        reason="Le budget est voté.",
    )
    assert night() == 2
    for person in (author, supporter):
        (text,) = box.texts(address_of(person))
        assert "règle" in text
        assert f"{ROOT}{call.get_absolute_url()}" in text
    assert box.texts(address_of(stranger)) == []
    assert night(1) == 0


def test_answer_is_told_at_once_then_no_more_in_the_letter_of_the_day(box):
    author = a_person()
    idea = a_proposal(person=author)
    reply(idea, NOT_KEPT, signed=SIGNED)
    assert tell_author(idea, at=SIGNED.at, root=ROOT)
    assert not tell_author(idea, at=SIGNED.at, root=ROOT)
    assert night(1) == 0
    assert len(box.letters) == 1


def test_answer_from_the_page_leaves_a_letter(box, django_capture_on_commit_callbacks):
    author, agent = a_person(), a_person(Role.AGENT)
    idea, client = a_proposal(person=author), Client()
    client.force_login(agent.account)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/bureau/idee/{idea.number}/repondre", {"state": "not_kept", "reason": REASON})
    assert len(box.texts(address_of(author))) == 1


def test_one_s_own_acts_and_supports_are_no_news(box):
    author = a_person()
    idea = a_proposal(person=author)
    support(idea, person=a_person(), signed=SIGNED)
    reply(idea, NOT_KEPT, signed=Signature(author.signs_as, SIGNED.at))
    assert night() == 1  # the supporter's
    assert box.texts(address_of(author)) == []


def test_letter_that_cannot_leave_is_told_the_next_night(settings, box):
    author = a_person()
    reply(a_proposal(person=author), NOT_KEPT, signed=SIGNED)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    assert (night(), Notice.objects.count()) == (0, 0)
    settings.EMAIL_PORT = port
    assert night() == 1


def test_one_click_stops_the_letters_and_one_takes_them_up_again(box):
    author = a_person()
    idea = a_proposal(person=author)
    reply(idea, Step("studied", REASON, "agent", next_on=(SIGNED.at + 30 * A_DAY).date()), signed=SIGNED)
    night()
    (letter,) = box.letters
    address = letter["List-Unsubscribe"].strip().strip("<>").removeprefix(ROOT)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200  # looking stops nothing
    reply(idea, NOT_KEPT, signed=SIGNED)
    client.post(address, {"List-Unsubscribe": "One-Click"})
    assert night(1) == 0
    client.post(address, {"again": "1"})
    assert night(1) == 1
    assert client.get("/compte/nouvelles/nimporte").status_code == 404


def test_who_left_or_asked_for_peace_is_not_written_to(box):
    author, other = a_person(), a_person()
    idea = a_proposal(person=author)
    support(idea, person=other, signed=SIGNED)
    token = stop_token(author)
    erase(author, Erasure.ACCOUNT, signed=SIGNED)
    leave_in_peace(other, at=SIGNED.at)
    reply(idea, NOT_KEPT, signed=SIGNED)
    assert (night(), box.letters) == (0, [])
    assert Client().get(f"/compte/nouvelles/{token}").status_code == 404
    write_again(other)
    assert night() == 1


def test_grouping_moves_no_support_and_invites_each_supporter_once(box):
    author, supporter, of_both = a_person(), a_person(), a_person()
    idea, other = a_proposal(person=author, name="Un banc"), a_proposal(name="Des bancs partout")
    for person in (supporter, of_both):
        support(idea, person=person, signed=SIGNED)
    support(other, person=of_both, signed=SIGNED)

    reply(idea, Step("grouped", REASON, "agent", into=other.number), signed=SIGNED)

    assert [invite(idea, at=SIGNED.at, root=ROOT), invite(idea, at=SIGNED.at, root=ROOT)] == [2, 0]
    for one, supports in ((idea, 2), (other, 1)):
        one.refresh_from_db()
        assert (one.supports, one.withdrawn) == (supports, False)
    (text,) = box.texts(address_of(supporter))
    assert f"{ROOT}{other.get_absolute_url()}" in text
    assert box.texts(address_of(of_both)) == []
    assert "Un banc" in Client().get(idea.get_absolute_url()).content.decode()
    assert Link.objects.filter(relation=Relation.REPLACES, destination_number=idea.number).exists()


@pytest.mark.parametrize("into", [None, 999, "itself", "ended"])
def test_an_idea_joins_another_living_one_only(into):
    idea, ended = a_proposal(), a_proposal()
    reply(ended, NOT_KEPT, signed=SIGNED)
    number = {"itself": idea.number, "ended": ended.number}.get(into, into)
    with pytest.raises(RuleError, match=r"reply\.no_other_idea"):
        reply(idea, Step("grouped", REASON, "agent", into=number), signed=SIGNED)
    idea.refresh_from_db()
    assert idea.state == "received"
