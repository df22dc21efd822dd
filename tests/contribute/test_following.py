"""Who follows without asking: who comments, registers, takes or offers a share; told once, in one letter."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from poucet.contribute.letters import send_daily, stop_token
from poucet.contribute.meetings.operations import Parts, write_meeting
from poucet.contribute.meetings.registering import Party, let_go, register_party
from poucet.contribute.models import Notice
from poucet.contribute.operations import Step, reply
from poucet.contribute.sharing.operations import close_posting, step_back, tell_delivery, write_posting
from poucet.town.models import RegisterEntry, Relation
from poucet.town.people.roles import Role
from poucet.town.thread import tie
from tests.factories import SIGNED, a_commune, a_pebble, a_person
from tests.factories.comments import a_comment
from tests.factories.ideas import REASON, a_proposal
from tests.factories.meetings import EVENING, a_meeting
from tests.factories.moderation import hidden
from tests.factories.sharing import LATER, a_need, a_share, an_offer

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


def letters_to(box, person) -> list[str]:
    return box.texts(person.account.email)


def test_commenter_hears_of_the_answer_and_of_what_came_before_hears_nothing(box):
    early, late = a_person(), a_person()
    idea = a_proposal()
    a_comment(proposal=idea, person=early, text="Et le parc ?")
    reply(idea, Step("studied", REASON, "agent", next_on=(SIGNED.at + 30 * A_DAY).date()), signed=SIGNED)
    a_comment(proposal=idea, person=late, text="D’accord.")
    assert night() == 1  # the late one was not there yet
    assert idea.get_absolute_url() in letters_to(box, early)[0]
    reply(idea, NOT_KEPT, signed=SIGNED)
    assert night(1) == 2
    assert [len(letters_to(box, early)), len(letters_to(box, late))] == [2, 1]


def test_commenter_whose_comment_was_hidden_no_longer_follows(box):
    person = a_person()
    idea = a_proposal()
    hidden(a_comment(proposal=idea, person=person))
    reply(idea, NOT_KEPT, signed=SIGNED)
    assert night() == 0


def test_one_letter_a_day_groups_all_that_one_follows_and_one_click_stops_it(box):
    person = a_person()
    idea = a_proposal(name="Le banc vert")
    a_comment(proposal=idea, person=person)
    meeting = a_meeting(name="La veillée")
    register_party(meeting, Party(person=person), signed=SIGNED)
    need = a_need(name="Des bras")
    a_share(need, person)
    told = a_pebble(name="Le verger")
    for reference in (idea.reference, meeting.reference, need.reference):
        tie(told.reference, Relation.ANSWERS, reference, signed=SIGNED)
    reply(idea, NOT_KEPT, signed=SIGNED)
    assert night() == 1
    (text,) = letters_to(box, person)
    assert text.count("Le verger") == 1
    assert "Le banc vert" in text
    assert night(1) == 0
    reply(idea, Step("done", REASON, "agent"), signed=SIGNED)
    Client().post(f"/compte/nouvelles/{stop_token(person)}")
    assert night(2) == 0
    assert len(letters_to(box, person)) == 1


@pytest.mark.parametrize(
    ("room", "number"), [("comments", "0004"), ("meetings", "0006"), ("sharing", "0004")]
)
def test_who_took_part_before_letters_told_it_hears_of_nothing_past(box, room, number):
    person = a_person()
    idea = a_proposal(person=None)
    a_comment(proposal=idea, person=person)
    register_party(a_meeting(), Party(person=person), signed=SIGNED)
    an_offer(person)
    a_share(a_need(), person)
    reply(idea, NOT_KEPT, signed=SIGNED)
    rows = [*apps.get_app_config(room).get_models()]
    rows = [model for model in rows if any(one.name == "since_line" for one in model._meta.fields)]
    for model in rows:
        model._default_manager.update(since_line=0)
    import_module(f"poucet.contribute.{room}.migrations.{number}_follow_from_now").follow_from_now(apps, None)
    last = RegisterEntry.objects.count()
    assert {row.since_line for model in rows for row in model._default_manager.all()} == {last}


def minutes_of(meeting, **given):
    said = {
        name: getattr(meeting, name)
        for name in ("key", "number", "name", "purpose", "starts_at", "ends_at", "minutes", "minutes_on")
    }
    return write_meeting(parts=given.pop("parts", Parts()), signed=SIGNED, **{**said, **given})


def test_registered_person_hears_of_the_minutes_and_of_the_ideas_that_came_of_the_meeting(box):
    person, other = a_person(), a_person()
    meeting = a_meeting(name="La veillée")
    register_party(meeting, Party(person=person), signed=SIGNED)
    register_party(meeting, Party(people=3, person=other), signed=SIGNED)
    assert night() == 0  # who else comes is no news
    idea = a_proposal(name="Un four à pain")
    lines = Parts(
        lines=[{"sort": "idea", "text": "Un four.", "thing_kind": "proposal", "thing_number": idea.number}]
    )
    minutes_of(meeting, parts=lines, minutes="On a parlé du four.", minutes_on=EVENING.date())
    assert night(1) == 2
    (text,) = (one for one in letters_to(box, person) if "Un four à pain" in one or "La veillée" in one)
    assert "La veillée" in text
    reply(idea, NOT_KEPT, signed=SIGNED)
    assert night(2) == 2
    assert "Un four à pain" in letters_to(box, person)[-1]


def test_meeting_that_moves_is_told_by_its_own_letter_only(box):
    person = a_person()
    meeting = a_meeting(name="La veillée")
    register_party(meeting, Party(person=person), signed=SIGNED)
    minutes_of(meeting, starts_at=EVENING - timedelta(hours=1))
    assert night() == 0


def test_who_gave_their_place_back_no_longer_follows(box):
    person = a_person()
    meeting = a_meeting()
    row = register_party(meeting, Party(person=person), signed=SIGNED)
    let_go(row, signed=SIGNED)
    minutes_of(meeting, minutes="Rien.", minutes_on=EVENING.date())
    assert night() == 0


def test_taker_of_a_need_hears_of_what_was_delivered_and_not_of_other_takers(box):
    person, other, agent = a_person(), a_person(), a_person(Role.AGENT)
    need = a_need(name="Des bras")
    share = a_share(need, person)
    a_share(need, other)
    assert night() == 0
    tell_delivery(share, "delivered", None, by=agent, signed=SIGNED)
    assert night(1) == 2
    assert "Des bras" in letters_to(box, person)[-1]


def test_who_took_a_share_back_no_longer_follows(box):
    person, agent = a_person(), a_person(Role.AGENT)
    need = a_need()
    step_back(a_share(need, person), signed=SIGNED)
    tell_delivery(a_share(need, a_person()), "delivered", None, by=agent, signed=SIGNED)
    night()
    assert not Notice.objects.filter(person=person).exists()


def test_who_offers_hears_that_a_share_was_taken_and_received(box):
    poster, taker = a_person(), a_person()
    offer = an_offer(poster, name="Deux heures de couture")
    share = a_share(offer, taker)
    assert night() == 1
    assert "Deux heures de couture" in letters_to(box, poster)[0]
    tell_delivery(share, "delivered", None, by=taker, signed=SIGNED)
    assert night(1) == 1
    assert len(letters_to(box, poster)) == 2
    assert not Notice.objects.filter(person=taker).exists()  # they said it themselves


def test_need_that_changes_or_closes_is_told_by_its_own_letter_only(box):
    person = a_person()
    need = a_need()
    a_share(need, person)
    said = {name: getattr(need, name) for name in ("side", "sort", "name", "text", "unit", "posted_on")}
    write_posting(
        key=need.key, number=need.number, signed=SIGNED, quantity=Decimal(10), from_day=LATER,
        to_day=LATER + A_DAY, **said,
    )  # fmt: skip
    close_posting(need, signed=SIGNED)
    assert night() == 0
