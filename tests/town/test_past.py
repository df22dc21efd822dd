"""What the house said on a day can be read again, row for row; nobody but the database writes the past."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import time
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from poucet.contribute.drafting.operations import accept
from poucet.contribute.operations import Step, reply, rewrite
from poucet.measure.models import Citation, Observation
from poucet.measure.operations import (
    Figure,
    cite,
    record_figures,
    withdraw_figures,
    write_indicator,
    write_source,
)
from poucet.pebble.models import Pebble
from poucet.pebble.operations import Parts, add_voice, move_pebble, write_pebble
from poucet.star.models import Mention, Star
from poucet.star.operations import Mapped, map_pillars, withdraw_star
from poucet.town import register
from poucet.town.clock import end_of, today
from poucet.town.models import Link, Place, RegisterEntry
from poucet.town.operations import Year, write_place
from poucet.town.past import BeforeTheFirstLine, as_of, erase_from_the_past, kept_models
from poucet.town.past.dialect import dialect
from poucet.town.past.keeping import columns_of
from poucet.town.past.twins import SINCE, UNTIL, twin_of
from poucet.town.thread import tie, untie
from poucet.town.writing import Signature, withdraw
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
    a_star,
    a_story,
    a_target,
    an_axis,
    an_organisation,
)
from tests.factories.agreements import a_signed_agreement
from tests.factories.claims import a_claim
from tests.factories.comments import a_rewritten_comment
from tests.factories.geography import a_layer
from tests.factories.ideas import REASON, a_proposal
from tests.factories.meetings import a_whole_meeting
from tests.factories.sharing import a_need, a_share
from tests.factories.texts import a_suggestion
from tests.town.history import day, everything, live_rows, on, open_rows, rows_of, signed_on

pytestmark = pytest.mark.django_db

ROOMS = (
    "town",
    "town.people",
    "measure",
    "star",
    "contribute",
    "pebble",
    "pebble.claims",
    "contribute.comments",
    "contribute.moderation",
    "contribute.meetings",
    "contribute.agreements",
    "contribute.sharing",
    "contribute.drafting",
)
# Codes and annexes must not outlive their use; no page shows who was reminded.
OF_THE_TWO_HALVES = {
    "agreements.Annex",
    "agreements.SigningCode",
    "agreements.Reminder",
    "agreements.Applicant",
}
# Who offers, who takes a share, whom to call.
OF_THE_BOARD = {f"sharing.{name}" for name in ("Poster", "Promise", "EmergencyContact", "Worksite")}
# A name must not outlive its erasure.
UNPUBLISHED_OR_FOUND_TODAY = {"desk.Draft", "search.Entry"}
OF_RESIDENTS = {f"contribute.{name}" for name in ("Authorship", "Support", "Notice", "Silence")} | {
    "meetings.Registration",
    "assisting.AssistedSession",
    "assisting.AssistedAct",
    "comments.Penned",
    "drafting.Drafter",
}
OF_MODERATION = {f"moderation.{name}" for name in ("Appeal", "Case", "Decision", "Hidden", "Report")}
PEOPLE = {
    f"people.{name}"
    for name in ("Account", "Person", "Grant", "Service", "Delegation", "Ticket", "Waiting", "WrongTry")
}


def test_every_public_table_has_its_past_and_the_triggers_that_keep_it():
    """A model whose table no public page may read says so: `past.leave_out`."""
    known = set(connection.introspection.table_names())
    laid = triggers_of_the_database()
    for model in kept_models():
        twin = twin_of(model)
        assert twin.past in known, f"{model._meta.label}: its migration must end with KeepPast"
        columns = columns_of(connection, twin.past)
        assert {*twin.columns, SINCE, UNTIL} <= columns, f"{model._meta.label}: KeepPastAgain after a change"
        assert dialect(connection.vendor).triggers(twin) <= laid, f"{model._meta.label}: KeepPastAgain"


def triggers_of_the_database() -> set[str]:
    if connection.vendor == "postgresql":
        return {str(name) for (name,) in rows_of("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")}
    return {str(name) for (name,) in rows_of("SELECT name FROM sqlite_master WHERE type = 'trigger'")}


def test_tables_left_out_are_those_that_no_public_page_reads():
    ours = {
        model
        for room in apps.get_app_configs()
        if room.name.startswith("poucet.")
        for model in room.get_models(include_auto_created=True)
    }
    assert {model._meta.label for model in ours - set(kept_models())} == {
        "town.RegisterEntry",  # its lines are never altered
        "measure.Observation",  # a correction is a new revision
        "dossier.KeptFile",
        *PEOPLE,
        "identity.ProvenIdentity",
        "residence.Batch",
        "residence.LetterCode",
        *UNPUBLISHED_OR_FOUND_TODAY,
        *OF_RESIDENTS,
        *OF_MODERATION,
        *OF_THE_TWO_HALVES,
        *OF_THE_BOARD,
    }


def test_every_act_is_one_act():
    """What an act writes enters the past at its own first line: none may write without holding the chain."""
    bare = {f"{act.__module__}.{act.__name__}" for act in acts() if not hasattr(act, "__wrapped__")}
    assert bare == {"poucet.town.writing.sign_revision"}  # which only signs


def acts() -> Iterator[Any]:
    """Give every function of the rooms that takes a signature."""
    names = (f"poucet.{room}.{name}" for room, name in product(ROOMS, ("operations", "writing", "thread")))
    for module in (import_module(name) for name in names if find_spec(name)):
        for name, act in inspect.getmembers(module, inspect.isfunction):
            is_theirs = act.__module__ == module.__name__ and not name.startswith("_")
            if is_theirs and "signed" in inspect.signature(act).parameters:
                yield act


def test_text_revised_twice_is_read_as_it_was_each_day():
    for place, name in enumerate(("La halle", "La vieille halle", "La halle Rosa-Parks")):
        write_place(key="halle", number=4, name=name, nature="building", signed=signed_on(day(place)))
    said = []
    for place in range(3):
        with as_of(end_of(day(place))):
            said.append(Place.objects.get(number=4).name)
    assert said == ["La halle", "La vieille halle", "La halle Rosa-Parks"]
    assert Place.objects.get(number=4).name == "La halle Rosa-Parks"


def test_day_ends_at_midnight_where_the_commune_lies():
    late, next_morning = time(22, 59), time(23, 0)  # midnight in Paris is 23:00 UTC in January
    write_place(key="a", number=1, name="Le soir", nature="site", signed=signed_on(day(0), at=late))
    write_place(key="b", number=2, name="Le matin", nature="site", signed=signed_on(day(0), at=next_morning))
    with as_of(end_of(day(0))):
        assert [place.name for place in Place.objects.all()] == ["Le soir"]


def test_part_written_after_the_line_of_its_act_is_there_at_that_line():
    with on(day(0)):
        source = a_source()
        pebble = a_pebble(source=source, parts=Parts(places=[a_place()]), deed="Un toit #etoile.")
    with as_of(end_of(day(0))):
        assert pebble.places.count() == 1
        assert Mention.objects.filter(kind="pebble").count() == 1
    last = RegisterEntry.objects.latest("sequence").sequence
    with transaction.atomic():
        add_voice(pebble, speaker="Une voisine", text="Un #silence.", example=True, signed=signed_on(day(1)))
    assert {since for (since,) in rows_of("SELECT since_line FROM pebble_voice_past")} == {last + 1}
    with as_of(end_of(day(0))):
        assert pebble.voices.count() == 0
    with as_of(end_of(day(1))):
        assert pebble.voices.count() == 1
        assert Mention.objects.filter(tag="silence").exists()


def test_withdrawn_thing_stands_on_the_days_before():
    with on(day(0)):
        pebble = a_pebble()
    withdraw(pebble, signed=signed_on(day(3)))
    with as_of(end_of(day(2))):
        assert Pebble.objects.filter(number=pebble.number).exists()
    with as_of(end_of(day(3))):
        assert not Pebble.objects.filter(number=pebble.number).exists()


def test_row_taken_away_is_there_on_the_days_before():
    with on(day(0)):
        star = a_star(statements=[{"text": "Une ville", "source": a_source(), "confidence": "high"}])
        origin, end = a_place(), a_place()
        link = tie(origin.reference, "serves", end.reference, signed=signed_on(day(0)))
        cite(origin.reference, a_source(), signed=signed_on(day(0)))
    withdraw_star(signed=signed_on(day(1)))
    untie([link], signed=signed_on(day(1)))
    cite(origin.reference, None, signed=signed_on(day(1)))
    assert not Star.objects.exists()
    with as_of(end_of(day(0))):
        assert Star.objects.get().statements.count() == 1
        assert star.name == Star.objects.get().name
        assert Link.objects.count() == 1
        assert Citation.objects.count() == 1
    with as_of(end_of(day(1))):
        assert not Star.objects.exists()
        assert not Link.objects.exists()
        assert not Citation.objects.exists()


def test_figure_is_read_in_the_revision_of_the_day():
    with on(day(0)):
        figure, other = a_figure(value=10), a_figure(value=20)
    with on(day(1)):
        a_figure(number=figure.number, indicator=figure.indicator, source=figure.source, value=11)
    withdraw_figures([other.number], signed=signed_on(day(2)))
    seen = {}
    for place in range(3):
        with as_of(end_of(day(place))):
            rows = Observation.objects.current().filter(number__in=(figure.number, other.number))
            seen[place] = {row.number: int(row.value) for row in rows}
            assert Observation.objects.count() == 2 + place
    assert seen == {
        0: {figure.number: 10, other.number: 20},
        1: {figure.number: 11, other.number: 20},
        2: {figure.number: 11},
    }


def test_figures_enter_in_the_order_of_the_lines_that_sign_them():
    """The past of the figures rests on it: the last line of a moment names the last row."""
    indicator, source = a_figure().indicator, a_source()
    numbers = [900, 17, 400, 3, 55]
    told = {"indicator": indicator, "source": source, "status": "declared", "confidence": "high"}
    for value in (1, 2):
        figures = [Figure(number=number, value=value, unit=indicator.unit, **told) for number in numbers]
        record_figures(figures, signed=SIGNED)
    withdraw_figures(numbers, signed=SIGNED)
    lines = RegisterEntry.objects.filter(kind="observation").order_by("sequence")
    rows = Observation.objects.order_by("pk")
    assert [line.number for line in lines] == [row.number for row in rows]


def test_register_of_a_day_is_whole_and_ends_there():
    for place in range(3):
        with on(day(place)):
            a_place()
    with as_of(end_of(day(1))) as there:
        assert register.verify() == register.Verdict(2, RegisterEntry.objects.get(sequence=2).digest)
        assert there.line == 2
    assert register.verify().entries == 3


def test_day_is_that_of_the_past_inside_and_today_s_outside():
    with on(day(0)):
        a_place()
    present = today()
    with as_of(end_of(day(4))) as there:
        assert today() == there.day == day(4)
    assert today() == present


def test_nothing_was_there_before_the_first_line():
    with pytest.raises(BeforeTheFirstLine), as_of(end_of(day(0))):
        pass
    with on(day(1)):
        a_place()
    with pytest.raises(BeforeTheFirstLine), as_of(end_of(day(0))):
        pass


def test_nothing_is_written_while_the_past_is_read():
    with on(day(0)):
        place = a_place()
    attempts = (
        lambda: Place.every.filter(pk=place.pk).update(name="Autre"),
        lambda: write_place(key="neuf", number=77, name="Neuf", nature="site", signed=SIGNED),
        lambda: connection.cursor().execute("DELETE FROM dossier_keptfile"),
        lambda: connection.cursor().execute("DELETE FROM town_place_past"),
    )
    before = everything()
    for attempt in attempts:
        with as_of(end_of(day(0))), pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert everything() == before


def test_present_comes_back_after_a_mistake_in_the_past():
    with on(day(0)):
        a_place()
    with on(day(2)):
        a_place()
    with pytest.raises(ZeroDivisionError), as_of(end_of(day(0))):  # noqa: PT012 -- both
        assert Place.objects.count() == 1
        raise ZeroDivisionError
    with pytest.raises(DatabaseError), transaction.atomic(), as_of(end_of(day(0))):  # noqa: PT012 -- both
        assert Place.objects.count() == 1
        connection.cursor().execute("SELECT nothing FROM nowhere")
    assert Place.objects.count() == 2
    a_place()
    assert Place.objects.count() == 3


def test_open_rows_of_the_past_are_those_of_the_present():
    write_much()
    for model in kept_models():
        assert open_rows(model) == live_rows(model), model._meta.label
    silent = [model._meta.label for model in kept_models() if not live_rows(model)]
    assert not silent


def write_much() -> None:
    """Write a row at least in every table that has a past."""
    a_commune()
    a_star(statements=[{"text": "Une ville sobre", "source": a_source(), "confidence": "high"}])
    facet, place = a_facet(), a_place()
    a_target(facet)
    a_layer()
    a_story()
    a_claim()
    idea = a_proposal(person=a_person())
    rewrite(idea, name="Deux bancs", text="Ici.", by=idea.authorship.person, signed=SIGNED)
    reply(idea, Step("not_kept", REASON, "agent"), signed=SIGNED)
    a_rewritten_comment()
    taken_up = a_suggestion()
    accept(taken_up, over=1, wording=taken_up.wording, reason="Soit.", signed=SIGNED)
    a_whole_meeting()
    a_signed_agreement()
    a_share(a_need())
    an_axis(facets=[facet])
    pillars = list(a_framework("silence", "etoile", key="piliers").pillars.all())
    map_pillars([Mapped("piliers/silence", "piliers/etoile", "close")], signed=SIGNED)
    figure, other = a_figure(), a_figure()
    a_conflict(figure, other)
    cite(place.reference, a_source(), signed=SIGNED)
    pebble = a_pebble(
        deed="Un toit #silence",
        parts=Parts(
            pillars=pillars,
            places=[place],
            facets=[facet],
            makers=[{"organisation": an_organisation(years=[Year(2025, "yes")]), "name": ""}],
            effects=[{"indicator": figure.indicator, "role": "effect"}],
            equivalences=[
                {"count_number": figure.number, "quantity_number": other.number, "constant": a_constant()}
            ],
            pictures=[
                {
                    "file": "media/a.png",
                    "alt": "Un toit",
                    "credit": "M.",
                    "licence": "CC0",
                    "width": 9,
                    "height": 9,
                }
            ],
            voices=[{"speaker": "Une voisine", "text": "Bien.", "example": True}],
        ),
        state="under_way",
    )
    move_pebble(pebble, state="laid", signed=SIGNED)
    tie(pebble.reference, "serves", place.reference, signed=SIGNED)


def test_act_that_changes_nothing_leaves_no_trace_in_the_past():
    with on(day(0)):
        place = a_place()
    before = rows_of("SELECT * FROM town_place_past")
    write_place(key=place.key, number=place.number, name=place.name, nature=place.nature, signed=SIGNED)
    Place.objects.filter(pk=place.pk).update(name=place.name)
    assert rows_of("SELECT * FROM town_place_past") == before


def test_row_that_comes_and_goes_within_one_act_was_never_there():
    with register.one_act():
        place = a_place()
        place.delete()
        register.record("dossier.loaded", by="tests", at=SIGNED.at)
    assert rows_of("SELECT * FROM town_place_past") == []


def test_act_that_fails_leaves_the_pen_as_it_was():
    with on(day(0)):
        a_place()

    class Refused(Exception):
        pass

    with pytest.raises(Refused), register.one_act():  # noqa: PT012 -- it fails once it has written
        a_place()
        raise Refused
    place = a_place()
    (since,) = (
        since
        for number, since in rows_of("SELECT number, since_line FROM town_place_past")
        if number == place.number
    )
    assert since == RegisterEntry.objects.latest("sequence").sequence


def test_words_taken_back_are_taken_from_every_day_and_the_past_is_sealed_again():
    with on(day(0)):
        place, other = a_place(note="Chez Mme Untel"), a_place(note="Chez M. Autre")
    write_place(key=place.key, number=place.number, name="B", nature="site", signed=signed_on(day(1)))
    erase_from_the_past(place, note="", translations={})
    with as_of(end_of(day(0))):
        assert Place.objects.get(pk=place.pk).note == ""
        assert Place.objects.get(pk=other.pk).note == "Chez M. Autre"
    refused("UPDATE town_place_past SET note = 'Faux'")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM town_place_past",
        "UPDATE town_place_past SET name = 'Faux'",
        "UPDATE town_place_past SET until_line = 1",
        "INSERT INTO town_place_past SELECT * FROM town_place_past",
        "INSERT INTO town_place_past (id, since_line) VALUES (12345, 1)",
    ],
)
def test_past_is_written_by_the_database_alone(statement):
    a_place()
    refused(statement)


def refused(statement: str) -> None:
    before = rows_of("SELECT * FROM town_place_past")
    assert before
    connection.check_constraints()  # PostgreSQL would name these first
    with pytest.raises(DatabaseError, match="the past is kept"), transaction.atomic():
        connection.cursor().execute(statement)
    assert rows_of("SELECT * FROM town_place_past") == before


def test_row_of_the_past_cannot_be_written_over():
    a_place()
    if connection.vendor == "sqlite":
        refused("REPLACE INTO town_place_past SELECT * FROM town_place_past")
    else:
        refused(
            "INSERT INTO town_place_past SELECT * FROM town_place_past "
            "ON CONFLICT (id, since_line) DO UPDATE SET name = 'Faux'"
        )


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["town_place", "town_place_past"])
def test_neither_a_table_nor_its_past_is_truncated(table):
    a_place()
    refused(f"TRUNCATE {table} CASCADE")


def test_row_put_in_the_place_of_another_leaves_its_past():
    with on(day(0)):
        place = a_place(name="Avant")
    if connection.vendor == "sqlite":
        connection.cursor().execute(
            "REPLACE INTO town_place SELECT id, translations, number, key, withdrawn, 'Après', nature, geometry, note "
            "FROM town_place"
        )
    else:
        connection.cursor().execute(
            "INSERT INTO town_place SELECT * FROM town_place ON CONFLICT (id) DO UPDATE SET name = 'Après'"
        )
    with on(day(1)):
        a_place()
    assert open_rows(Place) == live_rows(Place)
    with as_of(end_of(day(0))):
        assert Place.objects.get(number=place.number).name == "Avant"
    with as_of(end_of(day(1))):
        assert Place.objects.get(number=place.number).name == "Après"


def test_acts_signed_by_others_are_read_by_line_not_by_name():
    write_source(key="s", number=1, name="Un", signed=Signature(by="a", at=signed_on(day(0)).at))
    write_source(key="s", number=1, name="Deux", signed=Signature(by="b", at=signed_on(day(0)).at))
    with as_of(end_of(day(0))) as there:
        assert there.line == 2
    write_indicator(key="i", number=1, name="I", unit="kWh/an", signed=signed_on(day(1)))
    write_pebble(key="p", number=1, name="P", state="laid", period="2020", theme="energie", deed="d",
                 example=True, signed=signed_on(day(1)))  # fmt: skip
    with as_of(end_of(day(0))):
        assert not Pebble.objects.exists()
