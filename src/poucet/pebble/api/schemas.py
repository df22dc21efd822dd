"""Deeds as the API and the open data tell them, with all that hangs on them: the shape of what is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from poucet.measure.api.figures import Denominator, ObservationTold
from poucet.measure.models import CellState
from poucet.pebble.models import Effect, Pebble
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, NotApplicable, Unknown
from poucet.town.api.resources import Filters
from poucet.town.api.schemas import (
    Period,
    Ref,
    Thing,
    Told,
    Translatable,
)
from poucet.town.models import Confidence


class MakerTold(Told):
    """Who made the deed, and is thanked for it."""

    organisation: Ref | NotApplicable = fields.value(_("The organisation, when it has a page."))
    name: str = fields.text(_("What it is called."))


class EffectTold(Translatable):
    """What a deed made, gave or cost, in one of seven states; none stands for another."""

    indicator: Ref = fields.value(_("What says it."))
    role: str = fields.one_of(
        Effect.Role.values, _("The part that it plays: what it gives, what was made, its cost…")
    )
    facet: Ref | Unknown = fields.value(_("The facet of the star that it moves."))
    state: str = fields.one_of(CellState.values, _("Which of the seven things it says: see the guide."))
    grade: int | NotApplicable = fields.value(_("From -3 to 3, when it is a grade."))
    direction: str = fields.one_of(
        Effect.Sign.values, _("Up or down, when only the direction is known."), also=(NOT_APPLICABLE,)
    )
    figures: list[Ref] = fields.value(_("The figures that tell of it; none when nobody knows any."))
    note: str = fields.words(_("A note, or why no figure says it."))


class EquivalenceTold(Translatable):
    """A quantity told as a count of households or residents, never without its constant."""

    count: Ref = fields.value(_("The figure that counts."))
    quantity: Ref = fields.value(_("The quantity that is told so."))
    constant: Denominator = fields.value(
        _("The constant that the count takes: counts with two constants are not compared.")
    )
    note: str = fields.words(_("A note."))


class PictureTold(Translatable):
    """A picture of the deed."""

    address: str = fields.text(_("The address of the picture."))
    alt: str = fields.words(_("The words that stand for it."))
    credit: str = fields.text(_("Who made it."))
    licence: str = fields.text(_("Its own licence."))
    width: int = fields.value(_("Its width."), json_schema_extra={"x-unit": "px"})
    height: int = fields.value(_("Its height."), json_schema_extra={"x-unit": "px"})


class VoiceTold(Period):
    """Somebody's own words on the deed."""

    speaker: str = fields.text(_("Who speaks."))
    role: str = fields.text(_("In what part, or “unknown”."))
    text: str = fields.text(_("Their own words."))
    language: str = fields.text(_("The language of the words."))
    source: Ref | Unknown = fields.value(_("The source that says so."))
    example: bool = fields.value(_("True for what was imagined for a demonstration."))


class PebbleTold(Translatable, Period, Thing):
    """One small visible deed on the way to the star."""

    example: bool = fields.value(_("True for what was imagined for a demonstration."))
    name: str = fields.words(_("The deed in a few words."))
    state: str = fields.one_of(Pebble.State.values, _("Planned, under way, laid, measured or let go."))
    theme: str = fields.text(_("The theme that it belongs to, or “unknown”."))
    deed: str = fields.words(_("What was done."))
    before: str = fields.words(_("How it was before."))
    turning_point: str = fields.words(_("What made it turn."))
    next_step: str = fields.words(_("What comes next."))
    failed: str = fields.words(_("What did not work."))
    lesson: str = fields.words(_("What was learnt."))
    source: Ref | Unknown | NotApplicable = fields.value(_("The source that says so; an example has none."))
    confidence: str = fields.one_of(Confidence.values, _("How far it may be trusted."), also=(UNKNOWN,))
    axis: Ref | Unknown = fields.value(_("The axis of the charter that it serves."))
    facets: list[Ref] = fields.value(_("The facets of the star that it serves."))
    pillars: list[str] = fields.value(_("The hashtags of the pillars that it illustrates."))
    places: list[Ref] = fields.value(_("Where to go and see it."))
    place_note: str = fields.words(_("Where, when no place says it."))
    note: str = fields.words(_("A note."))
    makers: list[MakerTold] = fields.value(_("Who made it."))
    effects: list[EffectTold] = fields.value(_("What it made, gave and cost."))
    equivalences: list[EquivalenceTold] = fields.value(_("What it equals, with the constant."))
    figures: list[ObservationTold] = fields.value(_("Every figure that it speaks of, whole."))
    pictures: list[PictureTold] = fields.value(_("Its pictures."))
    voices: list[VoiceTold] = fields.value(_("Those who tell it."))


class PebbleFilters(Filters):
    """What may be asked of the deeds."""

    state: str | None = fields.asked_one_of(Pebble.State.values, _("Only deeds that are so far."))
    theme: str | None = fields.asked(_("Only those of this theme."))
    pillar: str | None = fields.asked(_("Only those that illustrate the pillar of this hashtag."))
    facet: int | None = fields.asked_number(_("Only those that serve the facet of this number."))
    axis: int | None = fields.asked_number(_("Only those that serve the axis of this number."))
    place: int | None = fields.asked_number(_("Only those of the place of this number."))
    organisation: int | None = fields.asked_number(_("Only those made by the organisation of this number."))
    indicator: int | None = fields.asked_number(_("Only those that the indicator of this number tells of."))
    example: bool | None = fields.asked(
        _("Only what was imagined for a demonstration, or only what was not.")
    )
