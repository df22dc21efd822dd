"""The index follows what is written, at once or whole; nothing that may not be seen shows, even where it is late."""

from __future__ import annotations

import pytest
from django.db import connection

from poucet.measure.models import Source
from poucet.measure.operations import withdraw_figures
from poucet.pebble.models import Pebble
from poucet.pebble.operations import Parts, move_pebble
from poucet.star.operations import set_target
from poucet.town import written
from poucet.town.errors import RuleError
from poucet.town.register import one_act
from poucet.town.writing import withdraw, write
from poucet.web.search.index import index_again, rebuild, rebuild_if_missing
from poucet.web.search.models import Entry
from poucet.web.search.stores import store
from tests.factories import (
    SIGNED,
    a_facet,
    a_figure,
    a_pebble,
    a_place,
    a_source,
    an_indicator,
    an_organisation,
)

pytestmark = pytest.mark.usefixtures("commune")


def kept() -> dict[tuple[str, int], tuple[str, str]]:
    """Give all that the index holds, its own keys apart."""
    words = dict(store(connection).rows(_ALL[connection.vendor], ()))
    assert len(words) == Entry.objects.count()
    return {(one.kind, one.number): (one.title, words[one.pk]) for one in Entry.objects.all()}


_ALL = {
    "sqlite": "SELECT rowid, title || ' / ' || body || ' / ' || passages FROM search_words",
    "postgresql": "SELECT id, words || ' / ' || passages FROM search_words",
}


def test_revision_is_found_by_its_new_words_and_no_longer_by_the_old(seek):
    source = a_source()
    pebble = a_pebble(key="toit", number=7, deed="De l’ardoise.", source=source)
    a_pebble(key="toit", number=7, deed="Du chaume.", source=source)
    assert seek("chaume") == [pebble.get_absolute_url()]
    assert seek("ardoise") == []


def test_withdrawn_thing_is_no_longer_found_and_comes_back_with_its_return(seek):
    source = a_source()
    pebble = a_pebble(key="toit", number=7, deed="Du chaume.", source=source)
    withdraw(pebble, signed=SIGNED)
    assert seek("chaume") == []
    assert ("pebble", 7) not in kept()
    a_pebble(key="toit", number=7, deed="Du chaume.", source=source)
    assert seek("chaume") == [pebble.get_absolute_url()]


def test_withdrawn_figure_is_no_longer_found(seek):
    figure = a_figure(method="Pesée")
    assert seek("pesee") == [figure.get_absolute_url()]
    withdraw_figures([figure.number], signed=SIGNED)
    assert seek("pesee") == []


@pytest.mark.parametrize("lesson", ["Trop tard."])
def test_lesson_is_found_as_soon_as_a_deed_is_let_go(seek, lesson):
    pebble = a_pebble()
    move_pebble(pebble, state="let_go", lesson=lesson, signed=SIGNED)
    assert seek("tard") == [pebble.get_absolute_url()]


def test_target_is_found_as_soon_as_it_is_set(seek):
    facet = a_facet()
    set_target(
        facet, version=1, statement="Un jardin par rue", source=a_source(), confidence="high", signed=SIGNED
    )
    assert seek("jardins") == [facet.get_absolute_url()]


def test_what_the_index_is_late_to_forget_is_not_shown(seek, sought):
    hidden = a_pebble(name="Secret", deed="Du chaume.")
    shown = a_pebble(name="Ouvert", deed="Du chaume.")
    Pebble.objects.filter(pk=hidden.pk).update(withdrawn=True)  # behind the back of every act
    assert seek("chaume") == [shown.get_absolute_url()]
    assert "Secret" not in sought("chaume").text


def test_new_name_of_an_organisation_is_found_on_the_deeds_that_it_made(seek):
    maker = an_organisation(key="semeurs", number=5, name="Les semeurs")
    pebble = a_pebble(Parts(makers=[{"organisation": maker}]))
    an_organisation(key="semeurs", number=5, name="Les planteurs")
    assert seek("semeurs") == []
    assert pebble.get_absolute_url() in seek("planteurs")
    withdraw(maker, signed=SIGNED)
    assert seek("planteurs") == []


