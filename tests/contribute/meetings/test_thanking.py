"""What ended together is proposed for the next feast, and leaves the list once a feast has told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.meetings.operations import Parts
from tests.factories import a_commune
from tests.factories.agreements import an_agreement
from tests.factories.meetings import a_meeting

pytestmark = pytest.mark.django_db


def test_agreement_that_ended_waits_for_the_next_feast_then_is_thanked(client: Client) -> None:
    a_commune()
    ended = an_agreement(name="Les jardinières", state="closed", lesson="Arroser le soir.")
    stopped = an_agreement(name="Le four", state="stopped", lesson="Trop de vent.")
    an_agreement(name="Le verger", state="in_service")
    soon = now() + timedelta(days=9)
    a_meeting(name="Réunion de quartier", starts_at=now() + timedelta(days=2))
    a_meeting(name="Sainte-Barbe", starts_at=soon, festive=True)
    page = client.get("/remerciements").content.decode()
    assert "Sainte-Barbe" in page
    assert "Réunion de quartier" not in page
    assert f'href="/accord/{ended.number}"' in page
    assert f'href="/accord/{stopped.number}"' in page
    assert "Le verger" not in page

    told = [
        {"sort": "decision", "text": "Merci.", "who": "", "thing_kind": "agreement"}
        | {"thing_number": ended.number}
    ]
    a_meeting(
        Parts(lines=told),
        name="Fête du printemps",
        festive=True,
        state="held",
        starts_at=now() - timedelta(days=3),
    )

    waiting, thanked = client.get("/remerciements").content.decode().split('id="thanked"')
    assert "Les jardinières" not in waiting
    assert "Le four" in waiting
    assert "Les jardinières" in thanked
    assert "Fête du printemps" in thanked


def test_nobody_to_thank_is_said(client: Client) -> None:
    page = client.get("/remerciements").content.decode()
    assert "Personne n’attend de merci." in page
    assert "Aucune fête n’est encore annoncée." in page
