"""Claims and models as the API and the open data tell them: the shape of what is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from poucet.engines.scenario.claims import ADOPTIONS
from poucet.engines.scenario.model import Kind
from poucet.pebble.claims.models import Claim
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, NotApplicable, Unknown
from poucet.town.api.resources import Filters
from poucet.town.api.schemas import Ref, Thing, Told, Translatable

STATES = ("open", "hypothesis", "measured", "faulty")
ORIGINS = ("figure", "source", "hypothesis")


class VariableTold(Translatable):
    """One line of a model: what it is, how much, and where that comes from."""

    name: str = fields.text(_("Its name in formulas."))
    label: str = fields.words(_("What it is, in everyday words."))
    kind: str = fields.one_of([one.value for one in Kind], _("What it is to the model."))
    unit: str = fields.text(_("The unit, as the registry of units writes it."))
    value: str = fields.amount(_("The number, or the middle of the range."))
    low: str = fields.amount(_("The 5% point of a guess."))
    high: str = fields.amount(_("The 95% point of a guess."))
    formula: str = fields.text(_("What computes it, or “not_applicable”."))
    origin: str = fields.one_of(ORIGINS, _("Where the number comes from."), also=(UNKNOWN, NOT_APPLICABLE))
    figure: Ref | NotApplicable = fields.value(_("The figure that it rests on."))
    source: Ref | NotApplicable = fields.value(_("The source that it rests on."))
    hypothesis: str = fields.words(_("Why that much was supposed."))
    note: str = fields.words(_("A note."))


class ModelTold(Translatable, Thing):
    """Variables with their units and origins, and the formulas between them."""

    name: str = fields.words(_("The model in a few words."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    note: str = fields.words(_("A note."))
    variables: list[VariableTold] = fields.value(_("Its lines, in order."))


class AdoptionTold(Told):
    """What a claim says at one adoption, each number with its 90 % range."""

    adoption: str = fields.one_of(ADOPTIONS, _("Who does likewise: all, plausibly, already."))
    share: str = fields.amount(_("Share of the whole, in per cent."))
    share_low: str = fields.amount(_("Its 5% point."))
    share_high: str = fields.amount(_("Its 95% point."))
    effect: str = fields.amount(_("The amount, in the unit of the claim."))
    effect_low: str = fields.amount(_("Its 5% point."))
    effect_high: str = fields.amount(_("Its 95% point."))


class ClaimTold(Translatable, Thing):
    """What one deed would give if all that are like it did as well, told as a share of a whole."""

    name: str = fields.words(_("The claim in a few words."))
    pebble: Ref | Unknown = fields.value(_("The deed that it starts from."))
    facet: Ref | Unknown = fields.value(_("The facet of the star that it bears on."))
    model: Ref | Unknown = fields.value(_("The model that computes it."))
    boundary: str = fields.one_of(Claim.Boundary.values, _("What is compared with what."))
    territory: str = fields.one_of(Claim.Territory.values, _("Whose whole it is."))
    unit: str = fields.text(_("The unit of its amounts."))
    year: int = fields.value(_("The year that it is told for."))
    everyone: str = fields.words(_("Who would do likewise."))
    like: str = fields.words(_("Like whom."))
    whole: str = fields.words(_("What it is a share of."))
    state: str = fields.one_of(
        STATES, _("Open while something is unknown, a hypothesis until the effect of one is measured.")
    )
    missing: list[str] = fields.value(_("The lines of the model that nobody knows."))
    run: str = fields.text(_("The fingerprint of the run that gave the numbers, or “not_applicable”."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    note: str = fields.words(_("A note."))
    adoptions: list[AdoptionTold] = fields.value(_("What it says at each adoption."))


class ClaimFilters(Filters):
    """What may be asked of the claims."""

    pebble: int | None = fields.asked_number(_("Only those that start from the deed of this number."))
    facet: int | None = fields.asked_number(_("Only those that bear on the facet of this number."))
