"""Whatever acts follow one another, every moment of the past is read again row for row."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from poucet.measure.models import Indicator, Observation, Source
from poucet.measure.operations import (
    Figure,
    cite,
    record_figures,
    withdraw_figures,
    write_indicator,
    write_source,
)
from poucet.pebble.models import Pebble
from poucet.pebble.operations import Parts, add_voice, write_pebble
from poucet.star.models import Facet
from poucet.star.operations import withdraw_star, write_axis, write_facet, write_framework, write_star
from poucet.town import register
from poucet.town.models import Link, Place
from poucet.town.operations import write_commune, write_place
from poucet.town.past import as_of, kept_models
from poucet.town.things import Reference
from poucet.town.thread import tie, untie
from poucet.town.writing import Signature, withdraw
from tests.town.history import Rows, everything, live_rows, open_rows, signed_on
from tests.town.history import day as day_number

pytestmark = pytest.mark.django_db

NUMBERS = st.integers(1, 3)
WORDS = st.sampled_from(["un", "deux #silence", "trois #etoile #silence"])


class Refused(Exception):
    """An act that fails once it has written."""


def place(number: int, word: str, signed: Signature) -> None:
    write_place(
        key=f"p{number}", number=number, name=f"Lieu {number}", nature="site", note=word, signed=signed
    )


def figure(number: int, word: str, signed: Signature) -> None:
    source = write_source(key="s", number=1, name="Source", signed=signed)
    indicator = write_indicator(key="i", number=1, name="I", unit="kWh/an", signed=signed)
    told = {
        "indicator": indicator,
        "source": source,
        "status": "declared",
        "confidence": "low",
        "unit": "kWh/an",
    }
    figures = [
        Figure(number=one, value=Decimal(len(word)), note=word, **told) for one in (number + 7, number)
    ]
    record_figures(figures, signed=signed)


def unsay_figure(number: int, word: str, signed: Signature) -> None:
    withdraw_figures([number], signed=signed)


def facet(number: int, word: str, signed: Signature) -> None:
    one = write_facet(
        key=f"f{number}", number=number, name=f"Facette {number}", description=word, signed=signed
    )
    source = write_source(key="s", number=1, name="Source", note=word, signed=signed)
    write_axis(
        key="a",
        number=1,
        name="Axe",
        document="Charte",
        confidence="low",
        source=source,
        facets=[one],
        signed=signed,
    )


def pebble(number: int, word: str, signed: Signature) -> None:
    parts = Parts(
        places=list(Place.objects.all()),
        facets=list(Facet.objects.all())[:number],
        effects=[{"indicator": one, "role": "effect", "note": word} for one in Indicator.objects.all()],
        voices=[{"speaker": word, "text": word, "example": True}] * (number % 3),
    )
    write_pebble(
        key=f"c{number}", number=number, period="2020", name="Caillou", state="laid", theme="eau", deed=word,
        example=True, parts=parts, signed=signed,
    )  # fmt: skip


def say_more(number: int, word: str, signed: Signature) -> None:
    for one in Pebble.objects.filter(number=number):
        add_voice(one, speaker=word, text=word, example=True, signed=signed)


def take_away(number: int, word: str, signed: Signature) -> None:
    for model in (Pebble, Place, Facet):
        for thing in model.objects.filter(number=number):
            withdraw(thing, signed=signed)


def tie_two(number: int, word: str, signed: Signature) -> None:
    place(1, word, signed)
    tie(Reference("place", 1), "serves", Reference("facet", number), signed=signed)
    cite(Reference("place", 1), Source.objects.first(), confidence="low", signed=signed)


def untie_all(number: int, word: str, signed: Signature) -> None:
    untie(list(Link.objects.filter(destination_number=number)), signed=signed)
    cite(Reference("place", 1), None, signed=signed)


def star(number: int, word: str, signed: Signature) -> None:
    source = write_source(key="s", number=1, name="Source", signed=signed)
    said = [{"text": word, "source": source, "confidence": "low"}] * number
    write_star(name=word, statements=said, signed=signed)
    pillars = [{"tag": f"t{place}", "name": word} for place in range(number)]
    write_framework(
        key="k", number=1, name="Cadre", version=word, source=source, pillars=pillars, signed=signed
    )


def no_star(number: int, word: str, signed: Signature) -> None:
    withdraw_star(signed=signed)


def commune(number: int, word: str, signed: Signature) -> None:
    write_commune(name=word, signed=signed)


def fail(number: int, word: str, signed: Signature) -> None:
    with register.one_act():
        place(number, word + " jamais", signed)
        raise Refused


def all_at_once(number: int, word: str, signed: Signature) -> None:
    """Several acts within one, as when a dossier is loaded."""
    with register.one_act():
        place(number, word, signed)
        place(number, word + " encore", signed)
        take_away(number, word, signed)
        pebble(number, word, signed)


ACTS = (
    place, figure, unsay_figure, facet, pebble, say_more, take_away, tie_two, untie_all, star, no_star, commune, fail,
    all_at_once,
)  # fmt: skip


# An example takes a tenth of a second: no time is spent on making a failing one shorter.
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), NUMBERS, WORDS, st.integers(0, 2)), min_size=4, max_size=14
    )
)
def test_every_moment_of_the_past_is_read_again_row_for_row(
    db: None, acts: list[tuple[Any, int, str, int]]
) -> None:
    with transaction.atomic():
        lived = live(acts)
        for moment, rows in lived.items():
            with as_of(moment + timedelta(seconds=1)):
                assert everything() == rows
        for model in kept_models():
            assert open_rows(model) == live_rows(model)
        assert Observation.objects.count() == len(everything()["measure.Observation"])
        transaction.set_rollback(True)


def live(acts: list[tuple[Any, int, str, int]]) -> dict[datetime, Rows]:
    """Do these acts, some on one day; give what the house said after the last of each day."""
    lived: dict[datetime, Rows] = {}
    since_the_start = 0
    commune(1, "un", signed_on(day_number(0)))
    for act, number, word, days in acts:
        since_the_start += days
        signed = signed_on(day_number(since_the_start))
        try:
            act(number, word, signed)
        except Refused:
            continue
        lived[signed.at] = everything()
    return lived
