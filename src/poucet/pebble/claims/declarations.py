"""What claims tell the house when it starts: their kinds, what rests on what, the slots they fill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Source
from poucet.pebble.claims.api import telling
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.claims.rules import RIGHTS
from poucet.pebble.claims.summaries import views_of
from poucet.star.models import Facet
from poucet.town.kept import kept_part, with_seal
from poucet.town.names import Named, Set
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.slots import fill
from poucet.town.things import Kind, declare

WORDS = ("everyone", "like", "whole", "followers")


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    declare(Kind("model", "modele", _("model"), ScenarioModel.objects.all, ("note",)))
    declare(Kind("claim", "affirmation", _("claim"), Claim.objects.all, ("note",), names=WORDS))
    for kind, finder in _RESTING.items():
        rests_on(kind, finder)
    fill("facet.claims", template="claims/_slot_claims.html", context=_ghosts)


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
    return _models(
        Q(document__contains=f'"figure": {number},') | Q(document__contains=f'"figure": {number}}}')
    )


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
    "facet": _claims("facet__number"),
    "model": _claims("scenario_model__number"),
}
