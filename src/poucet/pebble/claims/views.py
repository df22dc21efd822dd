"""Pages of claims and of their models."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from poucet.engines.errors import InputError
from poucet.engines.scenario import Lint
from poucet.pebble.claims.guessing import Guesses, address_of
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.claims.resolving import names_asked
from poucet.pebble.claims.summaries import ground_of, questions_of, view_of, views_of
from poucet.town.clock import today
from poucet.town.kept import kept_part, seal
from poucet.town.reading import only_read


@only_read
def claims(request: HttpRequest) -> HttpResponse:
    cards = kept_part(
        "claims/_cards.html",
        today(),
        seal=seal(),
        context=lambda: {"views": views_of(Claim.objects.select_related("pebble", "scenario_model"))},
    )
    return render(request, "claims/claims.html", {"cards": cards})


@only_read
def claim(request: HttpRequest, number: int) -> HttpResponse:
    rows = Claim.objects.select_related("pebble", "facet", "scenario_model")
    found = get_object_or_404(rows, number=number)
    ground = ground_of(found.scenario_model)
    form = Guesses(request.GET, ground.lines)
    scenario = form.scenario
    view = view_of(found, ground)
    mine = view_of(found, ground, scenario) if scenario.values else None
    context = {
        "claim": found,
        "view": view,
        "mine": mine,
        "form": form,
        "lines": ground.lines,
        "kept_as": address_of(scenario),
    }
    answer = render(request, "claims/claim.html", context)
    if request.headers.get("HX-Request"):  # the address says what was changed, and nothing else
        kept = f"?{context['kept_as']}" if context["kept_as"] else ""
        answer["HX-Replace-Url"] = f"{request.path}{kept}"
    return answer


@only_read
def model(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(ScenarioModel, number=number)
    ground = ground_of(found)
    uses = list(found.claims.filter(withdrawn=False))
    asked = frozenset[str]().union(*(names_asked(use.terms) for use in uses))
    fault, questions = ground.fault, tuple[Lint, ...]()
    try:
        questions = questions_of(ground, asked)
    except InputError as refusal:
        fault = refusal
    context = {
        "model": found,
        "lines": ground.lines,
        "fault": fault,
        "claims": uses,
        "questions": questions,
    }
    return render(request, "claims/model.html", context)
