"""What a moderator sees: what waits, by the hour at which it is owed; one case; the letter to print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.moderation.forms import DecisionForm
from poucet.contribute.moderation.letters import email_of_author, letter_for_author, tell_decision
from poucet.contribute.moderation.limits import is_brigade
from poucet.contribute.moderation.models import Case, Decision
from poucet.contribute.moderation.moderable import LIVE, is_moderable, texts_of, thing_of
from poucet.contribute.moderation.operations import Verdict, decide, take_up
from poucet.contribute.moderation.rules import DECIDE, SETTLE
from poucet.town.errors import RuleError
from poucet.town.pages import leaf
from poucet.town.rights import may, only_for
from poucet.town.things import Reference, find, kind_at, kind_of
from poucet.town.wordings import explain
from poucet.town.writing import Signature

ON_A_PAGE, ENDED = 50, 20


@dataclass(frozen=True)
class Row:
    """A case as the queue shows it."""

    case: Case
    thing: Any
    reports: int
    grounds: tuple[str, ...]
    is_late: bool
    is_brigaded: bool


@never_cache
@require_http_methods(["GET", "HEAD"])
@only_for(SETTLE)
def queue(request: Any) -> HttpResponse:
    """What waits, first what is owed first."""
    waiting = Case.objects.filter(state__in=LIVE).prefetch_related("reports")
    page = leaf(request, waiting.order_by("due_at", "number"), size=ON_A_PAGE)
    rows = _rows(list(page.page.object_list))
    ended = Case.objects.filter(state=Case.State.DECIDED, purged_at=None).order_by("-number")[:ENDED]
    context = {"leaf": page, "rows": rows, "ended": ended}
    return render(request, "moderation/desk/queue.html", context)


def _rows(cases: list[Case]) -> list[Row]:
    """Cases with what they are about, hidden or not: one query for each kind."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        numbers[case.kind].append(case.thing_number)
    things = {
        thing.reference: thing
        for kind, wanted in numbers.items()
        for thing in kind_of(kind).public().model.every.filter(number__in=wanted)
    }
    return [_row(case, things.get(case.reference)) for case in cases]


def _row(case: Case, thing: Any) -> Row:
    reports = list(case.reports.all())
    grounds = tuple(dict.fromkeys(str(row.get_ground_display()) for row in reports))
    is_late = case.state in LIVE and case.due_at < now()
    return Row(case, thing, len(reports), grounds, is_late, is_brigade(reports))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for(SETTLE)
def one_case(request: Any, number: int) -> HttpResponse:
    """A case: what it is about, what was said of it, what was decided, what there is to decide."""
    case = get_object_or_404(Case, number=number)
    may_decide = case.state in LIVE and may(
        request.person, SETTLE if case.state == Case.State.APPEALED else DECIDE
    )
    if request.method == "POST" and not may_decide:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signed = Signature(by=request.person.signs_as, at=now())
            decision = decide(case, Verdict(**form.cleaned_data), by=request.person, signed=signed)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            return _decided(request, decision)
    thing = thing_of(case.reference)
    context = {
        "row": _row(case, thing),
        "case": case,
        "thing": thing,
        "texts": texts_of(thing) if thing else [],
        "reports": list(case.reports.all()),
        "decisions": list(case.decisions.all()),
        "appeals": list(case.appeals.all()),
        "may_decide": may_decide,
        "decided_before": case.decisions.filter(by=request.person).exists(),
        "form": form,
    }
    return render(request, "moderation/desk/case.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for(DECIDE)
def without_notice(request: Any, word: str, number: int) -> HttpResponse:
    """Decide on something that nobody pointed at: the same reasons are owed."""
    kind = kind_at(word)
    if kind is None or not is_moderable(kind.code):
        raise Http404
    reference = Reference(kind.code, number)
    live = Case.objects.filter(kind=kind.code, thing_number=number, state__in=LIVE).first()
    if live is not None:
        return redirect("moderation-case", live.number)
    thing = find([reference]).get(reference)
    if thing is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signed = Signature(by=request.person.signs_as, at=now())
            decision = take_up(reference, Verdict(**form.cleaned_data), by=request.person, signed=signed)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            return _decided(request, decision)
    context = {"thing": thing, "texts": texts_of(thing), "form": form}
    return render(request, "moderation/desk/without_notice.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
@only_for(SETTLE)
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The last decision as a letter to print, for an author who has no e-mail address."""
    rows = Decision.objects.filter(case__number=number, case__purged_at=None).select_related(
        "case__author__account"
    )
    decision = rows.order_by("-position").first()
    if decision is None:
        raise Http404
    context = {"case": decision.case, "letter": letter_for_author(decision, root=_root(request))}
    return render(request, "moderation/desk/letter.html", context)


def _decided(request: HttpRequest, decision: Decision) -> HttpResponse:
    letters = tell_decision(decision, root=_root(request))
    if email_of_author(decision):
        told = _("Decided. Letters that left: %(letters)d.")
    else:
        told = _(
            "Decided. Letters that left: %(letters)d. Its author has no e-mail address: print their letter."
        )
    messages.success(request, told % {"letters": letters})
    return redirect("moderation-case", decision.case.number)


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
