"""Pages of the site itself: home, about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from poucet import __version__
from poucet.town.clock import today
from poucet.town.linked_data import block
from poucet.town.models import Commune
from poucet.town.reading import only_read
from poucet.web import summaries
from poucet.web.linked_data import site


@only_read
def home(request: HttpRequest) -> HttpResponse:
    """Where are we going, what was laid lately, what can I do now; an empty house says how to fill it."""
    commune = Commune.objects.filter(pk=1).first()
    if commune is None:
        return render(request, "web/welcome.html", {"commune": None})
    shown = summaries.home(today=today())
    root = request.build_absolute_uri("/").rstrip("/")
    context = {"commune": commune, "home": shown, "linked_data": block(site(commune, shown.title, root))}
    return render(request, "web/home.html", context)


@only_read
def about(request: HttpRequest) -> HttpResponse:
    """What Poucet is, how accessible it is, where the demonstration's facts come from."""
    return render(request, "web/about.html", {"version": __version__})


@only_read
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by anyone; forms and filtered lists are of no use to robots."""
    lines = (
        "User-agent: *",
        "Disallow: /langue",
        "Disallow: /apparence",
        "Disallow: /au/",
        "Disallow: /*?",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
