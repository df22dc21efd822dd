"""Today: what moved, what is stuck, what awaits whom; the same few questions whatever there is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from poucet.pebble.operations import move_pebble
from poucet.town.models import RegisterEntry
from poucet.town.stuck import heaps
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_conflict, a_facet, a_figure, a_pebble, a_target, an_indicator
from tests.factories.desk import a_draft, a_revision
from tests.reading import MOST_QUERIES

OF_THE_SESSION = 4  # the session, the account, the person, what they are entrusted with


def today(client) -> str:
    answer = client.get(reverse("desk"))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))


def test_what_moved_is_told_by_day_in_words(desk):
    a_pebble(name="Le four à pain")
    text = today(desk)
    assert "5 January 2026" in text
    assert "Le four à pain" in text
    assert "written for the first time" in text


def test_a_load_of_many_things_is_told_once(desk):
    for _time in range(12):
        a_pebble(example=True, source=None)
    assert "× 12" in today(desk)


def test_each_way_of_being_stuck_is_found_and_what_moves_is_not(desk):
    year = localdate().year
    a_pebble(name="En retard", state="planned", period="2020")
    a_pebble(name="À venir", state="planned", period=str(year + 3))
    long_ago = Signature(by="tests", at=datetime.now(UTC) - timedelta(days=400))
    silent = a_pebble(name="Muet", state="planned", period=str(year + 1))
    move_pebble(silent, state="under_way", signed=SIGNED)

    assert RegisterEntry.objects.filter(number=silent.number).exists()
    facet = a_facet(name="Facette passée", indicator=an_indicator(name="Ancien compte"))
    a_figure(indicator=facet.indicator, period="2001")
    a_target(facet, horizon=2015)
    fresh = a_facet(name="Facette fraîche", indicator=an_indicator(name="Compte frais"))
    a_figure(indicator=fresh.indicator, period=str(year - 1))
    a_conflict(a_figure(), a_figure(), name="Douze ou soixante-neuf")
    stuck = today(desk).split("What is stuck")[1].split("What nobody knows yet")[0]
    for words in ("En retard", "Facette passée", "Ancien compte", "Douze ou soixante-neuf"):
        assert words in stuck, words
    for words in ("À venir", "Facette fraîche", "Compte frais"):
        assert words not in stuck, words
    assert long_ago.by == "tests"


def test_deed_under_way_is_stuck_after_six_months_of_silence(desk, monkeypatch):
    pebble = a_pebble(name="Muet", state="under_way", period="2030")
    assert pebble.state == "under_way"

    spoken = RegisterEntry.objects.filter(kind="pebble").latest("at").at

    def silent(on):
        return [heap.code for heap in heaps(today=on, at_most=3)[0]]

    assert "pebble.silent" not in silent(spoken.date() + timedelta(days=180))
    assert "pebble.silent" in silent(spoken.date() + timedelta(days=190))


def test_what_nobody_knows_is_counted(desk):
    a_figure(state="unknown", value=None)
    assert re.search(r"Figures written as unknown: <strong>1</strong>", today(desk))


def test_drafts_are_told_to_whom_they_await(desk, rose, karim):
    a_draft(rose, name="Le mien")
    a_draft(karim, name="Le sien")
    text = today(desk)
    mine, others = text.split("My drafts")[1].split("My colleagues’ drafts")
    assert "Le mien" in mine
    assert "Le sien" in others.split("What is stuck")[0]
    assert "Karim" in others


@pytest.mark.parametrize("page", ["today", "sheet"])
def test_as_many_questions_for_thirty_drafts_as_for_one(desk, rose, karim, page):
    pebble = a_pebble()
    draft = a_revision(rose, pebble)
    address = reverse("desk") if page == "today" else draft.get_absolute_url()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        return len(queries)

    first = asked()
    for place in range(30):
        a_draft(rose if place % 2 else karim, name=f"Brouillon {place}")
        a_pebble(state="planned", period="2020")
    assert asked() == first
    assert first <= MOST_QUERIES + OF_THE_SESSION, first
