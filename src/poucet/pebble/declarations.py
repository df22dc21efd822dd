"""What this room tells the house when it starts: its kind, its acts in words, what may be missing, its slots."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from poucet.measure.denominators import find_with
from poucet.measure.models import Observation
from poucet.pebble import atlas, fillings
from poucet.pebble.api import telling
from poucet.pebble.desk.editor import PEBBLE_EDITOR, resting_on_a_figure, resting_on_a_source
from poucet.pebble.equivalences import constants_taken
from poucet.pebble.models import Effect, Equivalence, Maker, Pebble, Picture, Voice
from poucet.pebble.rules import RIGHTS
from poucet.town.acts import say
from poucet.town.desk.editors import offer
from poucet.town.missing import Finder, look_for
from poucet.town.models import RegisterEntry
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.slots import fill
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, declare

SILENCE = timedelta(days=183)


def _thanked() -> QuerySet[Maker]:
    return Maker.objects.exclude(organisation__withdrawn=True)


def _where() -> QuerySet[Any]:
    return Pebble.places.through._default_manager.filter(place__withdrawn=False)


TEXTS = ("deed", "before", "turning_point", "next_step", "failed", "lesson", "note")
PARTS = (
    Part("voices", Voice.objects.all, "pebble__number", ("text",), ("speaker", "role")),
    Part("effects", Effect.objects.all, "pebble__number", ("note",)),
    Part("equivalences", Equivalence.objects.all, "pebble__number", ("note",)),
    Part("makers", _thanked, "pebble__number", (), ("name", "organisation__name")),
    Part("pictures", Picture.objects.all, "pebble__number", (), ("alt",)),
    Part("places", _where, "pebble__number", (), ("place__name",)),
)


def declare_all() -> None:
    """Called once, by the room's configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    declare(Kind("pebble", "caillou", _("pebble"), Pebble.objects.all, TEXTS, PARTS, ("place_note",)))
    say(
        {
            "pebble.planned": _("the deed is planned"),
            "pebble.under_way": _("the deed is under way"),
            "pebble.laid": _("the pebble was laid"),
            "pebble.measured": _("the deed was measured"),
            "pebble.let_go": _("the deed was let go, with its lesson"),
            "pebble.voice_added": _("a voice was added"),
            "pebble.picture_added": _("a picture was added"),
            "pebble.picture_removed": _("a picture was taken away"),
        }
    )
    find_with(constants_taken)
    offer(PEBBLE_EDITOR)
    rests_on("observation", resting_on_a_figure)
    rests_on("source", resting_on_a_source)
    for finder in _finders():
        look_for(finder)
    for watch in _watches():
        watch_for(watch)
    for slot, context in fillings.PEBBLES.items():
        fill(slot, template="pebble/_slot_pebbles.html", context=context)
    fill("place.map", template="pebble/_small_map.html", context=atlas.filled_place)
    fill("layer.map", template="pebble/_small_map.html", context=atlas.filled_layer)
    fill("places.map", template="pebble/_slot_map_link.html", context=lambda _request, _leaf: {})
    for slot, counted in fillings.COUNTS.items():
        fill(slot, template="pebble/_slot_counts.html", context=counted, order=60)


def _watches() -> tuple[Watch, ...]:
    return (
        Watch(
            "pebble.late",
            "pebble",
            _("Planned pebbles whose date is past"),
            _("Were they laid? If not, when will they be?"),
            lambda today: Pebble.objects.filter(state=Pebble.State.PLANNED, until__lt=today),
            order=10,
        ),
        Watch(
            "pebble.silent",
            "pebble",
            _("Pebbles under way, of which nothing was written for six months"),
            _("Where do they stand? A word on what holds them up is worth writing too."),
            _silent,
            order=11,
        ),
    )


def _silent(today: date) -> QuerySet[Pebble]:
    limit = datetime.combine(today - SILENCE, time.min, tzinfo=get_current_timezone())
    lines = RegisterEntry.objects.filter(kind=Pebble.kind, number=OuterRef("number"), at__gte=limit)
    found: QuerySet[Pebble] = Pebble.objects.filter(~Exists(lines), state=Pebble.State.UNDER_WAY)
    return found


def _finders() -> tuple[Finder, ...]:
    figures = Observation.objects.current().filter(indicator=OuterRef("indicator"), state="quantity")
    effects = Effect.objects.filter(Exists(figures), pebble=OuterRef("pk"), role=Effect.Role.EFFECT)
    return (
        Finder(
            "pebble.no_date",
            "pebble",
            _("Pebbles whose date is unknown"),
            _("They wait beside the Path until somebody remembers when."),
            lambda: Pebble.objects.filter(since=None),
            order=30,
        ),
        Finder(
            "pebble.no_place",
            "pebble",
            _("Pebbles without a place"),
            _("Where can one go and see it?"),
            lambda: Pebble.objects.filter(places=None),
            order=31,
        ),
        Finder(
            "pebble.no_effect",
            "pebble",
            _("Pebbles whose effect no figure says"),
            _("What did it give, counted by whom?"),
            lambda: Pebble.objects.filter(~Exists(effects), state__in=("laid", "measured")),
            order=32,
        ),
        Finder(
            "pebble.no_axis",
            "pebble",
            _("Pebbles without an axis"),
            _("Which axis of the charter do they serve?"),
            lambda: Pebble.objects.filter(axis=None),
            order=33,
        ),
    )
