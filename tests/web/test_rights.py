"""Who may do what: the table of every room, and the matrix role × thing × address, made from the addresses there are.

What was never published, and what was withdrawn, bears a word that nobody else uses. For each role, every public
address is asked for it, by number and by question; no answer may hold the word. At the desk, only those who may
write find the draft.
"""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from poucet.town.people.models import Person, Visitor
from poucet.town.people.roles import Role
from poucet.town.rights import may, rights
from poucet.town.things import kinds
from poucet.town.writing import withdraw
from tests.factories import (
    SIGNED,
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
    a_person,
    a_place,
    a_source,
    a_story,
    an_axis,
    an_indicator,
    an_organisation,
)
from tests.factories.agreements import an_agreement
from tests.factories.claims import a_claim, a_model
from tests.factories.comments import a_comment
from tests.factories.desk import a_draft, an_agent
from tests.factories.geography import a_layer
from tests.factories.ideas import a_call, a_proposal
from tests.factories.meetings import a_meeting
from tests.factories.sharing import a_need
from tests.factories.texts import a_suggestion, a_text
from tests.journeys.pages import BEHIND_THE_DOOR

pytestmark = pytest.mark.django_db

WITHDRAWN, UNPUBLISHED = "Zibeline", "Quokka"
MAKERS = {
    "place": a_place,
    "layer": a_layer,
    "organisation": an_organisation,
    "source": a_source,
    "indicator": an_indicator,
    "constant": a_constant,
    "framework": a_framework,
    "facet": a_facet,
    "axis": an_axis,
    "story": a_story,
    "pebble": a_pebble,
    "model": a_model,
    "claim": a_claim,
    "call": a_call,
    "proposal": a_proposal,
    "comment": a_comment,
    "meeting": a_meeting,
    "agreement": an_agreement,
    "posting": a_need,
    "text": a_text,
    "suggestion": a_suggestion,
}
WRITERS = {Role.AGENT}
AT_THE_DESK = {Role.AGENT, Role.ELECTED, Role.STEWARD}
HELD = [None, Role.AGENT, Role.ELECTED, Role.EVALUATOR, Role.KEYHOLDER, Role.STEWARD]


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.SECOND_FACTOR = False


def addresses(resolver: URLResolver, under: str = "") -> Iterator[str]:
    """Give the route of every address that is not behind the door."""
    for pattern in resolver.url_patterns:
        route = under + str(pattern.pattern)
        if route.startswith(BEHIND_THE_DOOR):
            continue
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from addresses(pattern, route)


def asked_about(number: int, word: str, said: str) -> Iterator[str]:
    """Give every public address, its parts about a thing, asked a question that would find it."""
    for route in addresses(get_resolver()):
        filled = re.sub(r"<(\w+:)?number>", str(number), route)
        filled = re.sub(r"<(\w+:)?word>", word, filled)
        filled = re.sub(r"<[^>]+>", said, filled)
        yield f"/{filled}" if filled.startswith("api/") else f"/{filled}?q={said}"


def body_of(response) -> str:
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode("utf-8", "replace")


def signed_in(role: Role | None) -> Client:
    client = Client()
    if role is not None:
        client.force_login(a_person(role).account)
    return client


def test_table_of_rights_is_this_one():
    everybody = set(Role)
    seen = {act for act, roles in rights().items() if roles == everybody}
    assert seen == {f"{kind.code}.see" for kind in kinds()} | {"register.see", "thread.see"}
    written = (
        "agreement", "call", "meeting", "pebble", "posting", "observation", "source", "facet", "story", "text"
    )  # fmt: skip
    assert {act: set(roles) for act, roles in rights().items() if act not in seen} == {
        "desk.open": AT_THE_DESK,
        "people.manage": {Role.STEWARD},
        "residence.check": WRITERS,
        **{f"{kind}.write": WRITERS for kind in written},
        "proposal.enter": WRITERS,
        "meeting.host": WRITERS,
        "assisted.hold": WRITERS,
        "comment.enter": WRITERS,
        "suggestion.enter": WRITERS,
        "suggestion.answer": WRITERS,
        "proposal.answer": {Role.AGENT, Role.ELECTED},
        "moderation.decide": WRITERS,
        "moderation.settle": {Role.AGENT, Role.ELECTED},
        "agreement.sign": {Role.AGENT, Role.ELECTED},
        **{f"posting.{act}": WRITERS for act in ("enter", "deliver", "worksite")},
    }


def test_act_that_no_room_declared_is_nobody_s():
    everything = Person(number=1)
    everything.__dict__["roles"] = frozenset(Role)
    assert not may(everything, "pebble.burn")
    assert not may(Visitor(), "pebble.write")


def test_every_kind_is_in_the_matrix():
    assert set(MAKERS) | {"observation", "conflict"} == {kind.code for kind in kinds()}


@pytest.mark.parametrize("role", HELD)
def test_what_was_withdrawn_shows_by_no_address(role):
    a_commune()
    client = signed_in(role)
    things = [make(name=f"{WITHDRAWN} perdue {code}") for code, make in MAKERS.items()]
    conflict = a_conflict(a_figure(), a_figure(), name=f"{WITHDRAWN} perdue conflict")
    for thing in (*things, conflict):
        withdraw(thing, signed=SIGNED)
    for thing in (*things, conflict):
        word = next(kind.word for kind in kinds() if kind.code == thing.kind)
        assert client.get(thing.get_absolute_url()).status_code == 410
        for address in {*asked_about(thing.number, word, WITHDRAWN)} if thing.kind == "pebble" else ():
            response = client.get(address)
            assert response.status_code in {200, 301, 302, 400, 404, 405, 410}, address
            assert f"{WITHDRAWN} perdue" not in body_of(response), address
        for address in (f"/{word}/{thing.number}", f"/fil/{word}/{thing.number}"):
            assert f"{WITHDRAWN} perdue" not in body_of(client.get(address)), address


@pytest.mark.parametrize("role", HELD)
def test_what_was_never_published_shows_to_those_who_may_write_it_only(role):
    a_commune()
    author = an_agent()
    draft = a_draft(author, name=f"{UNPUBLISHED} au verger")
    client = signed_in(role)
    for address in asked_about(draft.pk, "caillou", UNPUBLISHED):
        response = client.get(address)
        assert response.status_code in {200, 301, 302, 400, 404, 405}, address
        assert f"{UNPUBLISHED} au" not in body_of(response), address
    of_the_draft = [f"/bureau/brouillon/{draft.pk}{act}" for act in ("", "/apercu")]
    for address in of_the_draft:
        answer = client.get(address)
        assert (answer.status_code != 404) == (role in WRITERS), address
    for act in ("/reprendre", "/jeter"):  # a draft is thrown away by whom it belongs to
        answer = client.post(f"/bureau/brouillon/{draft.pk}{act}")
        assert (answer.status_code != 404) == (role in WRITERS), act
        draft.refresh_from_db()
    assert (client.get("/bureau").status_code == 200) == (role in AT_THE_DESK)
    for kind in ("caillou", "figure", "source", "facette", "recit"):
        assert (client.get(f"/bureau/{kind}/nouveau").status_code == 200) == (role in WRITERS), kind
