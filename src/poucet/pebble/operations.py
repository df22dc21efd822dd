"""Acts on deeds: plan, start, lay, measure, let go; thank, tell, tie to what they made possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from poucet.measure.models import Observation
from poucet.pebble.models import Effect, Equivalence, Maker, Pebble, Picture, Voice
from poucet.star.models import Facet, Pillar
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Link, Place, Relation
from poucet.town.periods import period_fields
from poucet.town.register import one_act
from poucet.town.thread import Telling, tie, untie
from poucet.town.writing import Signature, sign_revision, write
from poucet.town.written import announce

Fields = dict[str, Any]

# From each state, those a deed may pass to. History enters anywhere: `write_pebble` states what was.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    Pebble.State.PLANNED: (Pebble.State.UNDER_WAY, Pebble.State.LAID, Pebble.State.LET_GO),
    Pebble.State.UNDER_WAY: (Pebble.State.LAID, Pebble.State.LET_GO),
    Pebble.State.LAID: (Pebble.State.MEASURED, Pebble.State.LET_GO),
    Pebble.State.MEASURED: (Pebble.State.LET_GO,),
    Pebble.State.LET_GO: (),
}


_TIED = ("pillars", "places", "facets")
_ROWS: dict[str, type[models.Model]] = {
    "makers": Maker,
    "effects": Effect,
    "equivalences": Equivalence,
    "pictures": Picture,
    "voices": Voice,
}


@dataclass(frozen=True)
class Parts:
    """What hangs on a deed; each sequence is in the order in which it is shown."""

    pillars: Sequence[Pillar] = ()
    places: Sequence[Place] = ()
    facets: Sequence[Facet] = ()
    makers: Sequence[Fields] = ()
    effects: Sequence[Fields] = ()
    equivalences: Sequence[Fields] = ()
    pictures: Sequence[Fields] = ()
    voices: Sequence[Fields] = ()


@dataclass(frozen=True)
class Enabled:
    """A later deed that this one made possible, and who says so."""

    pebble: Pebble
    telling: Telling


@one_act()
def write_pebble(
    *, key: str, number: int, period: str, signed: Signature, parts: Parts | None = None, **fields: Any
) -> Pebble:
    """Write a deed with all that hangs on it."""
    parts = parts or Parts()
    _refuse_bare_figures(key, parts)
    is_new = not Pebble.every.filter(key=key).exists()
    pebble = write(Pebble, key=key, number=number, signed=signed, **fields, **period_fields(period))
    if is_new:
        _hang_all(pebble, parts)
    else:
        changed = _hang_what_changed(pebble, parts)
        if changed:
            sign_revision(pebble, changed, signed)
    announce(pebble.reference)
    return pebble


def _hang_all(pebble: Pebble, parts: Parts) -> None:
    """Nothing hangs on a new deed: what comes need not be compared."""
    for name in _TIED:
        if tied := getattr(parts, name):
            getattr(pebble, name).add(*tied)
    for name, model in _ROWS.items():
        model._default_manager.bulk_create(
            model(pebble=pebble, **row) for row in _placed(getattr(parts, name))
        )


def _hang_what_changed(pebble: Pebble, parts: Parts) -> list[str]:
    changed = [name for name in _TIED if _set(pebble, name, getattr(parts, name))]
    rows = ((name, model, getattr(parts, name)) for name, model in _ROWS.items())
    return changed + [name for name, model, wanted in rows if _replace(pebble, name, model, wanted)]


@one_act()
def move_pebble(
    pebble: Pebble, *, state: str, signed: Signature, period: str = "", lesson: str = ""
) -> Pebble:
    """Pass a deed to its next state; refused backwards, let go without lesson, or measured unmeasured."""
    pebble = Pebble.objects.select_for_update(of=("self",)).get(pk=pebble.pk)
    if state not in NEXT_STATES[pebble.state]:
        raise RuleError("pebble.wrong_state", title=pebble.name, state=pebble.state, wanted=state)
    if state == Pebble.State.LET_GO and not (lesson or pebble.lesson):
        raise RuleError("pebble.no_lesson", title=pebble.name)
    if state == Pebble.State.MEASURED and not _is_measured(pebble):
        raise RuleError("pebble.not_measured", title=pebble.name)
    if state == Pebble.State.LAID and not (period or pebble.period):
        raise RuleError("pebble.no_date", title=pebble.name)
    pebble.state = state
    pebble.lesson = lesson or pebble.lesson
    for name, value in period_fields(period or pebble.period).items():
        setattr(pebble, name, value)
    pebble.save(update_fields=["state", "lesson", "period", "since", "until"])
    register.record(f"pebble.{state}", on=pebble.reference, by=signed.by, at=signed.at)
    announce(pebble.reference)
    return pebble


@one_act()
def add_voice(pebble: Pebble, *, signed: Signature, **said: Any) -> Voice:
    """Add somebody's words to a deed, after those already there."""
    period = period_fields(said.pop("period", ""))
    voice = Voice.objects.create(pebble=pebble, position=pebble.voices.count(), **said, **period)
    register.record("pebble.voice_added", on=pebble.reference, by=signed.by, at=signed.at)
    announce(pebble.reference)
    return voice


@one_act()
def say_what_it_enabled(pebble: Pebble, enabled: Iterable[Enabled], *, signed: Signature) -> None:
    """Tie a deed to those that it made possible; ties that are no longer said are undone."""
    kept = set()
    for later in enabled:
        link = tie(
            pebble.reference,
            Relation.ENABLES,
            later.pebble.reference,
            later.telling,
            signed=signed,
        )
        kept.add(link.pk)
    stale = Link.objects.filter(
        relation=Relation.ENABLES, origin_kind=pebble.kind, origin_number=pebble.number
    ).exclude(pk__in=kept)
    untie(stale, signed=signed)


def _refuse_bare_figures(key: str, parts: Parts) -> None:
    numbers = {row[end] for row in parts.equivalences for end in ("count_number", "quantity_number")}
    known = (
        set(Observation.objects.current().numbered(numbers).values_list("number", flat=True))
        if numbers
        else set()
    )
    if numbers - known:
        raise RuleError("equivalence.unknown_figure", pebble=key, numbers=sorted(numbers - known))


def _is_measured(pebble: Pebble) -> bool:
    measured = Observation.objects.current().filter(
        status="measured", indicator__effects__pebble=pebble, indicator__effects__role=Effect.Role.EFFECT
    )
    return measured.exists()


def _set(pebble: Pebble, name: str, wanted: Sequence[models.Model]) -> bool:
    manager = getattr(pebble, name)
    if {row.pk for row in manager.all()} == {row.pk for row in wanted}:
        return False
    manager.set(wanted)
    return True


def _placed(wanted: Sequence[Fields]) -> list[Fields]:
    """Rows as they are kept: each in its place, its period with its bounds."""
    rows = [{**row, "position": place} for place, row in enumerate(wanted)]
    return [row | period_fields(row["period"]) if "period" in row else row for row in rows]


def _replace(pebble: Pebble, name: str, model: type[models.Model], wanted: Sequence[Fields]) -> bool:
    rows = _placed(wanted)
    known = list(getattr(pebble, name).all())
    if len(known) == len(rows) and all(
        getattr(before, field) == value
        for before, row in zip(known, rows, strict=True)
        for field, value in row.items()
    ):
        return False
    getattr(pebble, name).all().delete()
    model._default_manager.bulk_create(model(pebble=pebble, **row) for row in rows)
    return True
