"""Two editors on one thing: publishing is refused once, both versions are shown, nothing is lost."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from poucet.measure.models import Observation
from poucet.pebble.models import Pebble
from poucet.pebble.operations import add_voice
from poucet.town.desk.models import Draft
from poucet.town.models import RegisterEntry
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_figure, a_pebble
from tests.factories.desk import a_revision, as_sent


def publish(client, draft, **said):
    draft.refresh_from_db()
    again = as_sent(draft.content | said) | {"version": str(draft.version), "act": "publish"}
    return client.post(draft.get_absolute_url(), again)


def page(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))


@pytest.fixture
def two(rose, karim):
    """One deed, a draft of it on each desk."""
    pebble = a_pebble(name="Le toit", deed="Des panneaux.", note="Début")
    return pebble, a_revision(rose, pebble), a_revision(karim, pebble)


def test_second_to_publish_chooses_field_by_field(desk, other_desk, two):
    pebble, first, second = two
    assert publish(desk, first, name="Le toit de Rose", note="De Rose").status_code == 302
    answer = publish(other_desk, second, name="Le toit de Karim", lesson="De Karim")
    assert answer.url == reverse("desk-settle", args=[second.pk])
    assert Pebble.objects.get().name == "Le toit de Rose"
    shown = page(other_desk.get(answer.url))
    for words in ("Le toit de Rose", "Le toit de Karim", "Le toit", "De Rose", "Début"):
        assert words in shown
    assert "De Karim" not in shown  # nobody else touched that field
    assert "Choose one of the two versions for each field." in page(
        other_desk.post(answer.url, {"note": "now"})
    )
    other_desk.post(answer.url, {"name": "mine", "note": "now"})
    second.refresh_from_db()
    assert [second.content[name] for name in ("name", "note", "lesson")] == [
        "Le toit de Karim",
        "De Rose",
        "De Karim",
    ]
    assert publish(other_desk, second).status_code == 302
    pebble.refresh_from_db()
    assert (pebble.name, pebble.note, pebble.lesson) == ("Le toit de Karim", "De Rose", "De Karim")
    acts = (
        RegisterEntry.objects.filter(act="pebble.revised").order_by("sequence").values_list("by", "details")
    )
    assert [details["fields"] for _by, details in acts] == [["name", "note"], ["lesson", "name"]]


def test_today_tells_that_a_draft_was_overtaken(desk, other_desk, two):
    _pebble, first, _second = two
    assert "published since by somebody" not in page(other_desk.get(reverse("desk")))
    publish(desk, first, name="Autre")
    assert "published since by somebody" in page(other_desk.get(reverse("desk")))


def test_what_was_published_without_changing_a_field_stops_nobody(desk, other_desk, two):

    pebble, _first, second = two
    add_voice(pebble, speaker="Une voisine", text="Ah !", signed=SIGNED)
    assert publish(other_desk, second, name="Autre").url == pebble.get_absolute_url()


def test_thing_withdrawn_meanwhile_is_not_put_back_by_mistake(other_desk, two):
    pebble, _first, second = two
    withdraw(pebble, signed=SIGNED, reason="Doublon")
    answer = publish(other_desk, second, name="Autre")
    assert answer.url == reverse("desk-settle", args=[second.pk])
    assert "If you publish, it stands with what you wrote." in page(other_desk.get(answer.url))
    assert not Pebble.objects.exists()
    other_desk.post(answer.url)
    publish(other_desk, second)
    assert Pebble.objects.get().name == "Autre"


def test_refused_again_when_somebody_publishes_again(desk, other_desk, rose, two):
    pebble, first, second = two
    publish(desk, first, name="Un")
    publish(other_desk, second, name="Deux")
    other_desk.post(reverse("desk-settle", args=[second.pk]), {"name": "mine"})
    publish(desk, a_revision(rose, pebble), name="Trois")
    assert publish(other_desk, second).url == reverse("desk-settle", args=[second.pk])
    assert Pebble.objects.get().name == "Trois"


def test_figure_corrected_by_two_hands_is_settled_too(desk, other_desk, rose, karim):
    figure = a_figure(value=100)
    first, second = a_revision(rose, figure), a_revision(karim, figure)
    publish(desk, first, value="110")
    answer = publish(other_desk, second, value="120")
    shown = page(other_desk.get(answer.url))
    for words in ("100", "110", "120", "The number"):
        assert words in shown
    other_desk.post(answer.url, {"value": "now"})
    publish(other_desk, second)
    assert [row.value for row in Observation.objects.order_by("revision")] == [100, 110]


def test_two_windows_on_one_draft_lose_nothing(desk, rose):
    draft = a_revision(rose, a_pebble())
    said = as_sent(draft.content)
    desk.post(draft.get_absolute_url(), said | {"name": "Fenêtre une", "version": "1", "act": "keep"})
    answer = desk.post(
        draft.get_absolute_url(),
        said | {"name": "Fenêtre deux", "version": "1", "act": "publish"},
        follow=True,
    )
    assert "This draft was changed in another window." in page(answer)
    assert sorted(Draft.objects.open().values_list("title", flat=True)) == ["Fenêtre deux", "Fenêtre une"]
    assert Pebble.objects.get().name == "Le toit de la halle"


def test_draft_published_in_another_window_is_said_to_be(desk, rose):
    draft = a_revision(rose, a_pebble())
    publish(desk, draft, name="Une fois")
    assert publish(desk, draft, name="Deux fois").status_code == 404
    assert Pebble.objects.get().name == "Une fois"
