"""Whatever text a hashtag is written in, its page answers and leads back there."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from poucet.pebble.operations import Enabled, Parts, add_voice, move_pebble, say_what_it_enabled
from poucet.star import hashtags
from poucet.star.models import Mention
from poucet.star.operations import Mapped, map_pillars
from poucet.town import written
from poucet.town.things import kinds
from poucet.town.thread import Telling
from tests.factories import (
    SIGNED,
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
    a_place,
    a_source,
    a_star,
    a_target,
    an_axis,
    an_indicator,
    an_organisation,
)

pytestmark = pytest.mark.django_db


def index_all() -> None:
    hashtags.index(thing for kind in kinds() if kind.texts or kind.parts for thing in kind.public())


def mentioned() -> set[str]:
    return set(Mention.objects.values_list("tag", flat=True))


def a_house_of_hashtags() -> list[str]:
    """Every text that a page prints says a word of its own; gives the addresses of those pages."""
    a_commune()
    source = a_source(note="#source")
    period = {"period": "2010", "since": "2010-01-01", "until": "2010-12-31"}
    a_star(
        narrative="#narrative",
        note="#starnote",
        statements=[{"text": "#said", "source": source, "confidence": "high", "note": "#saidnote", **period}],
    )
    indicator = an_indicator(definition="#definition", note="#indicator")
    figure = a_figure(indicator=indicator, scope="#scope", method="#method", note="#figure")
    facet = a_facet(question="#question", description="#description", note="#facet", indicator=indicator)
    unmeasured = a_facet(unmeasured="#unmeasured")
    a_target(facet, note="#target")
    a_target(facet, version=2, value=Decimal(600), reason="#reason")
    a_target(unmeasured, value=None, unit="", statement="#statement")
    axis = an_axis(
        finding="#finding", under_way=["#underway", "encore"], to_launch=["#tolaunch"], note="#axis"
    )
    framework = a_framework("etoile", note="#framework")
    other = a_framework("astre")
    ends = (f"{framework.key}/etoile", f"{other.key}/astre")
    map_pillars([Mapped(*ends, relation="close", note="#mapping")], signed=SIGNED)
    framework.pillars.update(definition="#pillar")
    constant = a_constant(scope="#constantscope", method="#constantmethod", note="#constant")
    count = a_figure(indicator=an_indicator(unit="ménages"))
    parts = Parts(
        effects=[{"indicator": an_indicator(), "role": "effect", "state": "unknown", "note": "#effect"}],
        equivalences=[
            {
                "count_number": count.number,
                "quantity_number": figure.number,
                "constant": constant,
                "note": "#equals",
            }
        ],
        voices=[
            {"speaker": "Odile", "text": "#voice", "example": True},
            {"speaker": "Ann", "text": "#mine", "language": "en"},
        ],
    )
    texts = {
        name: f"#{name}"
        for name in ("deed", "before", "turning_point", "next_step", "failed", "lesson", "note")
    }
    pebble = a_pebble(parts, **texts, translations={"en": {"deed": "#indeed"}})
    say_what_it_enabled(pebble, [Enabled(a_pebble(), Telling(note="#link"))], signed=SIGNED)
    conflict = a_conflict(
        figure,
        a_figure(indicator=indicator),
        explanation="#why",
        reference_number=figure.number,
        reason="#chosen",
    )
    things = [source, indicator, figure, facet, unmeasured, axis, framework, constant, pebble, conflict]
    things += [a_place(note="#place"), an_organisation(role="#role", note="#organisation")]
    return [
        reverse("home"),
        reverse("star"),
        reverse("path"),
        *(thing.get_absolute_url() for thing in things),
    ]


def words_linked(client: Client, addresses: list[str]) -> set[str]:
    links = set()
    for address in addresses:
        for language in ("fr", "en"):
            page = client.get(address, {"lang": language}).content.decode()
            links |= set(re.findall(r'class="hashtag" href="([^"]+)"', page))
    return links


def test_hashtag_of_any_text_leads_to_a_page_that_answers(client: Client) -> None:
    addresses = a_house_of_hashtags()
    index_all()
    links = words_linked(client, addresses)
    written_out = (
        "source narrative starnote said saidnote definition indicator scope method figure question description facet"
        " unmeasured target reason statement finding underway tolaunch axis framework etoile astre mapping pillar"
        " constantscope constantmethod constant effect equals voice mine deed before turning_point next_step failed"
        " lesson note indeed link why chosen place role organisation"
    )
    assert links == {reverse("hashtag", args=[word]) for word in written_out.split()}
    broken = [link for link in sorted(links) if client.get(link).status_code != 200]
    assert broken == []


def test_house_read_whole_mentions_what_its_things_mention_one_by_one() -> None:
    a_house_of_hashtags()
    index_all()
    one_by_one = set(Mention.objects.values_list("tag", "kind", "number", "field", "times"))
    Mention.objects.all().delete()
    hashtags.index_everything()
    assert set(Mention.objects.values_list("tag", "kind", "number", "field", "times")) == one_by_one
    assert len(one_by_one) > 40


def test_voice_is_found_by_its_hashtag_as_soon_as_it_is_added(client: Client) -> None:
    pebble = a_pebble()
    add_voice(pebble, speaker="Odile", text="La #velorution !", example=True, signed=SIGNED)
    page = client.get(reverse("hashtag", args=["velorution"]))
    assert pebble.get_absolute_url() in page.content.decode()


def test_lesson_is_found_by_its_hashtag_as_soon_as_a_deed_is_let_go() -> None:
    move_pebble(a_pebble(deed="#dalle"), state="let_go", lesson="Trop #tard.", signed=SIGNED)
    assert mentioned() == {"dalle", "tard"}


def test_deed_written_again_forgets_the_words_it_no_longer_says() -> None:
    voices = [{"speaker": "Odile", "text": "#peur", "example": True}]
    pebble = a_pebble(Parts(voices=voices), deed="#toit", key="toit", number=7)
    assert mentioned() == {"toit", "peur"}
    a_pebble(deed="#toiture", key="toit", number=7, source=pebble.source)
    assert mentioned() == {"toiture"}


def test_target_and_pillars_are_found_as_soon_as_they_are_written() -> None:
    facet = a_facet()
    a_target(facet, note="#cap")
    assert mentioned() == {"cap"}


def test_whole_house_written_quietly_is_indexed_at_once(django_assert_max_num_queries) -> None:
    with written.quietly():
        for _ in range(5):
            a_pebble(deed="#toit")
        assert mentioned() == set()
    with django_assert_max_num_queries(len(kinds()) + 10):
        index_all()
    assert mentioned() == {"toit"}
