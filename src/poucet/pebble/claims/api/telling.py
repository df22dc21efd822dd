"""Claims and models as the API and the open data tell them: how they are fetched and told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from poucet.engines.scenario.claims import ADOPTIONS
from poucet.engines.scenario.summarising import Range, rounded
from poucet.pebble.claims.api.schemas import (
    AdoptionTold,
    ClaimFilters,
    ClaimTold,
    ModelTold,
    VariableTold,
)
from poucet.pebble.claims.figures import shelf_for
from poucet.pebble.claims.lines import Line
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.claims.summaries import View, ground_of, views_of
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, exact
from poucet.town.api.resources import Resource, offer
from poucet.town.api.schemas import LANGUAGE, identity, ref, standing_ref, tongue
from poucet.town.things import Reference


def offer_all() -> None:
    """Called once, by the declarations."""
    offer(
        Resource(
            "model", "models", ModelTold, _models, tell_models,
            _("Models: variables with their origins, and the formulas between them"),
        )
    )  # fmt: skip
    offer(
        Resource(
            "claim", "claims", ClaimTold, _claims, tell_claims,
            _("Claims: what one deed would give if all that are like it did as well"), ClaimFilters,
            {"pebble": "pebble__number", "facet": "facet__number"},
        )
    )  # fmt: skip


def tell_models(rows: Sequence[ScenarioModel], root: str) -> list[ModelTold]:
    """Models with their lines: three queries, whatever their number."""
    shelf = shelf_for(row.record for row in rows)
    return [
        ModelTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            example=row.example,
            note=row.note,
            variables=[_variable(line, root) for line in ground_of(row, shelf).lines],
        )
        for row in rows
    ]


def tell_claims(rows: Sequence[Claim], root: str) -> list[ClaimTold]:
    """Claims with what they come to; their deed, facet and model fetched before."""
    return [_claim(view, root) for view in views_of(rows)]


def _claim(view: View, root: str) -> ClaimTold:
    row, told = view.claim, view.told
    return ClaimTold(
        **identity(row.kind, row.number, root),
        **tongue(row),
        name=row.name,
        pebble=standing_ref(row.pebble, root),
        facet=standing_ref(row.facet, root),
        model=standing_ref(row.scenario_model, root),
        boundary=row.boundary,
        territory=row.territory,
        unit=row.unit,
        year=row.year,
        everyone=row.everyone,
        like=row.like,
        whole=row.whole,
        state=_state(view),
        missing=[line.id for line in view.missing],
        run=told.run if told else NOT_APPLICABLE,
        example=row.example,
        note=row.note,
        adoptions=[_adoption(name, told.shares[name], told.effects[name]) for name in ADOPTIONS]
        if told
        else [],
    )


def _state(view: View) -> str:
    if view.told is None:
        return "faulty"
    if view.told.is_open:
        return "open"
    return "hypothesis" if view.told.is_hypothesis else "measured"


def _adoption(name: str, share: Range, effect: Range) -> AdoptionTold:
    return AdoptionTold(adoption=name, **_spread("share", share), **_spread("effect", effect))


def _spread(name: str, found: Range) -> dict[str, str]:
    parts = {name: found.middle, f"{name}_low": found.low, f"{name}_high": found.high}
    return {part: UNKNOWN if one is None else _amount(one, found) for part, one in parts.items()}


def _amount(number: float, within: Range) -> str:
    return exact(Decimal(repr(rounded(number, within.step))))


def _variable(line: Line, root: str) -> VariableTold:
    low, value, high = line.numbers
    return VariableTold(
        language=LANGUAGE,
        translations={"en": line.said["en"]} if "en" in line.said else {},
        name=line.id,
        label=line.label,
        kind=line.variable.kind.value,
        unit=line.unit,
        value=_number(value, line),
        low=_number(low, line),
        high=_number(high, line),
        formula=line.formula or NOT_APPLICABLE,
        origin=_origin(line),
        figure=ref(Reference("observation", line.figure.number), root) if line.figure else NOT_APPLICABLE,
        source=standing_ref(line.source, root, NOT_APPLICABLE),
        hypothesis=line.hypothesis,
        note=line.note,
    )


def _number(value: Fraction | None, line: Line) -> str:
    if line.is_formula:
        return NOT_APPLICABLE
    if value is None:
        return UNKNOWN if line.is_unknown else NOT_APPLICABLE
    return exact(Decimal(f"{float(value):.12g}"))


def _origin(line: Line) -> str:
    if line.is_formula:
        return NOT_APPLICABLE
    if line.figure:
        return "figure"
    if line.source:
        return "source"
    return "hypothesis" if line.hypothesis else UNKNOWN


def _models() -> QuerySet[ScenarioModel]:
    found: QuerySet[ScenarioModel] = ScenarioModel.objects.all()
    return found


def _claims() -> QuerySet[Any]:
    found: QuerySet[Claim] = Claim.objects.select_related("pebble", "facet", "scenario_model")
    return found