def test_name_of_a_withdrawn_place_leaves_the_deeds_done_there(seek):
    place = a_place(name="Le bosquet")
    pebble = a_pebble(Parts(places=[place]))
    assert pebble.get_absolute_url() in seek("bosquet")
    withdraw(place, signed=SIGNED)
    assert seek("bosquet") == []


def test_new_name_of_an_indicator_is_found_on_its_figures(seek):
    indicator = an_indicator(key="recolte", number=5, name="Récolte", unit="kg")
    figure = a_figure(indicator=indicator, method="Pesée")
    an_indicator(key="recolte", number=5, name="Cueillette", unit="kg")
    assert seek("recolte") == []
    assert figure.get_absolute_url() in seek("cueillette")


def a_small_house() -> None:
    place, maker = a_place(name="Le bosquet"), an_organisation(name="Les semeurs")
    indicator = an_indicator(name="Récolte", definition="Ce que l’on cueille.")
    a_figure(indicator=indicator, method="Pesée")
    a_figure(indicator=indicator)
    a_facet(question="Où ?", translations={"en": {"name": "Sun", "question": "Where?"}})
    parts = Parts(
        places=[place],
        makers=[{"organisation": maker}],
        voices=[{"speaker": "Odile", "text": "Et voilà", "example": True}],
    )
    for _ in range(3):
        a_pebble(parts, lesson="Recommencer.")


def test_index_read_again_whole_is_the_one_that_was_kept_act_by_act():
    a_small_house()
    before = kept()
    count = rebuild()
    assert kept() == before
    assert count == len(before) > 8


def test_act_is_read_once_at_its_end(monkeypatch):
    told = []
    monkeypatch.setattr(written, "_LISTENERS", [told.append])
    with one_act():
        source = a_source()
        pebble = a_pebble()
        assert told == []
    (once,) = told
    assert {source.reference, pebble.reference} < set(once)
    assert len(once) == len(set(once))


def write_two_sources_of_one_number():
    for key in ("bulletin", "gazette"):
        write(Source, key=key, number=1, signed=SIGNED, name="Bulletin")


def test_act_that_fails_tells_nothing(monkeypatch):
    told = []
    monkeypatch.setattr(written, "_LISTENERS", [told.append])
    with pytest.raises(RuleError), one_act():
        write_two_sources_of_one_number()
    assert told == []


def test_house_written_quietly_is_found_once_it_is_announced(seek):
    with written.quietly():
        pebble = a_pebble(deed="Du chaume.")
    assert seek("chaume") == []
    written.announce_house()
    assert seek("chaume") == [pebble.get_absolute_url()]


def test_reading_the_whole_house_takes_as_many_queries_for_many_things(django_assert_max_num_queries):
    with written.quietly():
        for _ in range(30):
            a_pebble(deed="Du chaume.")
    with django_assert_max_num_queries(50):
        rebuild()


def test_many_things_at_once_are_read_in_as_many_queries(django_assert_max_num_queries):
    with written.quietly():
        pebbles = [a_pebble(deed="Du chaume.") for _ in range(30)]
    with django_assert_max_num_queries(30):
        index_again([pebble.reference for pebble in pebbles])
    assert {number for kind, number in kept() if kind == "pebble"} == {pebble.number for pebble in pebbles}


def test_index_that_was_never_made_is_made_once(django_assert_num_queries):
    with written.quietly():
        a_pebble()
    rebuild_if_missing()
    assert kept()
    with django_assert_num_queries(1):
        rebuild_if_missing()


def test_endless_text_is_kept_as_far_as_it_is_read(seek):
    words = " ".join(f"mot{place}" for place in range(40_000))
    pebble = a_pebble(deed=f"premier {words} dernier")
    assert seek("premier") == [pebble.get_absolute_url()]
    assert seek("mot9000") == [pebble.get_absolute_url()]
    assert seek("dernier") == []
