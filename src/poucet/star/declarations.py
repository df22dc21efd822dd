"""What this room tells the house when it starts: its kinds, its acts in words, what may be missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Indicator, Source
from poucet.star.hashtags import index_again
from poucet.star.models import Axis, Facet, Framework, Pillar, PillarMapping, StarStatement, Story, Target
from poucet.star.querysets import holding
from poucet.star.rules import RIGHTS
from poucet.town.acts import say
from poucet.town.missing import Finder, look_for
from poucet.town.names import Set, names_in
from poucet.town.rights import declare_rights
from poucet.town.slots import fill
from poucet.town.things import Kind, Part, declare
from poucet.town.written import listen


def declare_all() -> None:
    """Called once, by the room's configuration."""
    declare_rights(RIGHTS)
    _declare_kinds()
    listen(index_again)
    say(
        {
            "star.written": _("the star was put into words"),
            "star.withdrawn": _("the star was taken away"),
            "framework.mapped": _("the pillars of the frameworks were compared"),
            "facet.target_set": _("a target was set"),
        }
    )
    for finder in _finders():
        look_for(finder)
    fill("source.uses", template="star/_source_uses.html", context=_resting_on, order=20)
    fill("indicator.uses", template="star/_indicator_uses.html", context=_measured_by, order=20)


def _declare_kinds() -> None:
    definitions = Part("pillars", Pillar.objects.all, "framework__number", ("definition",))
    mappings = Part("mappings", PillarMapping.objects.all, "origin__framework__number", ("note",))
    targets = Part("targets", Target.objects.all, "facet__number", ("statement", "reason", "note"))
    facet_texts = ("question", "description", "unmeasured", "note")
    axis_texts = ("finding", "under_way", "to_launch", "note")
    declare(
        Kind("framework", "cadre", _("framework"), Framework.objects.all, ("note",), (definitions, mappings))
    )
    declare(Kind("facet", "facette", _("facet"), Facet.objects.all, facet_texts, (targets,)))
    declare(Kind("axis", "axe", _("axis"), Axis.objects.all, axis_texts))
    declare(Kind("story", "recit", _("story"), Story.objects.all, ("memory", "deed", "star", "note")))


def _finders() -> tuple[Finder, ...]:
    return (
        Finder(
            "facet.no_target",
            "facet",
            _("Facets without a target"),
            _("We know where we look, not yet how far to go."),
            lambda: Facet.objects.filter(targets=None, unmeasured=""),
            order=10,
        ),
        Finder(
            "facet.no_baseline",
            "facet",
            _("Targets without a starting point"),
            _("Without knowing where we started from, nobody can say how far we have walked."),
            lambda: Facet.objects.filter(
                pk__in=holding(Target.objects.filter(baseline_number=None, statement="")).values("facet")
            ),
            order=11,
        ),
        Finder(
            "facet.no_vote",
            "facet",
            _("Targets whose vote is not known"),
            _("Who voted this target, and when?"),
            lambda: Facet.objects.filter(pk__in=holding(Target.objects.filter(voted_on="")).values("facet")),
            order=12,
        ),
        Finder(
            "axis.no_finding",
            "axis",
            _("Axes without their finding"),
            _("What had been seen, that led to this axis?"),
            lambda: Axis.objects.filter(finding=""),
            order=13,
        ),
    )


def _resting_on(_request: HttpRequest, source: Source) -> dict[str, Any] | None:
    named = names_in(
        [
            Set(
                "targets",
                "facet",
                Facet.objects.filter(pk__in=Target.objects.filter(source=source).values("facet")),
            ),
            Set("axes", "axis", Axis.objects.filter(source=source)),
            Set("stories", "story", Story.objects.filter(source=source)),
            Set("frameworks", "framework", Framework.objects.filter(source=source)),
        ]
    )
    statements = list(StarStatement.objects.filter(source=source))
    if not (statements or any(named.values())):
        return None
    return {"statements": statements, **named}


def _measured_by(_request: HttpRequest, indicator: Indicator) -> dict[str, Any] | None:
    facets = list(Facet.objects.filter(indicator=indicator))
    return {"facets": facets} if facets else None
