"""What is said in a meeting is written down there and then: an idea has its number and page before people leave."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from poucet.contribute.meetings.desk.editor import MEETING_EDITOR
from poucet.contribute.meetings.models import Minute
from poucet.contribute.meetings.noting import Noted, Offer, note
from poucet.contribute.models import Authorship, Channel, Proposal
from poucet.contribute.sharing.models import Posting
from poucet.town.errors import RuleError
from poucet.town.models import Link
from poucet.town.people.roles import Role
from tests.factories import SIGNED, a_commune, a_person
from tests.factories.ideas import a_call
from tests.factories.meetings import a_meeting, a_whole_meeting

pytestmark = pytest.mark.django_db


def test_an_idea_is_published_and_tied_and_the_lines_before_it_stay() -> None:
    meeting = a_whole_meeting()
    noted = Noted(
        Minute.Sort.IDEA,
        "Un four derrière la salle.",
        "Rose",
        a_call(),
        "Un four à pain",
        contact="06 00 00 00 00",
    )

    line = note(meeting, noted, signed=SIGNED)

    idea = Proposal.objects.get()
    assert (line.position, line.thing) == (1, idea.reference)
    assert (idea.name, idea.author_name, idea.channel) == ("Un four à pain", "Rose", Channel.MEETING)
    assert Authorship.objects.get().contact == "06 00 00 00 00"
    assert Link.objects.filter(origin_number=meeting.number, destination_number=idea.number).exists()


def test_a_promise_joins_the_offers_and_is_tied() -> None:
    meeting = a_meeting()
    said = Noted(Minute.Sort.PROMISE, "Deux samedis.", name="Creuser", offer=Offer("time", "h", Decimal(8)))

    line = note(meeting, said, signed=SIGNED)

    offer = Posting.objects.get()
    assert line.thing == offer.reference
    assert (offer.side, offer.quantity, offer.unit) == ("offer", 8, "h")
    assert Client().get(offer.get_absolute_url()).status_code == 200


def test_nothing_is_half_written_when_the_call_is_closed() -> None:
    meeting = a_meeting()
    with pytest.raises(RuleError, match=r"call\.closed"):
        note(meeting, Noted("idea", "Texte.", call=a_call(phases=[]), name="Titre"), signed=SIGNED)
    assert not Minute.objects.exists()


def test_nothing_is_said_in_a_cancelled_meeting() -> None:
    meeting = a_meeting(state="cancelled", reason="Neige.")
    with pytest.raises(RuleError, match=r"meeting\.not_held"):
        note(meeting, Noted("promise", "Je viens."), signed=SIGNED)


def test_agent_writes_down_what_is_said_and_reads_the_number_to_give(settings) -> None:
    settings.SECOND_FACTOR = False
    a_commune()
    meeting, call, agent = a_meeting(), a_call(), Client()
    agent.force_login(a_person(Role.AGENT).account)
    page = f"/bureau/rencontre/{meeting.number}/noter"
    said = {"sort": "idea", "text": "Avec les voisins.", "call": call.number, "name": "Un four à pain"}

    assert agent.post(page, {**said, "name": ""}).status_code == 200
    assert agent.post(page, {**said, "sort": "promise"}).status_code == 200
    assert not Proposal.objects.exists()
    told = agent.post(page, said, follow=True).content.decode()

    idea = Proposal.objects.get()
    assert f"idée {idea.number}" in told
    assert f'href="/idee/{idea.number}"' in told
    assert Client().get(f"/idee/{idea.number}").status_code == 200
    assert Client().get(page).status_code == 404


def test_the_desk_s_sheet_keeps_the_idea_of_a_line() -> None:
    meeting = a_whole_meeting()
    note(meeting, Noted("idea", "Un four.", call=a_call(), name="Un four à pain"), signed=SIGNED)
    lines = MEETING_EDITOR.held(meeting)["lines"]
    assert [line["proposal"] for line in lines] == ["", str(Proposal.objects.get().number)]
