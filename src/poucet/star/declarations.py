"""What this room tells the house when it starts: its kinds, its acts in words, what may be missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Indicator, Observation, Source
from poucet.star.api import telling
from poucet.star.desk.facets import FACET_EDITOR
from poucet.star.desk.stories import STORY_EDITOR
from poucet.star.hashtags import index_again, index_everything
from poucet.star.models import (
    Axis,
    Facet,
    Framework,
    Pillar,
    PillarMapping,
    Star,
    StarStatement,
    Story,
    Target,
)
from poucet.star.querysets import holding
from poucet.star.rules import RIGHTS
from poucet.town.acts import say
from poucet.town.desk.editors import offer
from poucet.town.missing import Finder, look_for
from poucet.town.names import Named, Set, names_in
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.slots import fill
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, declare
from poucet.town.written import listen

FRESH_FOR_YEARS = 3


def declare_all() -> None:
    """Called once, by the room's configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    _declare_kinds()
    listen(index_again, whole=index_everything)
    for editor in (FACET_EDITOR, STORY_EDITOR):
        offer(editor)
    rests_on("observation", _aimed_from)
    rests_on("source", _sourced)
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
    for watch in _watches():
        watch_for(watch)
    fill("source.uses", template="star/_source_uses.html", context=_resting_on, order=20)
    fill("indicator.uses", template="star/_indicator_uses.html", context=_measured_by, order=20)


def _declare_kinds() -> None:
    definitions = Part("pillars", Pillar.objects.all, "framework__number", ("definition",), ("tag", "name"))
    mappings = Part("mappings", PillarMapping.objects.all, "origin__framework__number", ("note",))
    targets = Part("targets", Target.objects.all, "facet__number", ("statement", "reason", "note"))
    facet_texts = ("question", "description", "unmeasured", "note")
    axis_texts = ("finding", "under_way", "to_launch", "note")
    declare(
        Kind("framework", "cadre", _("framework"), Framework.objects.all, ("note",), (definitions, mappings))
    )
    declare(Kind("facet", "facette", _("facet"), Facet.objects.all, facet_texts, (targets,)))
    declare(Kind("axis", "axe", _("axis"), Axis.objects.all, axis_texts, names=("document",)))
    declare(Kind("story", "recit", _("story"), Story.objects.all, ("memory", "deed", "star", "note")))


def _watches() -> tuple[Watch, ...]:
    return (
        Watch(
            "facet.past_horizon",
            "facet",
            _("Facets whose target was for a year now past"),
            _("Was it reached? Set a new version of the target, with its reason."),
            lambda today: Facet.objects.filter(
                pk__in=holding(Target.objects.filter(horizon__lt=today.year)).values("facet")
            ),
            order=30,
        ),
        Watch(
            "indicator.old",
            "indicator",
            _("Indicators of the star without a figure of the last three years"),
            _("Who could count again?"),
            _old,
            order=31,
        ),
    )


def _old(today: date) -> QuerySet[Indicator]:
    fresh = Observation.objects.current().filter(until__year__gte=today.year - FRESH_FOR_YEARS)
    followed = Facet.objects.filter(indicator__isnull=False).values("indicator")
    found: QuerySet[Indicator] = Indicator.objects.filter(pk__in=followed).exclude(
        pk__in=fresh.values("indicator")
    )
    return found


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


def _aimed_from(number: int) -> list[Set | Named]:
    """The facets one of whose targets starts from a figure: every version is kept."""
    targets = Target.objects.filter(baseline_number=number)
    return [Set("figure.targets", "facet", Facet.objects.filter(pk__in=targets.values("facet")))]


def _sourced(number: int) -> list[Set | Named]:
    targets = Target.objects.filter(source__number=number)
    return [
        Set("source.targets", "facet", Facet.objects.filter(pk__in=targets.values("facet"))),
        Set("source.axes", "axis", Axis.objects.filter(source__number=number)),
        Set("source.frameworks", "framework", Framework.objects.filter(source__number=number)),
        Set("source.stories", "story", Story.objects.filter(source__number=number)),
        *([TheStar("star", star.pk, star.name)] if (star := _star_resting_on(number)) else []),
    ]


def _star_resting_on(number: int) -> Star | None:
    own, said = Q(source__number=number), Q(statements__source__number=number)
    found: Star | None = Star.objects.filter(own | said).first()
    return found


class TheStar(Named):
    """The star among things: it has no number, and its page no other name."""

    def get_absolute_url(self) -> str:
        return reverse("star")


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
