"""What this room tells the house when it starts: its kinds, its acts in words, what may be missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from poucet.measure.api import indicators, sources
from poucet.measure.desk.figures import OBSERVATION_EDITOR, resting_on_a_figure, resting_on_a_source
from poucet.measure.desk.source import SOURCE_EDITOR
from poucet.measure.models import Citation, Conflict, Constant, Indicator, Observation, Source
from poucet.measure.past import figures_until
from poucet.measure.rules import RIGHTS
from poucet.town import past
from poucet.town.acts import say
from poucet.town.desk.editors import offer
from poucet.town.missing import Finder, look_for
from poucet.town.models import Thing
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.slots import fill
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, declare

FIGURE_TEXTS = ("scope", "method", "note")


def declare_all() -> None:
    """Called once, by the room's configuration."""
    declare_rights(RIGHTS)
    sources.offer_all()
    indicators.offer_all()
    _declare_kinds()
    past.tell_otherwise(Observation, figures_until)
    past.offer("indicators", "observation", "indicator", "constants", "constant")
    past.offer("conflicts", "conflict", "sources", "source")
    for editor in (SOURCE_EDITOR, OBSERVATION_EDITOR):
        offer(editor)
    rests_on("observation", resting_on_a_figure)
    rests_on("source", resting_on_a_source)
    say(
        {
            "figure.recorded": _("a figure was recorded"),
            "figure.corrected": _("a figure was corrected"),
            "figure.withdrawn": _("a figure was withdrawn"),
            "source.cited": _("its source was named"),
        }
    )
    for finder in _finders():
        look_for(finder)
    watch_for(
        Watch(
            "conflict.open",
            "conflict",
            _("Figures that disagree, none of them chosen"),
            _("Which one does the town hall use, and why?"),
            lambda _today: Conflict.objects.filter(reference_number=None),
            order=20,
        )
    )
    for name in ("organisation.sources", "place.sources", "layer.sources"):
        fill(name, template="measure/_cited.html", context=_citation)


def _declare_kinds() -> None:
    declare(Kind("source", "source", _("source"), Source.objects.all, ("note",), names=("publisher",)))
    declare(Kind("indicator", "indicateur", _("indicator"), Indicator.objects.all, ("definition", "note")))
    # A figure is no Thing (it has revisions), but it has a number, an address and a name: its indicator's.
    declare(
        Kind(
            "observation",
            "figure",
            _("figure"),
            Observation.objects.current,
            FIGURE_TEXTS,
            names=("statement",),
        )
    )
    declare(Kind("constant", "constante", _("constant"), Constant.objects.all, ("scope", "method", "note")))
    declare(
        Kind("conflict", "conflit", _("conflict of figures"), Conflict.objects.all, ("explanation", "reason"))
    )


def _finders() -> tuple[Finder, ...]:
    return (
        Finder(
            "indicator.no_figure",
            "indicator",
            _("Measured by name only"),
            _("We know what to measure, and have no figure yet."),
            lambda: Indicator.objects.exclude(pk__in=Observation.objects.current().values("indicator")),
            order=20,
        ),
        Finder(
            "observation.unknown",
            "observation",
            _("Figures written as unknown"),
            _("Somebody looked, and the sources do not say."),
            lambda: Observation.objects.current().filter(state=Observation.State.UNKNOWN),
            order=21,
        ),
        Finder(
            "source.no_year",
            "source",
            _("Sources without a year"),
            _("Without a year, nobody can tell what a newer source changes."),
            lambda: Source.objects.filter(year=None),
            order=22,
        ),
    )


def _citation(_request: HttpRequest, thing: Thing) -> dict[str, Any]:
    cited = Citation.objects.filter(kind=thing.kind, number=thing.number).select_related("source").first()
    return {"source": cited.source if cited else None, "confidence": cited.confidence if cited else ""}
