"""How the desk records a figure, corrects it by a revision, and withdraws it."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from poucet.measure.desk.observation import UNKNOWN, WORDS, ObservationSheet, held
from poucet.measure.models import Citation, Conflict, Constant, Indicator, Observation, Source
from poucet.measure.operations import Figure, record_figures, withdraw_figures
from poucet.town.desk.editors import Editor
from poucet.town.models import Organisation, Place
from poucet.town.names import Set
from poucet.town.things import Reference
from poucet.town.writing import Signature

_STATES = {WORDS: Observation.State.STATEMENT, UNKNOWN: Observation.State.UNKNOWN}
_AS_TYPED = (
    "value", "low", "high", "numerator", "denominator", "unit", "statement", "period", "scope", "method",
    "note", "status", "confidence",
)  # fmt: skip


def find(number: int) -> Observation | None:
    """The last thing that a figure said, be it withdrawn."""
    rows = Observation.objects.numbered([number]).exclude(state=Observation.State.WITHDRAWN)
    found: Observation | None = rows.with_origin().order_by("-revision").first()
    return found


def publish(figure: Observation | None, sheet: ObservationSheet, signed: Signature) -> Reference:
    said = sheet.cleaned_data
    number = figure.number if figure else _next_number()
    fields: dict[str, Any] = {name: said[name] for name in _AS_TYPED}
    recorded = Figure(
        number=number,
        indicator=Indicator.objects.get(number=said["indicator"]),
        source=Source.objects.get(number=said["source"]),
        state=_STATES.get(said["saying"], Observation.State.QUANTITY),
        **fields,
    )
    record_figures([recorded], signed=signed)
    return Reference(Observation.kind, number)


def withdraw(figure: Observation, signed: Signature, reason: str) -> None:
    withdraw_figures([figure.number], signed=signed, reason=reason)


def resting_on_a_figure(number: int) -> list[Set]:
    derived = Q(quantity_number=number) | Q(count_number=number)
    return [
        Set("figure.constants", "constant", Constant.objects.filter(derived)),
        Set(
            "figure.conflicts",
            "conflict",
            Conflict.objects.filter(sides__observation_number=number).distinct(),
        ),
    ]


def resting_on_a_source(number: int) -> list[Set]:
    cited = Citation.objects.filter(source__number=number)
    return [
        Set("source.figures", "observation", Observation.objects.current().filter(source__number=number)),
        Set("source.constants", "constant", Constant.objects.filter(source__number=number)),
        Set(
            "source.organisations",
            "organisation",
            Organisation.objects.filter(number__in=cited.filter(kind="organisation").values("number")),
        ),
        Set(
            "source.places",
            "place",
            Place.objects.filter(number__in=cited.filter(kind="place").values("number")),
        ),
    ]


def _next_number() -> int:
    return int(Observation.objects.aggregate(last=Max("number"))["last"] or 0) + 1


OBSERVATION_EDITOR = Editor(
    kind="observation",
    label=_("Write a figure"),
    help=_("A meter reading, a count, a bill: with its unit, its date and its source."),
    sheet=ObservationSheet,
    find=find,
    held=held,
    publish=publish,
    withdraw=withdraw,
    order=20,
)
