"""Typing in for somebody: half an hour, a receipt of what was typed in, nothing read of before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.assisting.letters import send_receipt
from poucet.contribute.assisting.models import AssistedAct, AssistedSession
from poucet.contribute.assisting.operations import (
    Helped,
    close_session,
    current,
    forget,
    open_session,
    typed_in,
)
from poucet.contribute.models import Act, Proposal
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import take_out, told
from poucet.town.people.models import Person
from poucet.town.people.roles import Role
from poucet.town.writing import Signature
from tests.factories import a_commune, a_person
from tests.factories.ideas import OPEN, a_call, a_proposal
from tests.factories.meetings import a_meeting
from tests.factories.sharing import a_need

pytestmark = pytest.mark.django_db
ROSE = {"name": "Rose Exemple", "reason": "pas d’ordinateur", "where": "au guichet", "consent": "voice"}


@pytest.fixture(autouse=True)
def house(settings) -> None:
    settings.SECOND_FACTOR = False
    a_commune()


@pytest.fixture
def agent() -> Person:
    return a_person(Role.AGENT)


def at_the_desk(agent: Person) -> Client:
    client = Client()
    client.force_login(agent.account)
    return client


def opened(agent: Person, **more) -> AssistedSession:
    signed = Signature(by=agent.signs_as, at=now())
    return open_session(Helped(**{**ROSE, **more}), agent=agent, signed=signed)


def test_what_is_typed_in_through_each_form_is_on_the_receipt_and_nothing_else_is(agent: Person) -> None:
    everything = {**OPEN, "acts": [Act.PROPOSE, Act.SUPPORT, Act.COMMENT]}
    call, meeting, need = (
        a_call(phases=[everything]),
        a_meeting(starts_at=now() + timedelta(days=2)),
        a_need(),
    )
    before = a_proposal(call=call, name="Proposée avant")
    desk = at_the_desk(agent)
    session = desk.post("/bureau/accompagner", ROSE).url
    key = AssistedSession.objects.get().pk
    brought = {"session": key, "channel": "desk", "contact": "06 00 00 00 00"}
    idea = {"name": "Un four à pain", "text": "Avec la rue.", "author": "resident", **brought}
    assert f'value="{key}"' in desk.get(f"/bureau/demarche/{call.number}/idee").content.decode()
    desk.post(f"/bureau/demarche/{call.number}/idee", idea)
    desk.post(f"/bureau/idee/{before.number}/commentaire", {"tag": "for", "text": "Oui.", **brought})
    desk.post(f"/bureau/rencontre/{meeting.number}/inscrits", {"people": 2, "enter": 1, **brought})
    desk.post(f"/bureau/entraide/{need.number}/part", {"quantity": "1", **brought})
    desk.post(f"/bureau/demarche/{call.number}/idee", {**idea, "name": "Hors séance", "session": ""})

    assert [act.kind for act in AssistedAct.objects.all()] == ["proposal", "comment", "meeting", "posting"]
    receipt = desk.get(session).content.decode()
    assert "Un four à pain" in receipt
    assert "Hors séance" not in receipt
    assert "Proposée avant" not in receipt
    lines = RegisterEntry.objects.filter(act__startswith="assisted.").order_by("sequence")
    assert [line.act for line in lines] == ["assisted.opened", *["assisted.act"] * 4]
    assert "Rose" not in str([line.content() for line in lines])


def test_a_session_that_is_over_refuses_and_nothing_is_written(agent: Person) -> None:
    call, session = a_call(), opened(agent)
    AssistedSession.objects.update(closes_at=now() - timedelta(seconds=1))
    idea = {"name": "Un four", "text": "…", "author": "resident", "channel": "desk", "session": session.pk}
    page = at_the_desk(agent).post(f"/bureau/demarche/{call.number}/idee", idea)
    assert "Cette séance est finie" in page.content.decode()
    assert not Proposal.objects.exists()
    assert current(agent, now()) is None


@pytest.mark.parametrize("how", ["expired", "closed", "a colleague's", "none"])
def test_what_is_not_one_s_own_open_session_refuses(agent: Person, how: str) -> None:
    session, at = opened(agent), now()
    signed = Signature(by=agent.signs_as, at=at + timedelta(minutes=30) if how == "expired" else at)
    if how == "closed":
        close_session(session, signed=signed)
    who = a_person(Role.AGENT) if how == "a colleague's" else agent
    key = 10**6 if how == "none" else session.pk
    idea = a_proposal()
    with pytest.raises(RuleError, match=r"assisted\.over"):
        typed_in(key, lambda: idea.reference, agent=who, signed=signed)
    assert not AssistedAct.objects.exists()


def test_opening_another_session_ends_the_first(agent: Person) -> None:
    first, second = opened(agent), opened(agent, name="Ali Exemple")
    first.refresh_from_db()
    assert first.closed_at is not None
    assert current(agent, now()) == second


def test_receipt_leaves_by_letter_at_the_end(agent: Person, box, django_capture_on_commit_callbacks) -> None:
    session = opened(agent, contact="rose@exemple.fr")
    idea = a_proposal(name="Un four à pain")
    signed = Signature(by=agent.signs_as, at=now())
    typed_in(session.pk, lambda: idea.reference, agent=agent, signed=signed)
    with django_capture_on_commit_callbacks(execute=True):
        at_the_desk(agent).post(f"/bureau/accompagner/seance/{session.pk}")
    (text,) = box.texts("rose@exemple.fr")
    assert "Un four à pain" in text
    assert f"/idee/{idea.number}" in text
    assert not send_receipt(opened(agent))


def test_sessions_are_an_agent_s_own_and_are_forgotten_after_thirty_days(agent: Person) -> None:
    rose = a_person()
    session = opened(agent, person=rose)
    page = f"/bureau/accompagner/seance/{session.pk}"
    assert at_the_desk(agent).get(page).status_code == 200
    assert at_the_desk(a_person(Role.AGENT)).get(page).status_code == 404
    assert Client().get(page).status_code == 404
    assert told(rose)["assisted"][0]["reason"] == ROSE["reason"]
    assert forget(at=session.opened_at + timedelta(days=29)) == 0
    assert forget(at=session.opened_at + timedelta(days=30)) >= 1
    opened(agent, person=rose)
    take_out(rose)
    assert not AssistedSession.objects.exists()
