"""What everybody reads of texts: the list, one with its paragraphs, two versions compared, a suggestion."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from poucet.contribute.drafting.models import State, Suggestion, Text
from poucet.contribute.drafting.summaries import comparison, pieces_of, shown
from poucet.town.clock import today
from poucet.town.converters import number_in
from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.town.rights import may

ON_A_PAGE = 20


@only_read
def texts(request: HttpRequest) -> HttpResponse:
    page = leaf(request, Text.objects.order_by("-number"), size=ON_A_PAGE)
    rows = [(row, row.is_open(today())) for row in page.page.object_list]
    return render(request, "drafting/texts.html", {"leaf": page, "rows": rows})


@only_read
def text(request: Any, number: int) -> HttpResponse:
    """A text as it reads, what waits about each paragraph, what was answered."""
    found = get_object_or_404(Text.objects.select_related("service"), number=number)
    rows = list(Suggestion.objects.filter(drafted=found).order_by("number"))
    is_past = getattr(request, "visit", None) is not None
    is_open = not is_past and found.is_open(today())
    answered = leaf(
        request,
        [row for row in reversed(rows) if row.state != State.WAITING],
        size=ON_A_PAGE,
        name="reponses",
    )
    numbers = dict(found.paragraphs)
    context = {
        "text": found,
        "paragraphs": shown(found, rows),
        "elsewhere": [row for row in rows if row.state == State.WAITING and row.paragraph not in numbers],
        "answered": answered,
        "is_open": is_open,
        "last": found.numbers[-1],
        "may_enter": is_open and may(request.person, "suggestion.enter"),
    }
    return render(request, "drafting/text.html", context)


@only_read
def versions(request: HttpRequest, number: int) -> HttpResponse:
    """Two versions of a text, compared: the last two unless the address says which (`?de=1&a=3`)."""
    found = get_object_or_404(Text, number=number)
    rows = {row.number: row for row in found.versions.select_related("drafted")}
    after = number_in(request.GET.get("a")) or max(rows)
    before = number_in(request.GET.get("de")) or max(after - 1, 1)
    if before not in rows or after not in rows:
        raise Http404
    context = {
        "text": found,
        "versions": sorted(rows.values(), key=lambda row: -row.number),
        "compared": comparison(rows[before], rows[after]),
    }
    return render(request, "drafting/versions.html", context)


@only_read
def suggestion(request: Any, number: int) -> HttpResponse:
    found = get_object_or_404(Suggestion.objects.select_related("drafted"), number=number)
    now = dict(found.drafted.paragraphs).get(found.paragraph)
    waits = found.state == State.WAITING
    context = {
        "suggestion": found,
        "pieces": pieces_of(found),
        "now": now,
        "has_moved": waits and bool(found.paragraph) and bool(found.base) and now != found.base,
        "may_answer": waits
        and not getattr(request, "visit", None)
        and may(request.person, "suggestion.answer"),
    }
    return render(request, "drafting/suggestion.html", context)
