"""Pages of the figures: every one opens to its source, its method and what contradicts it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from poucet.measure.charts import drawn
from poucet.measure.forms import FigureFilter, filters, themes_offered
from poucet.measure.models import Conflict, Constant, Indicator, Observation, Source
from poucet.measure.series import series_of
from poucet.measure.summaries import (
    chosen_references,
    cited_things,
    clashes_among,
    conflicts_about,
    figure_story,
    hang_the_latest,
    indicators_with_figures,
    side_by_side,
    sources_with_figure_counts,
)
from poucet.town.alphabet import alphabetical
from poucet.town.kept import kept_list, kept_part, seal
from poucet.town.pages import leaf, page_asked, turned_to
from poucet.town.reading import only_read
from poucet.town.tombstones import tombstone

FIGURES_ON_A_PAGE = 120
READINGS_EACH = 12  # of one indicator in the list of all: its own page has the others


@only_read
def indicators(request: HttpRequest) -> HttpResponse:
    themes = themes_offered()
    asked = FigureFilter.read(request.GET, themes)
    page = page_asked(request)

    def listed() -> dict[str, Any]:
        found = indicators_with_figures(theme=asked.theme_code, source=asked.source, status=asked.status)
        shown = turned_to(page, found, size=40, question=asked.question)
        hang_the_latest(list(shown.page), most=READINGS_EACH)
        return {"leaf": shown}

    counted, shown = kept_list("measure/_indicators.html", asked, page, seal=seal(), context=listed)
    context = {"asked": asked, "filters": filters(asked, themes), "counted": counted, "shown": shown}
    return render(request, "measure/indicators.html", context)


@only_read
def observation(request: HttpRequest, number: int) -> HttpResponse:
    story = figure_story(number)
    if story is None:
        raise Http404
    end = tombstone(story.figure.reference) if story.withdrawn else None
    context = {"story": story, "figure": story.figure, "tombstone": end}
    return render(request, "measure/observation.html", context, status=410 if end else 200)


@only_read
def indicator(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Indicator.objects.select_related("numerator", "denominator"), number=number)
    page = page_asked(request)
    figures = kept_part(
        "measure/_indicator_figures.html",
        number,
        page,
        seal=seal(),
        context=lambda: _figures(found, page),
    )
    return render(request, "measure/indicator.html", {"indicator": found, "figures": figures})


def _figures(indicator: Indicator, page: int) -> dict[str, Any]:
    """The whole series as a picture, a page of it as a table, and what disagrees with it."""
    figures = list(indicator.observations.current().with_origin().chronological())
    numbers = [figure.number for figure in figures]
    return {
        "leaf": turned_to(page, figures, size=FIGURES_ON_A_PAGE),
        "references": chosen_references(numbers),
        "clashing": clashes_among(figures),
        "conflicts": side_by_side(conflicts_about(numbers)),
        "chart": drawn(series_of(indicator, figures)),
    }


@only_read
def constants(request: HttpRequest) -> HttpResponse:
    rows = Constant.objects.select_related("source").order_by("unit", "number")
    return render(request, "measure/constants.html", {"leaf": leaf(request, rows, size=50)})


@only_read
def constant(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Constant.objects.select_related("source"), number=number)
    ends = [end for end in (found.quantity_number, found.count_number) if end is not None]
    derived_from = list(Observation.objects.current().numbered(ends).with_origin())
    context = {
        "constant": found,
        "derived_from": derived_from,
        "others": Constant.objects.filter(unit=found.unit).exclude(pk=found.pk).select_related("source"),
    }
    return render(request, "measure/constant.html", context)


@only_read
def conflicts(request: HttpRequest) -> HttpResponse:
    page = leaf(request, Conflict.objects.prefetch_related("sides"), size=20)
    context = {"leaf": page, "conflicts": side_by_side(page.page.object_list)}
    return render(request, "measure/conflicts.html", context)


@only_read
def conflict(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Conflict.objects.prefetch_related("sides"), number=number)
    return render(request, "measure/conflict.html", {"shown": side_by_side([found])[0], "conflict": found})


@only_read
def sources(request: HttpRequest) -> HttpResponse:
    rows = sorted(sources_with_figure_counts(), key=lambda one: alphabetical(one.title))
    return render(request, "measure/sources.html", {"leaf": leaf(request, rows, size=60)})


@only_read
def source(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Source, number=number)
    figures = found.observations.current().with_origin().order_by("number")
    shown = leaf(request, figures, size=50)
    context = {
        "source": found,
        "leaf": shown,
        "constants": found.constants.filter(withdrawn=False),
        "cited": cited_things(found),
        "nothing": (),
    }
    return render(request, "measure/source.html", context)
