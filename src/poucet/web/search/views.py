"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.web.search.question import LONGEST_QUESTION, ask
from poucet.web.search.summaries import search as answer

RESULTS_ON_A_PAGE = 20


@only_read
def search(request: HttpRequest) -> HttpResponse:
    """What answers a question; without one, how to ask."""
    found = answer(ask(request.GET.get("q", "")), request.GET, person=getattr(request, "person", None))
    context = {
        "search": found,
        "leaf": leaf(request, found.answers, size=RESULTS_ON_A_PAGE),
        "longest": LONGEST_QUESTION,
    }
    response = render(request, "search/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
