"""Odd words through every form: signs that no reader sees, numbers and days that no table holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.agreements.models import Agreement
from poucet.contribute.comments.models import Comment
from poucet.contribute.meetings.models import Registration
from poucet.contribute.models import Proposal
from poucet.contribute.sharing.models import Posting, Promise
from poucet.dossier.checking import check
from poucet.dossier.dumping import dump
from poucet.town.people.models import Person
from poucet.town.people.roles import Role
from tests.factories import a_commune, a_person
from tests.factories.ideas import REASON, a_call
from tests.factories.meetings import a_meeting
from tests.factories.sharing import a_need
from tests.forms import sealed

pytestmark = pytest.mark.django_db
BELL = "Sonne\x07tte \x08\x1b[31m\x7f\x85pour tous"


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    a_commune()


def signed_in(*roles: Role) -> tuple[Client, Person]:
    client, person = Client(), a_person(*roles)
    client.force_login(person.account)
    return client, person


def send(client: Client, address: str, **said: Any) -> Any:
    return client.post(address, {**said, **sealed(client, address)})


def everything_said(words: str) -> None:
    """Send the same words in every field of every form of residents, and in the answer of the town hall."""
    client, _person = signed_in()
    agent, _agent = signed_in(Role.AGENT)
    call, meeting = a_call(), a_meeting(starts_at=now() + timedelta(days=3))
    idea = {"name": words, "text": words, "author": "resident", "author_name": words}
    send(client, f"/demarche/{call.number}/proposer", **idea, screen=3)
    row = Proposal.objects.get()
    send(client, f"/idee/{row.number}/commenter", tag="for", text=words, author_name=words)
    offer = dict.fromkeys(("name", "text", "unit", "place_text", "conditions", "author_name"), words)
    send(client, "/entraide/proposer", **{**offer, "sort": "time", "unit": words[:20]})
    send(client, f"/entraide/{a_need().number}/prendre", quantity="1", name=words)
    fields = ("party", "name", "purpose", "we_commit", "we_ask", "upkeep_plan", "duration_wished")
    send(client, "/accord/demande", **dict.fromkeys(fields, words), party_nature="group")
    send(client, f"/rencontre/{meeting.number}/inscription", people="1", name=words)
    said = {"state": "kept", "reason": REASON + words, "service": words, "next_on": "2099-01-01"}
    agent.post(f"/bureau/idee/{row.number}/repondre", said)
    noted = {"sort": "idea", "text": words, "who": words, "call": call.number, "name": words}
    agent.post(f"/bureau/rencontre/{meeting.number}/noter", noted)


def test_signs_that_nobody_sees_are_kept_nowhere() -> None:
    everything_said(BELL)
    assert Proposal.objects.count() == 2
    assert [model.objects.count() for model in (Comment, Posting, Promise, Agreement, Registration)] == [
        1, 2, 1, 1, 1,
    ]  # fmt: skip
    client = Client()
    for address in ("/idees.atom", "/reponses.atom", "/accords.atom"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        ET.fromstring(answer.content)  # noqa: S314 -- our own feed
    kept = [
        str(vars(row))
        for model in (Proposal, Comment, Posting, Agreement, Promise)
        for row in model.objects.all()
    ]
    assert not [text for text in kept if "\\x07" in text or "\\x1b" in text or "\\x7f" in text]
    assert check(dump()).faults == []


@pytest.mark.parametrize("sent", ["²", "9" * 30, "9" * 5000, "-1", "é"])
def test_line_of_a_list_that_is_no_number_is_not_found(sent: str) -> None:
    agent, _person = signed_in(Role.AGENT)
    meeting = a_meeting(starts_at=now() + timedelta(days=3))
    for gesture in ("told", "off"):
        assert agent.post(f"/bureau/rencontre/{meeting.number}/inscrits", {gesture: sent}).status_code == 404
