"""Tombstones: what stands at the address of what was withdrawn, whatever its kind, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from poucet.town.models import Relation, Thing
from poucet.town.thread import tie
from poucet.town.writing import withdraw
from tests.factories import (
    SIGNED,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
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
from tests.factories.ideas import a_call, a_proposal
from tests.factories.meetings import a_meeting
from tests.factories.sharing import a_need
from tests.factories.texts import a_suggestion, a_text

pytestmark = pytest.mark.django_db
KINDS: dict[str, Callable[..., Thing]] = {
    "place": a_place,
    "organisation": an_organisation,
    "source": a_source,
    "indicator": an_indicator,
    "constant": a_constant,
    "conflict": lambda: a_conflict(a_figure(), a_figure()),
    "framework": a_framework,
    "facet": a_facet,
    "axis": an_axis,
    "pebble": a_pebble,
    "story": a_story,
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
REASON = "Écrit deux fois par erreur"


def gone(client: Client, address: str) -> str:
    answer = client.get(address, {"lang": "en"})
    assert (address, answer.status_code) == (address, 410)
    return answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_withdrawn_thing_leaves_its_number_the_day_the_hand_and_the_reason(client: Client, kind: str) -> None:
    thing = KINDS[kind]()
    title, address = thing.title, thing.get_absolute_url()
    withdraw(thing, signed=SIGNED, reason=REASON)
    page = gone(client, address)
    for words in (str(thing.number), "5 January 2026", "tests", REASON, "withdrawn"):
        assert words in page
    assert title not in page


@pytest.mark.parametrize("kind", KINDS)
def test_number_never_given_is_not_found(client: Client, kind: str) -> None:
    withdraw(KINDS[kind](), signed=SIGNED)
    assert client.get(reverse(kind, args=[987654])).status_code == 404


def test_tombstone_says_when_no_reason_was_given(client: Client) -> None:
    pebble = a_pebble()
    withdraw(pebble, signed=SIGNED)
    assert "no reason was given" in gone(client, pebble.get_absolute_url())


def test_tombstone_leads_to_what_replaced_it(client: Client) -> None:
    before, after = a_pebble(name="Ancien"), a_pebble(name="Nouveau")
    tie(after.reference, Relation.REPLACES, before.reference, signed=SIGNED)
    withdraw(before, signed=SIGNED, reason=REASON)
    assert f'href="{after.get_absolute_url()}"' in gone(client, before.get_absolute_url())
    withdraw(after, signed=SIGNED)
    assert "Nouveau" not in gone(client, before.get_absolute_url())


def test_sheet_and_thread_of_a_withdrawn_deed_are_gone_with_it(client: Client) -> None:
    pebble = a_pebble()
    withdraw(pebble, signed=SIGNED, reason=REASON)
    gone(client, reverse("pebble-story", args=[pebble.number]))
    gone(client, reverse("thread", args=["caillou", pebble.number]))


def test_reason_that_the_house_gives_is_said_in_the_readers_language(client: Client) -> None:
    pebble = a_pebble()
    withdraw(pebble, signed=SIGNED, reason="absent du dossier")
    assert "absent from the dossier" in gone(client, pebble.get_absolute_url())


def test_withdrawn_thing_is_nowhere_else(client: Client) -> None:
    pebble = a_pebble(name="Mot introuvable", deed="Mot introuvable #implication")
    a_pebble()
    withdraw(pebble, signed=SIGNED, reason=REASON)
    public: list[Any] = ["/", "/chemin", "/cailloux", "/registre", "/inconnues", "/fil.csv", "/fil.jsonld"]
    for address in public:
        assert "Mot introuvable" not in client.get(address).content.decode(), address


def test_tombstone_asks_few_queries(client: Client, django_assert_max_num_queries) -> None:
    pebble = a_pebble()
    withdraw(pebble, signed=SIGNED, reason=REASON)
    with django_assert_max_num_queries(6):
        gone(client, pebble.get_absolute_url())
