"""Pages of the star: where we go, by which sides, and how far along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from poucet.measure.charts import drawn
from poucet.measure.summaries import clashes_among
from poucet.star.models import Axis, Facet, Framework, Pillar, PillarMapping, Star, Story
from poucet.star.summaries import (
    by_kind,
    facet_views,
    mentions_by_tag,
    pillars_with_counts,
    stories_that_tell,
    tags_of_the_star,
    target_signatures,
    told_by,
)
from poucet.town.clock import today
from poucet.town.kept import kept_part, seal
from poucet.town.pages import leaf, page_asked, turned_to
from poucet.town.reading import only_read

MENTIONS_ON_A_PAGE = 100
STORIES_ON_A_PAGE = 40
FIGURES_ON_A_PAGE = 120


@only_read
def star(request: HttpRequest) -> HttpResponse:
    found = Star.objects.select_related("source").prefetch_related("statements__source").first()
    facets, day = Facet.objects.select_related("indicator"), today()
    context = {
        "star": found,
        "statements": found.statements.all() if found else (),
        "facets": kept_part(
            "star/_facet_cards.html",
            day,
            seal=seal(),
            context=lambda: {"facets": facet_views(facets, today=day)},
        ),
        "axes": Axis.objects.all(),
        "frameworks": Framework.objects.prefetch_related("pillars"),
    }
    return render(request, "star/star.html", context)


@only_read
def facet(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Facet.objects.select_related("indicator"), number=number)
    page, day = page_asked(request), today()
    measured = kept_part(
        "star/_facet_measured.html",
        number,
        page,
        day,
        seal=seal(),
        context=lambda: _measured(found, page, day),
    )
    context = {
        "facet": found,
        "measured": measured,
        "axes": found.axes.filter(withdrawn=False),
        "stories": stories_that_tell(found.reference),
    }
    return render(request, "star/facet.html", context)


def _measured(facet: Facet, page: int, day: date) -> dict[str, Any]:
    """How far along, the whole series as a picture, a page of it as a table, the targets."""
    view = facet_views([facet], today=day)[0]
    return {
        "facet": facet,
        "view": view,
        "leaf": turned_to(page, view.figures, size=FIGURES_ON_A_PAGE),
        "clashing": clashes_among(view.figures),
        "chart": drawn(view.series) if view.series else None,
        "signatures": target_signatures(facet),
    }


@only_read
def axis(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Axis.objects.select_related("source"), number=number)
    return render(request, "star/axis.html", {"axis": found, "facets": found.facets.filter(withdrawn=False)})


@only_read
def stories(request: HttpRequest) -> HttpResponse:
    rows = Story.objects.order_by(F("since").desc(nulls_last=True), "number")
    return render(request, "star/stories.html", {"leaf": leaf(request, rows, size=STORIES_ON_A_PAGE)})


@only_read
def story(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Story.objects.select_related("source"), number=number)
    return render(request, "star/story.html", {"story": found, "told": told_by(found)})


@only_read
def framework(request: HttpRequest, number: int) -> HttpResponse:
    mappings = PillarMapping.objects.select_related("destination__framework", "origin__framework")
    pillars = Pillar.objects.prefetch_related(
        Prefetch("mappings", queryset=mappings), Prefetch("mapped_from", queryset=mappings)
    )
    frameworks = Framework.objects.select_related("source").prefetch_related(
        Prefetch("pillars", queryset=pillars)
    )
    found = get_object_or_404(frameworks, number=number)
    others = Framework.objects.exclude(pk=found.pk)
    context = {"framework": found, "pillars": pillars_with_counts(found), "others": others}
    return render(request, "star/framework.html", context)


@only_read
def hashtag(request: HttpRequest, tag: str) -> HttpResponse:
    if tag != tag.lower():
        return redirect("hashtag", tag.lower())
    pillars = list(Pillar.objects.filter(tag=tag, framework__withdrawn=False).select_related("framework"))
    written = [one for _kind, several in by_kind(mentions_by_tag([tag]).get(tag, ())) for one in several]
    in_the_star = tags_of_the_star()[tag]
    if not pillars and not written and not in_the_star:
        raise Http404
    page = leaf(request, written, size=MENTIONS_ON_A_PAGE)
    context = {
        "tag": tag,
        "pillars": pillars,
        "leaf": page,
        "in_the_star": in_the_star,
        "kinds": by_kind(page.page.object_list),
    }
    return render(request, "star/hashtag.html", context)
