"""What claims tell the house when it starts: their kinds, what rests on what, the slots they fill."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Observation, Source
from poucet.pebble.claims.api import telling
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.claims.rules import RIGHTS
from poucet.pebble.claims.summaries import views_of
from poucet.star.models import Facet, Story
from poucet.town.kept import kept_part, with_seal
from poucet.town.missing import Finder, look_for
from poucet.town.names import Named, Set
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.slots import fill
from poucet.town.things import Kind, declare


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    declare(Kind("model", "modele", _("model"), ScenarioModel.objects.all, ("note",)))
    declare(Kind("claim", "affirmation", _("claim"), Claim.objects.all, ("note",), names=Claim.WORDS))
    for kind, resting in _RESTING.items():
        rests_on(kind, resting)
    for finder in _finders():
        look_for(finder)
    fill("facet.claims", template="claims/_slot_claims.html", context=_ghosts)


def _finders() -> tuple[Finder, ...]:
    return (
        Finder(
            "claim.open",
            "claim",
            _("Claims that wait for a number"),
            _("What nobody knows keeps them open: who could find out?"),
            lambda: Claim.objects.filter(scenario_model__document__contains='"value": "unknown"'),
            order=40,
        ),
        Finder(
            "story.bare_share",
            "story",
            _("Stories that say a percentage without what bears it out"),
            _(
                "Name the figure (/figure/88) or the claim (/affirmation/1) that it comes from, or take it out."
            ),
            _bare_shares,
            order=41,
        ),
    )


def _bare_shares() -> QuerySet[Story]:
    """Stories with a percentage that no address of a figure or of a claim goes with."""
    texts = ("memory", "deed", "star")
    said = reduce(or_, (Q(**{f"{name}__regex": r"[0-9][ \u00a0\u202f]*%"}) for name in texts))
    borne = reduce(or_, (Q(**{f"{name}__regex": r"/(figure|affirmation)/[0-9]"}) for name in texts))
    return Story.objects.filter(said).exclude(borne)


def _ghosts(_request: HttpRequest, facet: Facet) -> dict[str, Any] | None:
    """The claims of a facet, computed once for all readers until the next act."""
    rows = list(with_seal(facet.claims.filter(withdrawn=False).select_related("pebble", "scenario_model")))
    if not rows:
        return None
    part = kept_part(
        "claims/_ghosts.html", facet.pk, seal=rows[0].seal, context=lambda: {"views": views_of(rows)}
    )
    return {"ghosts": part}


def _on_figure(number: int) -> list[Set | Named]:
    """Models that name a figure, and those that take the measure of its indicator."""
    found = Q(document__contains=f'"figure": {number},') | Q(document__contains=f'"figure": {number}}}')
    for key in Observation.objects.filter(number=number).values_list("indicator__key", flat=True)[:1]:
        found |= Q(document__contains=f'"measured_by": "{key}"')
    return _models(found)


def _on_source(number: int) -> list[Set | Named]:
    keys = Source.every.filter(number=number).values_list("key", flat=True)
    return [one for key in keys for one in _models(Q(document__contains=f'"source": "{key}"'))]


def _models(rows: Q) -> list[Set | Named]:
    return [Set("models", "model", ScenarioModel.objects.filter(rows))]


def _claims(lookup: str) -> Callable[[int], list[Set | Named]]:
    def finder(number: int) -> list[Set | Named]:
        return [Set("claims", "claim", Claim.objects.filter(**{lookup: number}))]

    return finder


_RESTING: dict[str, Callable[[int], list[Set | Named]]] = {
    "observation": _on_figure,
    "source": _on_source,
    "pebble": _claims("pebble__number"),
    "model": _claims("scenario_model__number"),
}
