"""Paper and the desk are as good as the web: two hundred acts online, the same from paper, one same public picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.models import Act, Call, Proposal
from poucet.town.people.roles import Role
from tests.factories import a_commune, a_person
from tests.factories.ideas import OPEN, a_call
from tests.factories.meetings import a_meeting
from tests.factories.sharing import a_need
from tests.forms import sealed

pytestmark = pytest.mark.django_db
ACTS = 200
TEXTS = ("Un banc à l’ombre", "Un four à pain", "Une mare", "Des arceaux à vélos", "Une boîte à livres")
Sending = Callable[[str, str, dict[str, Any]], None]  # the page online, the page of the desk, what is written


def drawn() -> list[tuple[str, dict[str, Any]]]:
    """Two hundred acts, ideas first: one comments on what is there."""
    draw = Random(200)
    kinds = ["idea"] * 50 + draw.choices(("comment", "coming", "share", "idea"), k=ACTS - 50)
    return [(kind, written(kind, place, draw)) for place, kind in enumerate(kinds)]


def written(kind: str, place: int, draw: Random) -> dict[str, Any]:
    name = draw.choice(["", f"Rose {place}"])
    if kind == "idea":
        author = draw.choice(["resident", "group", "class"])
        said = {"name": f"{draw.choice(TEXTS)} {place}", "text": "Avec les voisins.", "author": author}
        return {**said, "author_name": name}
    if kind == "comment":
        tag = draw.choice(["for", "against", "question", "experience"])
        return {"tag": tag, "text": f"Je le dis {place} fois.", "author_name": name, "on": draw.randrange(50)}
    if kind == "coming":
        return {"people": draw.randint(1, 4), "name": name}
    return {"quantity": str(draw.randint(1, 3)), "name": name}


class Town:
    """One house where all of it comes in, by one way."""

    def __init__(self, send: Sending) -> None:
        self.send = send
        everything = {**OPEN, "acts": [Act.PROPOSE, Act.SUPPORT, Act.COMMENT]}
        self.call: Call = a_call(phases=[everything])
        self.meeting = a_meeting(starts_at=now() + timedelta(days=5), capacity=60)
        self.need = a_need(quantity=60)

    def take_in(self, acts: list[tuple[str, dict[str, Any]]]) -> None:
        for kind, said in acts:
            getattr(self, kind)(said)

    def idea(self, said: dict[str, Any]) -> None:
        number = self.call.number
        self.send(f"/demarche/{number}/proposer", f"/bureau/demarche/{number}/idee", {**said, "screen": 3})

    def comment(self, said: dict[str, Any]) -> None:
        idea = self.ideas()[said["on"]]
        self.send(f"/idee/{idea.number}/commenter", f"/bureau/idee/{idea.number}/commentaire", said)

    def coming(self, said: dict[str, Any]) -> None:
        number = self.meeting.number
        self.send(f"/rencontre/{number}/inscription", f"/bureau/rencontre/{number}/inscrits", said)

    def share(self, said: dict[str, Any]) -> None:
        number = self.need.number
        self.send(f"/entraide/{number}/prendre", f"/bureau/entraide/{number}/part", said)

    def ideas(self) -> list[Proposal]:
        return list(Proposal.objects.filter(call=self.call).order_by("number"))

    def public(self) -> dict[str, Any]:
        """What everybody can count and read of it, but for the way in which it came and the numbers it was given."""
        visitor, numbers = Client(), {idea.number: place for place, idea in enumerate(self.ideas())}
        ideas = [told(visitor, f"/api/v1/proposals/{number}") for number in numbers]
        comments = listed(visitor, "/api/v1/comments")
        need = told(visitor, f"/api/v1/postings/{self.need.number}")
        page = visitor.get(f"/rencontre/{self.meeting.number}").content.decode()
        return {
            "ideas": [
                {name: one[name] for name in ("name", "text", "author", "author_name")} for one in ideas
            ],
            "comments": sorted(
                (
                    numbers[int(one["proposal"]["id"].partition("/")[2])],
                    one["tag"],
                    one["text"],
                    one["author_name"],
                )
                for one in comments
                if int(one["proposal"]["id"].partition("/")[2]) in numbers
            ),
            "need": {name: need[name] for name in ("promised", "confirmed", "delivered")},
            "ledger": [(line["event"], line["half"], line["quantity"]) for line in need["ledger"]],
            "seats": page.partition('id="come"')[2].partition("</p>")[0],
        }


def told(visitor: Client, address: str) -> Any:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return answer.json()


def listed(visitor: Client, address: str) -> list[Any]:
    found: list[Any] = []
    page: Any = {"next": f"{address}?limit=100"}
    while page.get("next"):
        page = told(visitor, page["next"].replace("http://testserver", ""))
        found += page["items"]
    return found


@pytest.fixture(autouse=True)
def house(settings) -> None:
    settings.SECOND_FACTOR = False
    a_commune()


def test_two_hundred_acts_leave_the_same_public_picture_online_and_from_paper() -> None:
    agent = Client()
    agent.force_login(a_person(Role.AGENT).account)

    def online(page: str, _desk: str, said: dict[str, Any]) -> None:
        resident = Client()
        resident.force_login(a_person().account)
        answer = resident.post(page, {**said, **sealed(resident, page)})
        assert answer.status_code == 302, page

    def on_paper(_page: str, desk: str, said: dict[str, Any]) -> None:
        answer = agent.post(desk, {**said, "channel": "paper", "contact": "06 00 00 00 00", "enter": 1})
        assert answer.status_code == 302, desk

    acts = drawn()
    towns = Town(online), Town(on_paper)
    for town in towns:
        town.take_in(acts)

    first, second = (town.public() for town in towns)

    assert len(first["ideas"]) >= 50
    assert first["need"]["confirmed"] != "0"
    assert "il" in first["seats"].lower() or "c’est complet" in first["seats"].lower()
    assert first == second
