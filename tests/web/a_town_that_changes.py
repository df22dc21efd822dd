"""A small town over five days: each day something of every kind comes, changes or goes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from poucet.measure.models import Conflict, Constant, Indicator, Observation, Source
from poucet.measure.operations import cite, withdraw_figures, write_conflict
from poucet.pebble.models import Pebble
from poucet.pebble.operations import Enabled, Parts, add_voice, move_pebble, say_what_it_enabled, write_pebble
from poucet.star.models import Axis, Facet, Framework, Pillar
from poucet.star.operations import (
    Mapped,
    map_pillars,
    withdraw_star,
    write_axis,
    write_facet,
    write_framework,
)
from poucet.town.models import Link, Organisation, Place
from poucet.town.operations import verify_register, write_place
from poucet.town.thread import Telling, tie, untie
from poucet.town.writing import Signature, withdraw
from tests.factories import (
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


def settle(signed: Signature) -> None:
    """Write the town as it is on the first day."""
    a_commune(description="Une ville exemple.", notice="Exemple.")
    source = a_source(key="bulletin", number=1)
    hall, field = (
        a_place(key="halle", number=1),
        a_place(key="champ", number=2, name="Le champ", nature="land"),
    )
    town_hall = an_organisation(key="mairie", number=1, name="La mairie", role="Elle tient le #silence.")
    cite(hall.reference, source, confidence="high", signed=signed)
    cite(town_hall.reference, source, confidence="low", signed=signed)
    sun = an_indicator(key="soleil", number=1, theme="energie")
    first = a_figure(number=1, indicator=sun, source=source, value=Decimal(100), period="2020")
    second = a_figure(number=2, indicator=sun, source=source, value=Decimal(130), period="2022")
    a_figure(number=3, indicator=sun, source=source, value=Decimal(90), period="2022")
    a_constant(key="menage", number=1, source=source)
    a_conflict(second, Observation.objects.get(number=3), key="deux", number=1)
    framework = a_framework("silence", "etoile", key="piliers", number=1, source=source)
    a_star(
        statements=[{"text": "Une ville en fleurs", "source": source, "confidence": "high"}], source=source
    )
    facet = a_facet(key="toits", number=1, indicator=sun, theme="energie")
    a_target(facet, source=source, baseline_number=1)
    axis = an_axis(key="produire", number=1, facets=[facet], source=source, finding="Le #silence pèse.")
    pebble = a_pebble(
        Parts(
            pillars=list(framework.pillars.all()),
            places=[hall, field],
            facets=[facet],
            makers=[{"organisation": town_hall, "name": ""}, {"organisation": None, "name": "Des voisins"}],
            effects=[{"indicator": sun, "role": "effect", "facet": facet}],
            voices=[{"speaker": "Une voisine", "text": "Bien.", "example": True}],
        ),
        key="toit",
        number=1,
        source=source,
        axis=axis,
        deed="Un toit #silence #etoile.",
    )
    yard = a_pebble(key="cour", number=2, source=source, name="La cour", period="2022", state="under_way")
    tie(pebble.reference, "serves", facet.reference, Telling(period="2020", note="Il sert."), signed=signed)
    say_what_it_enabled(pebble, [Enabled(yard, Telling(period="2022", source_number=1))], signed=signed)
    assert first.number == 1


def correct(signed: Signature) -> None:
    """Correct figures, revise texts, set a new version of the target."""
    source, sun = Source.objects.get(number=1), Indicator.objects.get(number=1)
    facet = Facet.objects.get(number=1)
    a_figure(number=1, indicator=sun, source=source, value=Decimal(111), period="2020")
    a_figure(number=4, indicator=sun, source=source, value=Decimal(150), period="2024", status="measured")
    write_place(key="halle", number=1, name="La halle Rosa-Parks", nature="building", signed=signed)
    a_target(facet, version=2, value=Decimal(600), source=source, reason="Le toit est plus grand.")
    add_voice(
        Pebble.objects.get(number=1), speaker="Un voisin", text="Trop #silence.", example=True, signed=signed
    )
    move_pebble(Pebble.objects.get(number=2), state="laid", period="2023", signed=signed)


def turn_around(signed: Signature) -> None:
    """Withdraw some things, replace the parts of others, untie."""
    source, sun = Source.objects.get(number=1), Indicator.objects.get(number=1)
    untie(Link.objects.filter(relation="serves"), signed=signed)
    write_pebble(
        key="toit", number=1, name="Le grand toit", state="measured", period="2021", theme="energie",
        deed="Un plus grand toit.", confidence="high", source=source, signed=signed,
        parts=Parts(
            places=[Place.objects.get(number=2)],
            effects=[{"indicator": sun, "role": "made", "note": "À refaire."}],
            voices=[{"speaker": "La mairie", "text": "Voilà.", "example": True}],
        ),
    )  # fmt: skip
    withdraw(Pebble.objects.get(number=2), signed=signed)
    withdraw_figures([3], signed=signed)
    withdraw(Conflict.objects.get(number=1), signed=signed)
    a_pebble(key="haie", number=3, source=source, name="La haie", period="2024", state="planned")
    cite(Place.objects.get(number=1).reference, None, signed=signed)
    write_framework(
        key="piliers", number=1, name="Les piliers", version="2026", source=source, signed=signed,
        pillars=[{"tag": "silence", "name": "Le silence"}, {"tag": "recit", "name": "Le récit"}],
    )  # fmt: skip
    map_pillars([Mapped("piliers/silence", "piliers/recit", "close", "Presque.")], signed=signed)


def start_again(signed: Signature) -> None:
    """Say the star anew, change who we are, bring back what was withdrawn."""
    source = Source.objects.get(number=1)
    a_star(name="Une autre étoile", narrative="Une ville #silence.", horizon=2040)
    a_commune(name="Exempleville-les-Mines", description="La même, autrement.")
    write_facet(key="toits", number=1, name="Les toits", theme="eau", signed=signed)
    write_axis(
        key="produire", number=1, name="Produire", document="Charte", confidence="low", source=source, facets=[],
        signed=signed,
    )  # fmt: skip
    a_pebble(key="cour", number=2, source=source, name="La cour, de retour", period="2025")
    write_conflict(
        key="encore", number=2, name="Encore deux", explanation="Deux années.", sides=[1, 2],
        reference_number=2, reason="La plus récente.", signed=signed,
    )  # fmt: skip
    verify_register(signed=signed)


def leave(signed: Signature) -> None:
    """Take away what can be."""
    withdraw_star(signed=signed)
    for pebble in Pebble.objects.all():
        withdraw(pebble, signed=signed)
    for model in (Axis, Facet, Constant, Place, Organisation):
        for thing in model.objects.all():
            withdraw(thing, signed=signed)
    withdraw_figures(Observation.objects.current().values_list("number", flat=True), signed=signed)
    untie(Link.objects.all(), signed=signed)
    write_framework(
        key="piliers",
        number=1,
        name="Rien",
        version="0",
        source=Source.objects.get(number=1),
        pillars=[],
        signed=signed,
    )
    assert not Pillar.objects.exists()
    withdraw(Framework.objects.get(number=1), signed=signed)
    a_commune(name="Ailleurs")


DAYS: tuple[Callable[[Signature], None], ...] = (settle, correct, turn_around, start_again, leave)
