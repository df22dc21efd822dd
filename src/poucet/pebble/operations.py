"""Acts on deeds: plan, start, lay, measure, let go; thank, tell, tie to what they made possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from poucet.measure.models import Observation
from poucet.pebble.hanging import Parts, hang
from poucet.pebble.models import Effect, Pebble, Picture, Voice
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Link, Relation
from poucet.town.periods import period_fields
from poucet.town.register import one_act
from poucet.town.rows import among
from poucet.town.thread import Telling, Tied, tie_all, untie
from poucet.town.writing import Signature, Wanted, sign_revision, write_all
from poucet.town.written import announce

__all__ = [
    "Deed", "Enabled", "Parts", "add_voice", "move_pebble", "say_what_it_enabled", "say_what_they_enabled",
    "write_pebble", "write_pebbles",
]  # fmt: skip

Fields = dict[str, Any]

# From each state, those a deed may pass to. History enters anywhere: `write_pebble` states what was.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    Pebble.State.PLANNED: (Pebble.State.UNDER_WAY, Pebble.State.LAID, Pebble.State.LET_GO),
    Pebble.State.UNDER_WAY: (Pebble.State.LAID, Pebble.State.LET_GO),
    Pebble.State.LAID: (Pebble.State.MEASURED, Pebble.State.LET_GO),
    Pebble.State.MEASURED: (Pebble.State.LET_GO,),
    Pebble.State.LET_GO: (),
}


@dataclass(frozen=True)
class Deed:
    """A deed as somebody gives it: its key, its number, when, its fields, and what hangs on it."""

    key: str
    number: int
    period: str
    fields: Fields
    parts: Parts = field(default_factory=Parts)


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
    return write_pebbles([Deed(key, number, period, fields, parts or Parts())], signed=signed)[0]


@one_act()
def write_pebbles(deeds: Sequence[Deed], *, signed: Signature) -> list[Pebble]:
    """Write many deeds; no more questions to the database than for one."""
    _refuse_bare_figures(deeds)
    known = set(among(Pebble.every.all(), "key", [deed.key for deed in deeds]).values_list("key", flat=True))
    wanted = [Wanted(deed.key, deed.number, deed.fields | period_fields(deed.period)) for deed in deeds]
    pebbles = write_all(Pebble, wanted, signed=signed)
    parts = {pebble: deed.parts for pebble, deed in zip(pebbles, deeds, strict=True)}
    changed = hang(parts, new=lambda pebble: pebble.key not in known)
    for pebble in pebbles:
        if pebble.key in known and pebble.pk in changed:
            sign_revision(pebble, changed[pebble.pk], signed)
    announce(*(pebble.reference for pebble in pebbles))
    return pebbles


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
def add_picture(pebble: Pebble, *, signed: Signature, **said: Any) -> Picture:
    """Add a picture to a deed, after those already there."""
    last = pebble.pictures.aggregate(last=Max("position"))["last"]
    picture = Picture.objects.create(pebble=pebble, position=0 if last is None else last + 1, **said)
    register.record("pebble.picture_added", on=pebble.reference, by=signed.by, at=signed.at)
    announce(pebble.reference)
    return picture


@one_act()
def take_picture_away(picture: Picture, *, signed: Signature) -> None:
    """Take a picture off a deed; its file is for whoever keeps it to delete."""
    pebble = picture.pebble
    picture.delete()
    register.record("pebble.picture_removed", on=pebble.reference, by=signed.by, at=signed.at)
    announce(pebble.reference)


@one_act()
def say_what_it_enabled(pebble: Pebble, enabled: Iterable[Enabled], *, signed: Signature) -> None:
    """Tie a deed to those that it made possible; ties that are no longer said are undone."""
    say_what_they_enabled({pebble: enabled}, signed=signed)


@one_act()
def say_what_they_enabled(told: Mapping[Pebble, Iterable[Enabled]], *, signed: Signature) -> None:
    """Say it of many deeds: what was tied before is asked once."""
    ties = [
        Tied(pebble.reference, Relation.ENABLES, later.pebble.reference, later.telling)
        for pebble, enabled in told.items()
        for later in enabled
    ]
    kept = {link.pk for link in tie_all(ties, signed=signed)}
    origins = {pebble.number for pebble in told}
    standing = Link.objects.filter(relation=Relation.ENABLES, origin_kind=Pebble.kind)
    near = among(standing, "origin_number", origins)
    untie([link for link in near if link.origin_number in origins and link.pk not in kept], signed=signed)


def _refuse_bare_figures(deeds: Iterable[Deed]) -> None:
    counted = {
        deed.key: {row[end] for row in deed.parts.equivalences for end in ("count_number", "quantity_number")}
        for deed in deeds
    }
    numbers = set().union(*counted.values())
    if not numbers:
        return
    rows = among(Observation.objects.current(), "number", numbers)
    known = set(rows.values_list("number", flat=True))
    for key, wanted in counted.items():
        if wanted - known:
            raise RuleError("equivalence.unknown_figure", pebble=key, numbers=sorted(wanted - known))


def _is_measured(pebble: Pebble) -> bool:
    measured = Observation.objects.current().filter(
        status="measured", indicator__effects__pebble=pebble, indicator__effects__role=Effect.Role.EFFECT
    )
    return measured.exists()
